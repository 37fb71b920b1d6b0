"""A smallest set of promises and rules that cannot all hold: take away any one and the rest can."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..naming import Names, capital, joined
from ..plan import Visit
from ..problem import Problem
from .promises import RULES, Promise, all_promises, can_keep, missed_promises, without

T = TypeVar("T")


@dataclass(frozen=True)
class Conflict:
    """`minimal` is False when time ran out before every part had been tried."""

    promises: tuple[Promise, ...]
    rules: tuple[str, ...]
    minimal: bool

    def text(self, problem: Problem) -> str:
        return _worded(problem, self)

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        return {
            "promises": [p.to_dict(problem) for p in self.promises],
            "rules": [{"rule": r, "text": RULES[r][0]} for r in self.rules],
            "minimal": self.minimal,
            "text": self.text(problem),
        }


@dataclass
class _Search:
    """`plans` are legal plans seen so far: what one of them keeps need not be asked again."""

    problem: Problem
    deadline: float
    stop: Callable[[], bool]
    plans: list[Collection[Visit]]
    certain: bool = True

    def clash(self, promises: Collection[Promise], rules: Collection[str]) -> bool:
        """Whether these promises cannot be kept under these rules.  Not knowing counts as no, and is remembered."""
        if any(not missed_promises(self.problem, plan, promises) for plan in self.plans):
            return False
        if time.monotonic() >= self.deadline:
            self.certain = False
            return False
        left = without(self.problem, [r for r in RULES if r not in rules])
        answer = can_keep(left, promises, deadline=self.deadline, stop=self.stop, start=self.plans[-1])
        if answer.kept is None:
            self.certain = False
        if answer.kept and left is self.problem:
            self.plans.append(answer.visits)
        return answer.kept is False

    def promises(self, some: Sequence[Promise]) -> list[Promise]:
        return _smallest(list(some), lambda part: self.clash(part, RULES))

    def rules(self, promises: Sequence[Promise]) -> list[str]:
        return _smallest(list(RULES), lambda part: self.clash(promises, part))


def _smallest(items: list[T], clash: Callable[[list[T]], bool]) -> list[T]:
    """QuickXplain (Junker 2004): a minimal part of `items` that clashes, given that all of them do."""

    def narrow(background: list[T], fresh: bool, rest: list[T]) -> list[T]:
        if fresh and clash(background):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        needed = narrow(background + first, True, second)
        return narrow(background + needed, bool(needed), first) + needed

    return [] if not items or clash([]) else narrow([], False, items)


def conflicts(
    problem: Problem, promises: Sequence[Promise] | None = None, *, deadline: float,
    stop: Callable[[], bool] = lambda: False, start: Collection[Visit] = (),
) -> list[Conflict]:  # fmt: skip
    """Every promise that no plan could keep even alone, each with the rules in its way; then, if the others cannot all be
    kept together, one smallest set of them.  Empty when every promise can be kept."""
    found, rest, plans = [], [], [start]
    for promise in all_promises(problem) if promises is None else promises:
        search = _Search(problem, deadline, stop, plans)
        if search.clash([promise], RULES):
            rules = search.rules([promise])
            found.append(Conflict((promise,), tuple(rules), search.certain))
        else:
            rest.append(promise)
    together = _Search(problem, deadline, stop, plans)
    if together.clash(rest, RULES):
        core = together.promises(rest)
        found.append(Conflict(tuple(sorted(core)), tuple(together.rules(core)), together.certain))
    return found


def _worded(problem: Problem, conflict: Conflict) -> str:
    rules = [RULES[r][0] for r in conflict.rules]
    kept = joined(rules) if rules else "nobody being in two places at once"
    kept = "the rules as they are" if len(rules) == len(RULES) else kept
    if len(conflict.promises) == 1 and not rules:
        return f"It cannot be that {conflict.promises[0].text(problem)}, whatever the rules: nobody could do it."
    if len(conflict.promises) == 1:
        return f"It cannot be that {conflict.promises[0].text(problem)}, because of {kept}.{_facts(problem, conflict)}"
    some = joined([p.text(problem) for p in conflict.promises[:8]])
    more = len(conflict.promises) - 8
    more_text = f", and {more} more promises" if more > 0 else ""
    sure = "" if conflict.minimal else " (There may be a smaller set: time ran out.)"
    return f"These cannot all hold: {some}{more_text}; with {kept}.{_facts(problem, conflict)}{sure}"


def _facts(problem: Problem, conflict: Conflict) -> str:
    """The numbers behind the rules, where they are few."""
    teams = [p.who for p in conflict.promises if p.kind == "team"]
    names, said = Names(problem), []
    if len(teams) == 1 and conflict.rules:
        team = problem.teams[teams[0]]
        slots = [names.slot(o.slot) for o in team.offers]
        said.append(f" {capital(names.team(team.id))} offers {joined(slots) if slots else 'no slot at all'}.")
    if len(teams) > 1 and "free" in conflict.rules:
        room = sum(min(v.max, len(v.avail)) for v in problem.leaders)
        said.append(f" All visitors together can make at most {room} visits, to {len(teams)} teams.")
    return "".join(said)
