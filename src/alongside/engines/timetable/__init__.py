"""Who visits whom and when in a Practice Week: the problem, its judge, and plans."""

from .judging import Score, score
from .plan import LEVELS, WEIGHTS, Plan, Stage
from .problem import Problem
from .reading import ProblemError
from .solve import Progress
from .together import solve

__all__ = ["LEVELS", "WEIGHTS", "Plan", "Problem", "ProblemError", "Progress", "Score", "Stage", "score", "solve"]
