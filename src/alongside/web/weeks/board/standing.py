"""What a plan is worth as it stands, in a few figures and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.web.design.words import plural
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.words import joined, minutes


@dataclass(frozen=True)
class Standing:
    visits: int
    teams_seen: int
    teams: int
    by_two: int
    by_two_wanted: int
    own_service: int
    travel: str
    sentence: str
    faults: list[tuple[UUID, str, str]]


def standing_of(desk: Desk) -> Standing:
    ledger, p = desk.ledger, desk.rows.problem
    levels = ledger.levels()
    unseen = [desk.rows.teams[t].name for t in range(len(p.teams)) if not ledger.team_slots[t]]
    return Standing(
        visits=len(desk.visits),
        teams_seen=len(p.teams) - len(unseen),
        teams=len(p.teams),
        by_two=ledger.doubles,
        by_two_wanted=p.rules.double_min,
        own_service=levels.independence,
        travel=minutes(levels.travel),
        sentence=_sentence(unseen, len(p.teams), len(desk.problems)),
        faults=_faults(desk),
    )


def _faults(desk: Desk) -> list[tuple[UUID, str, str]]:
    """Visits that no longer work: which, in words, and why."""
    slots = desk.plan.week.slots
    return [
        (row.pk, f"{row.visitor} to {row.offer.team}, {slots[row.offer.slot].name}", desk.problems[row.pk])
        for row in desk.visits
        if row.pk in desk.problems
    ]


def _sentence(unseen: list[str], teams: int, problems: int) -> str:
    if not unseen:
        said = f"All {teams} teams would be seen."
    elif len(unseen) <= 4:
        said = f"{teams - len(unseen)} of {teams} teams would be seen. Nobody would see {joined(unseen, 'or')}."
    else:
        said = f"{teams - len(unseen)} of {teams} teams would be seen, {len(unseen)} would not."
    return f"{said} {plural(problems, 'visit')} no longer {'works' if problems == 1 else 'work'}." if problems else said
