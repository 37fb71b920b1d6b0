"""What a change to a plan would do: which promises it keeps or breaks, and how the six values move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alongside.engines.timetable.plan import Visit
from alongside.web.weeks.board.ledger import Ledger, Levels, Touched


@dataclass(frozen=True)
class Gaps:
    """Of what a change touches: teams nobody sees, services no corporate visitor sees, visits that visitors are short of."""

    teams: frozenset[int]
    areas: frozenset[int]
    short: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, ledger: Ledger, touched: Touched) -> Gaps:
        p = ledger.problem
        return cls(
            teams=frozenset(t for t in touched.teams if not ledger.team_slots[t]),
            areas=frozenset(a for a in {p.teams[t].area for t in touched.teams} if not ledger.corporate[a]),
            short=frozenset((v, n) for v in touched.leaders for n in range(p.leaders[v].min - ledger.load[v])),
        )


@dataclass(frozen=True)
class Effect:
    """`levels` are differences; less is better. Won and lost name what the promises gain and lose."""

    levels: Levels
    teams_won: frozenset[int]
    teams_lost: frozenset[int]
    areas_won: frozenset[int]
    areas_lost: frozenset[int]
    short_won: frozenset[int]
    short_lost: frozenset[int]
    pairs: int = 0


def weigh(ledger: Ledger, out: Iterable[Visit] = (), put_in: Iterable[Visit] = ()) -> Effect:
    """Make the change, look, and unmake it."""
    out, put_in = list(out), list(put_in)
    touched = Touched.by([*out, *put_in], ledger.problem.parts)
    before, gaps, doubles = ledger.worth(touched), Gaps.of(ledger, touched), ledger.doubles
    taken, put = ledger.changed(out, put_in)
    after, left, doubles = ledger.worth(touched), Gaps.of(ledger, touched), ledger.doubles - doubles
    ledger.changed(put, taken)
    return Effect(
        levels=after.less(before),
        teams_won=gaps.teams - left.teams,
        teams_lost=left.teams - gaps.teams,
        areas_won=gaps.areas - left.areas,
        areas_lost=left.areas - gaps.areas,
        short_won=frozenset(v for v, _ in gaps.short - left.short),
        short_lost=frozenset(v for v, _ in left.short - gaps.short),
        pairs=doubles,
    )


def price(change: Levels, weights: Mapping[str, int]) -> tuple[int, int, int]:
    """A change to be compared with others: promises strictly first, then quality as one number. Less is better."""
    quality = sum(weights[name] * getattr(change, name) for name in ("preference", "fairness", "travel", "compactness"))
    return change.coverage, change.independence, quality
