"""Parts of a large week that are worth planning again with all else standing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random

from .problem import Problem

PEOPLE = 45
"""Visitors in a part at first: about a Durham, which is searched in a second or two."""
MOST_PEOPLE = 90

Part = tuple[tuple[int, ...], tuple[int, ...]]
"""(visitors, teams)"""


def parts(problem: Problem) -> Iterator[Part]:
    """Without end: first every council or neighbourhood once, then ever larger circles around sites."""
    yield from first_sweep(problem)
    rng = Random(1)  # noqa: S311 - the same week is planned the same way twice
    for turn in count():
        people = min(MOST_PEOPLE, PEOPLE + 10 * turn)
        sites = list(range(len(problem.sites)))
        rng.shuffle(sites)
        for site in sites:
            yield circle(problem, site, people)


def first_sweep(problem: Problem) -> list[Part]:
    councils = sorted({t.council for t in problem.teams})
    whole = [
        (
            tuple(v.id for v in problem.leaders if v.council == c),
            tuple(t.id for t in problem.teams if t.council == c),
        )
        for c in councils
    ]
    if len(councils) > 1 and all(len(people) <= MOST_PEOPLE for people, _ in whole):
        return [part for part in whole if part[0] and part[1]]
    return [circle(problem, site, PEOPLE) for site in _spread(problem)]


def circle(problem: Problem, site: int, people: int) -> Part:
    """The visitors based nearest to a site and, in proportion, the teams nearest to it."""
    way = problem.travel[site]
    leaders = sorted(range(len(problem.leaders)), key=lambda v: (way[problem.leaders[v].base], v))[:people]
    share = -(-len(problem.teams) * people // max(1, len(problem.leaders)))
    teams = sorted(range(len(problem.teams)), key=lambda t: (way[problem.teams[t].site], t))[:share]
    return tuple(leaders), tuple(teams)


def _spread(problem: Problem) -> list[int]:
    """Sites far from one another, enough for their circles to hold everyone about once."""
    wanted = -(-len(problem.leaders) // PEOPLE)
    chosen: list[int] = [0] if problem.sites else []
    while len(chosen) < min(wanted, len(problem.sites)):
        chosen.append(max(range(len(problem.sites)), key=lambda s: min(problem.travel[c][s] for c in chosen)))
    return chosen
