"""Possibilities as a form offers them: grouped, best first, the impossible ones with their reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.web.weeks.board.desk import Desk, Verdict
from alongside.web.weeks.board.options import (
    Option,
    Wanted,
    additions,
    best_first,
    hindrances,
    other_places,
    other_visitors,
    swaps,
)
from alongside.web.weeks.models import PlannedVisit

SHOWN = 12
"""How many possibilities a group shows before "Show all"."""


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    verdict: Verdict


@dataclass(frozen=True)
class ChoiceGroup:
    heading: str
    choices: Sequence[Choice]
    more: int = 0


@dataclass(frozen=True)
class Choices:
    """`refused` are those worth naming, with why not; `hindrances` count the reasons when there are many."""

    way: str
    title: str
    button: str
    groups: Sequence[ChoiceGroup]
    refused: Sequence[Choice] = ()
    hindrances: Sequence[tuple[str, int]] = ()
    hint: str = ""

    @property
    def any(self) -> bool:
        return any(group.choices for group in self.groups)

    @property
    def more(self) -> int:
        return sum(group.more for group in self.groups)


Label = Callable[[Option], str]


def _group(heading: str, options: Iterable[Option], label: Label, shown: int | None) -> ChoiceGroup:
    best = best_first(options)
    kept = best if shown is None else best[:shown]
    return ChoiceGroup(heading, [Choice(o.value, label(o), o.verdict) for o in kept], len(best) - len(kept))


def _refused(options: Iterable[Option], label: Label) -> list[Choice]:
    return [Choice(o.value, label(o), o.verdict) for o in options if not o.verdict.possible]


def ways_of(desk: Desk, row: PlannedVisit, way: str, *, everything: bool = False) -> Choices:
    """What the form behind "Move", "Change the visitor" or "Swap" offers."""
    return {"place": _places, "visitor": _visitors, "swap": _swaps}[way](desk, row, None if everything else SHOWN)


def _when(desk: Desk) -> Label:
    return lambda o: desk.plan.week.slot(o.offer.slot).name


def _team_when(desk: Desk) -> Label:
    return lambda o: f"{o.offer.team.name}, {desk.plan.week.slot(o.offer.slot).name}"


def _places(desk: Desk, row: PlannedVisit, shown: int | None) -> Choices:
    options = other_places(desk, row)
    same = [o for o in options if o.offer.team_id == row.offer.team_id]
    elsewhere = [o for o in options if o.offer.team_id != row.offer.team_id]
    return Choices(
        way="place",
        title=f"Move {row.visitor}'s visit",
        button="Move the visit",
        groups=[
            _group(f"{row.offer.team.name} at another time", same, _when(desk), None),
            _group("Another team instead", elsewhere, _team_when(desk), shown),
        ],
        refused=_refused(same, _when(desk)),
        hindrances=hindrances(elsewhere),
    )


def _visitors(desk: Desk, row: PlannedVisit, shown: int | None) -> Choices:
    options = other_visitors(desk, row)
    now = [o for o in options if o.offer.pk == row.offer_id]
    later = [o for o in options if o.offer.pk != row.offer_id and o.visitor.pk != row.visitor_id]
    when = _when(desk)
    return Choices(
        way="visitor",
        title=f"Choose another visitor for {row.offer.team.name}",
        button="Change the visitor",
        groups=[
            _group(f"{desk.plan.week.slot(row.offer.slot).name}, as planned", now, lambda o: str(o.visitor), None),
            _group("At another time", later, lambda o: f"{o.visitor}, {when(o)}", shown),
        ],
        refused=_refused(now, lambda o: str(o.visitor)),
    )


def _swaps(desk: Desk, row: PlannedVisit, shown: int | None) -> Choices:
    options, when = swaps(desk, row), _team_when(desk)
    return Choices(
        way="swap",
        title=f"Swap {row.visitor}'s visit with another",
        button="Swap the visits",
        groups=[_group("Swap with", options, lambda o: f"{o.visitor}, who would see {when(o)}", shown)],
        hindrances=hindrances(options),
        hint="The two visitors take each other's visits. Teams and times stay.",
    )


def adding(desk: Desk, asked: Mapping[str, str], *, everything: bool = False) -> Choices:
    """What could fill a gap: the address names the team, visitor, service or offer, and whether a corporate or second visitor is wanted."""
    wanted, slot = wanted_in(desk, asked), asked.get("slot", "")
    narrowed = wanted.team is not None or wanted.visitor is not None or wanted.area is not None
    options = additions(desk, wanted) if narrowed else []
    if slot.isascii() and slot.isdigit() and len(slot) < 4:
        options = [o for o in options if o.offer.slot == int(slot)]
    return Choices(
        way="add",
        title=_adding_title(desk, wanted),
        button="Add the visit",
        groups=[_group("Possible visits", options, _what_is_open(desk, wanted), None if everything else SHOWN)],
        hindrances=hindrances(options),
    )


def _what_is_open(desk: Desk, wanted: Wanted) -> Label:
    """Names only what the title has not named already."""
    when, team_when = _when(desk), _team_when(desk)
    if wanted.visitor is not None:
        return team_when
    return (lambda o: f"{o.visitor}, {when(o)}") if wanted.team is not None else (lambda o: f"{o.visitor} at {team_when(o)}")


def wanted_in(desk: Desk, asked: Mapping[str, str]) -> Wanted:
    """What an address asks for; a name that is not known is left out."""
    return Wanted(
        team=_number(desk.rows.team_number, asked.get("team", "")),
        visitor=_number(desk.rows.visitor_number, asked.get("visitor", "")),
        area=_number(desk.rows.service_number, asked.get("service", "")),
        corporate="corporate" in asked,
        by_two="by_two" in asked,
    )


def _number(numbers: Mapping[UUID, int], pk: str) -> int | None:
    return next((n for known, n in numbers.items() if str(known) == pk), None)


def _adding_title(desk: Desk, wanted: Wanted) -> str:
    who = f"{desk.words.visitor(wanted.visitor)}" if wanted.visitor is not None else ""
    who = who or ("a corporate visitor" if wanted.corporate else "a second visitor" if wanted.by_two else "")
    where = desk.words.team(wanted.team) if wanted.team is not None else ""
    where = where or (desk.rows.problem.areas[wanted.area] if wanted.area is not None else "")
    if who and where:
        return f"Find {who} for {where}" if wanted.visitor is None else f"Send {who} to {where}"
    return f"Find a visit for {who or where}" if who or where else "Add a visit"
