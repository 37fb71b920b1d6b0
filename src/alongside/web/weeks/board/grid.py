"""The board as a table: a row for each team or visitor, grouped by service; a column for each slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from alongside.web.design.words import plural
from alongside.web.organisation.models import Team
from alongside.web.weeks.board.chips import SHORT_ACTIVITY, Chip, meeting_chips, visit_chips
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.filters import BoardFilter
from alongside.web.weeks.models import Offer, Visitor
from alongside.web.weeks.slots import Slot

NO_SERVICE = "Corporate leadership"


@dataclass(frozen=True)
class Cell:
    """`offer` is there when the row's team offers this slot; `free` when the row's visitor said they are."""

    slot: Slot
    chips: Sequence[Chip] = ()
    offer: Offer | None = None
    free: bool = False

    @property
    def visits(self) -> int:
        return sum(chip.kind == "visit" for chip in self.chips)

    @property
    def is_open(self) -> bool:
        """Something to see, and nobody comes."""
        return self.offer is not None and not self.visits

    @property
    def offered(self) -> str:
        return SHORT_ACTIVITY.get(self.offer.activity, "Something") if self.offer else ""


@dataclass(frozen=True)
class Row:
    """`mark` is said when the row needs attention; `searched` is what the text filter looks through."""

    pk: UUID
    name: str
    under: str
    group: str
    cells: Sequence[Cell]
    mark: str = ""
    services: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    searched: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    rows: Sequence[Row]

    @property
    def summary(self) -> str:
        """7 rows, 1 of them marked"""
        marked = sum(bool(row.mark) for row in self.rows)
        return f", {marked} to look at" if marked else ""


@dataclass(frozen=True)
class Grid:
    by: str
    slots: Sequence[Slot]
    groups: Sequence[Group]
    count: int
    total: int

    @property
    def days(self) -> list[list[Slot]]:
        return [list(of_day) for _, of_day in groupby(self.slots, key=lambda slot: slot.day)]

    @property
    def quiet(self) -> frozenset[int]:
        """Slots with nothing in them and nothing on offer: their columns can be narrow."""
        busy = {c.slot.number for group in self.groups for row in group.rows for c in row.cells if c.chips or c.offer}
        return frozenset(slot.number for slot in self.slots) - busy

    @property
    def counted(self) -> str:
        """All 58 teams; 7 of 58 teams"""
        return f"All {plural(self.total, self.by)}" if self.count == self.total else f"{self.count} of {plural(self.total, self.by)}"


def build_grid(desk: Desk, asked: BoardFilter) -> Grid:
    slots = desk.plan.week.slots
    chips = [*visit_chips(desk), *meeting_chips(desk)]
    rows = _by_team(desk, slots, chips) if asked.by == "team" else _by_visitor(desk, slots, chips)
    kept = [r for r in rows if asked.lets_through(services=r.services, sites=r.sites, words=r.searched)]
    groups = [Group(name, list(of_group)) for name, of_group in groupby(kept, key=lambda row: row.group)]
    return Grid(asked.by, slots, groups, len(kept), len(rows))


def _by_team(desk: Desk, slots: Sequence[Slot], chips: Iterable[Chip]) -> list[Row]:
    placed = _placed(chips, lambda chip: [chip.team] if chip.team else [])
    order = {service.pk: n for n, service in enumerate(desk.rows.services)}
    return [_team_row(desk, n, team, slots, placed) for n, team in sorted(
        enumerate(desk.rows.teams), key=lambda pair: (order[pair[1].service_id], pair[1].name)
    )]  # fmt: skip


Placed = dict[tuple[UUID, int], list[Chip]]


def _placed(chips: Iterable[Chip], rows_of: Callable[[Chip], Iterable[UUID]]) -> Placed:
    found: Placed = defaultdict(list)
    for chip in chips:
        for row in rows_of(chip):
            found[row, chip.slot].append(chip)
    return found


def _team_row(desk: Desk, n: int, team: Team, slots: Sequence[Slot], placed: Placed) -> Row:
    cells = [Cell(slot, placed.get((team.pk, slot.number), ()), desk.rows.offers.get((n, slot.number))) for slot in slots]
    return Row(
        pk=team.pk,
        name=team.name,
        under=team.site.name,
        group=team.service.name,
        cells=cells,
        mark="" if desk.ledger.team_slots[n] else "Not seen",
        services=frozenset({str(team.service_id)}),
        sites=frozenset({str(team.site_id)}),
        searched=" ".join([team.name.casefold(), team.site.name.casefold(), *_searched(cells)]),
    )


def _searched(cells: Iterable[Cell]) -> list[str]:
    return [chip.searched for cell in cells for chip in cell.chips]


def _by_visitor(desk: Desk, slots: Sequence[Slot], chips: Iterable[Chip]) -> list[Row]:
    placed = _placed(chips, lambda chip: chip.people)
    order = {service.pk: n for n, service in enumerate(desk.rows.services)}

    def place(pair: tuple[int, Visitor]) -> tuple[int, str]:
        person = pair[1].staff_member
        return (order[person.service_id] if person.service_id else -1, person.name)

    return [_visitor_row(desk, n, visitor, slots, placed) for n, visitor in sorted(enumerate(desk.rows.visitors), key=place)]


def _visitor_row(desk: Desk, n: int, visitor: Visitor, slots: Sequence[Slot], placed: Placed) -> Row:
    person, leader = visitor.staff_member, desk.rows.problem.leaders[n]
    cells = [Cell(slot, placed.get((person.pk, slot.number), ()), free=slot.number in leader.avail) for slot in slots]
    chips = [chip for cell in cells for chip in cell.chips]
    load = desk.ledger.load[n]
    return Row(
        pk=visitor.pk,
        name=person.name,
        under=f"{person.job_title or person.get_seniority_display()}, {plural(load, 'visit')}",
        group=person.service.name if person.service else NO_SERVICE,
        cells=cells,
        mark="Too few visits" if load < leader.min else "",
        services=frozenset({str(person.service_id)} | {str(s) for chip in chips for s in chip.services}),
        sites=frozenset(str(chip.site_id) for chip in chips if chip.site_id),
        searched=" ".join([person.name.casefold(), *_searched(cells)]),
    )
