"""Why this visitor goes to this team, and what everyone else instead would cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..judging import blended, score
from ..naming import Names, capital, joined
from ..obstacles import Week
from ..plan import LEVELS, Visit
from ..problem import Problem

KEEN = ("keen on this kind of work", "interested in this kind of work", "not very interested in it", "not interested in it")
STEPS = {
    "coverage": "promise",
    "independence": "visit within one's own service",
    "preference": "preference step",
    "fairness": "fairness step",
    "travel": "minute of travel",
    "compactness": "day out or idle gap",
}


@dataclass(frozen=True)
class Instead:
    """Another visitor in place of the one chosen, and what each level would change by."""

    visit: Visit
    change: tuple[int, ...]
    blend: int

    @property
    def order(self) -> tuple[int, int, int]:
        return self.change[0], self.change[1], self.blend


@dataclass(frozen=True)
class Choice:
    """`others` fit the plan in place of the visit, best first; `shut_out` counts why the rest do not."""

    visit: Visit
    without: Instead
    others: tuple[Instead, ...]
    shut_out: Mapping[str, tuple[int, ...]]

    def text(self, problem: Problem) -> str:
        return _worded(problem, self)

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        return {
            "visit": list(self.visit),
            "without": _costs(self.without),
            "others": [_costs(o) for o in self.others],
            "shut_out": {why: list(who) for why, who in self.shut_out.items()},
            "text": self.text(problem),
        }


def _costs(instead: Instead) -> dict[str, Any]:
    change = dict(zip(LEVELS, instead.change, strict=True))
    return {"visit": list(instead.visit), "change": change, "blend": instead.blend}


def choice(problem: Problem, visits: Sequence[Visit], visit: Visit, weights: Mapping[str, int]) -> Choice:
    """Exact changes of all six levels for each visitor who could take this visit's place as the plan stands."""
    rest = [v for v in visits if v != visit]
    now = score(problem, visits).levels
    week = Week(problem, rest)
    others: list[Instead] = []
    shut_out: dict[str, list[int]] = {}
    for v in problem.leaders:
        other = (v.id, *visit[1:])
        if other == visit:
            continue
        why = week.obstacle(other)
        if why is None:
            others.append(_instead(problem, [*rest, other], other, now, weights))
        else:
            shut_out.setdefault(why, []).append(v.id)
    without = _instead(problem, rest, visit, now, weights)
    return Choice(visit, without, tuple(sorted(others, key=lambda o: o.order)), {k: tuple(v) for k, v in shut_out.items()})


def _instead(problem: Problem, visits: Sequence[Visit], visit: Visit, now: Sequence[int], weights: Mapping[str, int]) -> Instead:
    change = tuple(b - a for a, b in zip(now, score(problem, visits).levels, strict=True))
    return Instead(visit, change, blended(change, weights))


def _worded(problem: Problem, choice: Choice) -> str:
    names = Names(problem)
    said = [f"{capital(names.visit(choice.visit))}: {joined(_merits(problem, choice))}."]
    if not choice.others:
        said.append("Nobody else could go then.")
    else:
        best = choice.others[0]
        who = names.leader(best.visit[0])
        said.append(f"Next best is {who}: {_difference(best)}.")
        if len(choice.others) > 1:
            more = [f"{names.leader(o.visit[0])} ({_short(o)})" for o in choice.others[1:4]]
            said.append(f"Then {joined(more)}.")
    if choice.shut_out:
        counts = Counter({why: len(who) for why, who in choice.shut_out.items()})
        reasons = [f"{n} because {why}" for why, n in counts.most_common()]
        said.append(f"Ruled out: {joined(reasons)}.")
    return " ".join(said)


def _merits(problem: Problem, choice: Choice) -> list[str]:
    leader, team, _ = choice.visit
    v, t = problem.leaders[leader], problem.teams[team]
    merits = [KEEN[min(v.interest[t.kind], 3)], f"{problem.travel[v.base][t.site]} minutes from their base"]
    merits.append("of the team's own service" if v.area == t.area else "independent of the team's service")
    if (leader, team) in problem.last:
        merits.append("though they met last time")
    if choice.without.change[0] > 0:
        merits.append("needed, because without this visit a promise would be broken")
    return merits


def _difference(instead: Instead) -> str:
    parts = [_step(name, n) for name, n in zip(LEVELS, instead.change, strict=True) if n]
    return joined(parts) if parts else "just as good"


def _step(name: str, n: int) -> str:
    word = STEPS[name]
    plural = word.replace("step", "steps").replace("minute", "minutes").replace("promise", "points of promises")
    return f"{abs(n)} {'more' if n > 0 else 'fewer'} {word if abs(n) == 1 else plural}"


def _short(instead: Instead) -> str:
    lost, near, blend = instead.order
    if lost:
        return "breaks a promise" if lost > 0 else "keeps one promise more"
    if near:
        return "a visit within their own service" if near > 0 else "more independent"
    return f"{blend} worse" if blend > 0 else f"{-blend} better" if blend else "just as good"
