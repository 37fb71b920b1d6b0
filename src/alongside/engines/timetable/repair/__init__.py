"""Mend a published plan with the fewest changes."""

from .mending import repair

__all__ = ["repair"]
