"""The best plan so far, kept outside every solver: nothing enters that the judge rejects or that is worse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .goals import Goal
from .judging import Score, score
from .plan import Visit
from .problem import Problem


class Incumbent:
    def __init__(self, problem: Problem, goals: Sequence[Goal], locked: Iterable[Visit]) -> None:
        self.problem, self.goals, self.locked = problem, tuple(goals), frozenset(locked)
        self.visits: list[Visit] = []
        self.score: Score | None = None
        self.values: tuple[int, ...] = ()

    def offer(self, visits: Iterable[Visit]) -> bool:
        """Take the plan if it is legal, keeps what is locked, and is better (or the first)."""
        offered = sorted({(int(a), int(b), int(c)) for a, b, c in visits})
        if not self.locked <= set(offered):
            return False
        judged = score(self.problem, offered)
        values = tuple(goal.value(judged.levels) for goal in self.goals)
        if not judged.legal or (self.score is not None and values >= self.values):
            return False
        self.visits, self.score, self.values = offered, judged, values
        return True

    @property
    def best(self) -> Score:
        assert self.score is not None, "a first plan is offered before anything is asked"
        return self.score
