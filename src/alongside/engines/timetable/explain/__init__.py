"""Explain a week: what cannot be met and what would cure it; why a visit is as it is."""

from .answer import Explanation, explain

__all__ = ["Explanation", "explain"]
