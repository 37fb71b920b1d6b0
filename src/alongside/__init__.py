"""Alongside: plan, see and hear, understand, act, measure."""

__version__ = "0.1.0"
