"""The whole explanation: conflicts, cure and choices, in one answer with sentences and data."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..greedy import first_plan
from ..judging import score
from ..naming import Names, capital, joined
from ..plan import WEIGHTS, Plan, Visit
from ..problem import Problem
from ..solve import solve
from .choice import Choice, choice
from .conflict import Conflict, conflicts
from .cure import Cure, apply, cheapest_cure
from .promises import Promise, all_promises, can_keep, missed_promises

FOR_CURE, FOR_CHECK, FOR_ALL = 0.6, 0.25, 0.9
"""Shares of the time limit that the cure and its check may take; the conflicts get what is left."""


@dataclass(frozen=True)
class Explanation:
    """`feasible`: whether one plan can keep every promise asked about (None: not known in time).

    `cured` is the problem with every ask granted, `cured_plan` a plan made for it, `checked` whether it keeps all."""

    problem: Problem
    promises: tuple[Promise, ...]
    feasible: bool | None
    missed: tuple[Promise, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    cure: Cure | None = None
    cured: Problem | None = None
    cured_plan: Plan | None = None
    choices: tuple[Choice, ...] = ()
    about: str = "the week"

    @property
    def checked(self) -> bool:
        return self.cured is not None and self.cured_plan is not None and self._kept_after() == ()

    def _kept_after(self) -> tuple[Promise, ...]:
        assert self.cured is not None and self.cured_plan is not None and self.cure is not None
        missed = missed_promises(self.cured, self.cured_plan.visits, self.promises)
        return tuple(p for p in missed if p not in self.cure.hopeless)

    def to_dict(self) -> dict[str, Any]:
        p = self.problem
        return {
            "feasible": self.feasible,
            "missed": [m.to_dict(p) for m in self.missed],
            "conflicts": [c.to_dict(p) for c in self.conflicts],
            "cure": self._cure_dict(),
            "choices": [c.to_dict(p) for c in self.choices],
            "text": self.text,
        }

    def _cure_dict(self) -> dict[str, Any] | None:
        if self.cure is None:
            return None
        return {
            "asks": [a.to_dict(self.problem) for a in self.cure.asks],
            "cost": self.cure.cost,
            "bound": self.cure.bound,
            "proven": self.cure.proven,
            "hopeless": [h.to_dict(self.problem) for h in self.cure.hopeless],
            "checked": self.checked,
            "plan": self.cured_plan.to_dict() if self.cured_plan else None,
        }

    @property
    def text(self) -> str:
        said = [self._verdict(), *self._missing()]
        said += [c.text(self.problem) for c in self.conflicts]
        said += self._cure_text()
        said += [c.text(self.problem) for c in self.choices]
        return "\n".join(filter(None, said))

    def _verdict(self) -> str:
        if self.feasible is None:
            return "Time ran out before it was known whether every promise can be kept."
        if self.feasible:
            return f"Every promise about {self.about} can be kept."
        return f"Not every promise about {self.about} can be kept."

    def _missing(self) -> list[str]:
        some = [m.text(self.problem) for m in self.missed]
        return [f"The plan does not keep: {joined(some)}."] if some else []

    def _cure_text(self) -> list[str]:
        if self.feasible is False and self.cure is None:
            return ["No cure was found in the time given."]
        if self.cure is None or not (self.cure.asks or self.cure.hopeless):
            return []
        said = []
        if self.cure.asks:
            sure = "The cheapest cure" if self.cure.proven else "A cure (perhaps not the cheapest)"
            said = [f"{sure}, {_counted(len(self.cure.asks))}:"]
            said += [f"  - {capital(a.text(self.problem))}." for a in self.cure.asks]
        if self.cure.hopeless:
            said.append(f"No ask can save: {joined([h.text(self.problem) for h in self.cure.hopeless])}.")
        if self.checked:
            rest = "every other promise" if self.cure.hopeless else "every promise"
            said.append(f"Checked: the week was planned again with these granted, and {rest} is kept.")
        return said


def _counted(n: int) -> str:
    return "one ask" if n == 1 else f"{n} asks"


def explain(
    problem: Problem, plan: Plan | None = None, *, team: int | None = None, leader: int | None = None,
    weights: Mapping[str, int] = WEIGHTS, time_limit: float = 15.0, threads: int = 1,
    should_stop: Callable[[], bool] = lambda: False,
) -> Explanation:  # fmt: skip
    """What cannot be met, the smallest set of rules in conflict, the cheapest cure (checked by planning again with it),
    and with a plan why its visits to `team` or by `leader` are as they are.

    With neither `team` nor `leader` the whole week is explained.
    """
    began = time.monotonic()
    promises = [p for p in all_promises(problem) if _about(p, team, leader)]
    deadline = began + time_limit
    visits = plan.visits if plan else ()
    start = visits if visits and score(problem, visits).legal else first_plan(problem)
    kept = can_keep(problem, promises, deadline=deadline, stop=should_stop, start=start).kept
    found = Explanation(
        problem, tuple(promises), kept, missed_promises(problem, visits, promises) if plan else (), about=_subject(problem, team, leader),
        choices=_choices(problem, visits, team, leader, weights),
    )  # fmt: skip
    if kept is not False:
        return found
    cure = cheapest_cure(problem, promises, deadline=began + FOR_CURE * time_limit, stop=should_stop)
    cured = apply(problem, cure.asks) if cure else None
    cured_plan = None
    if cured is not None:
        left = min(FOR_CHECK * time_limit, deadline - time.monotonic())
        start_plan = Plan(visits=cure.visits if cure and score(cured, cure.visits).legal else ())
        cured_plan = _plan_again(cured, promises, start_plan, max(1.0, left), threads, should_stop)
    until = began + FOR_ALL * time_limit
    clashes = conflicts(problem, promises, deadline=until, stop=should_stop, start=start)
    return Explanation(problem, found.promises, kept, found.missed, tuple(clashes), cure, cured, cured_plan, found.choices, found.about)


def _plan_again(
    cured: Problem, promises: Sequence[Promise], start: Plan, limit: float, threads: int, stop: Callable[[], bool]
) -> Plan:  # fmt: skip
    """Plan until nothing of the promises is missed, with the ordinary solver, from the plan that the cure had in mind."""
    done = False

    def watch(progress: Any) -> None:
        nonlocal done
        done = done or (progress.visits is not None and not missed_promises(cured, progress.visits, promises))

    return solve(cured, time_limit=limit, threads=threads, start=start, progress=watch, should_stop=lambda: done or stop())


def _about(p: Promise, team: int | None, leader: int | None) -> bool:
    if team is None and leader is None:
        return True
    return (p.kind == "team" and p.who == team) or (p.kind == "minimum" and p.who == leader)


def _subject(problem: Problem, team: int | None, leader: int | None) -> str:
    names = Names(problem)
    return names.team(team) if team is not None else names.leader(leader) if leader is not None else "the week"


def _choices(
    problem: Problem, visits: Sequence[Visit], team: int | None, leader: int | None, weights: Mapping[str, int]
) -> tuple[Choice, ...]:
    if team is None and leader is None:
        return ()
    asked = [v for v in visits if v[1] == team or v[0] == leader]
    return tuple(choice(problem, visits, v, weights) for v in sorted(asked, key=lambda v: v[2]))
