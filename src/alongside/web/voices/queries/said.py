"""Released words, as the people who run the week read them: never so few that somebody could be picked out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.web.access.models import User
from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.organisation.models import Service, Team
from alongside.web.voices.models import Response
from alongside.web.voices.small_numbers import FAMILIES, STAFF, Group, enough, rolled_up
from alongside.web.voices.wording import said
from alongside.web.weeks.models import PracticeWeek

GROUPS = {"families": "Families", "staff": "Staff and partners"}
LEAST = {"families": FAMILIES, "staff": STAFF}


@dataclass(frozen=True)
class Filter:
    """Which of the released words to show. Empty is all of them."""

    group: str = "families"
    service: UUID | None = None
    team: UUID | None = None
    kind: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.service or self.team or self.kind)


@dataclass(frozen=True)
class Said:
    """One person's words. `where` and `kind` are empty where they would pick somebody out."""

    kind: str
    where: str
    words: list[dict[str, str]]
    consent: dict[str, Any]
    language: str

    @property
    def may_be_quoted(self) -> bool:
        return self.consent.get("quote") is True


@dataclass(frozen=True)
class Choice:
    value: str
    text: str


@dataclass(frozen=True)
class Found:
    """`too_few` when there are some, but fewer than may be shown. Only filters with enough are offered."""

    items: list[Said]
    too_few: bool
    least: int
    services: list[Choice]
    teams: list[Choice]
    kinds: list[Choice]


def released_words(week: PracticeWeek, user: User, chosen: Filter) -> Found:
    """A constant number of queries. The order tells nothing: it follows a hash of each answer's identifier."""
    rows = sorted(_rows(week, user, chosen.group), key=_in_no_order)
    least = LEAST[chosen.group]
    counts: dict[str, Counter[Hashable]] = {
        "service": Counter(row.team.service_id if row.team else None for row in rows),
        "team": Counter(row.team_id for row in rows),
        "kind": Counter(row.version.form.kind for row in rows),
    }
    groups = _groups(rows, least)
    teams, services = _told_apart(rows, groups)
    picked = [row for row in rows if _fits(row, chosen)]
    apart = (not chosen.team or chosen.team in teams) and (not chosen.service or chosen.service in services)
    shown = picked if apart and enough(len(picked), len(rows), least) else []
    places, kinds = _places(rows, groups), _kinds(rows, least)
    return Found(
        items=[_said(row, places, kinds) for row in shown],
        too_few=bool(rows) and not shown,
        least=least,
        services=_choices(counts["service"], services, len(rows), least),
        teams=_choices(counts["team"], teams, len(rows), least),
        kinds=_choices(counts["kind"], dict(Kind.choices), len(rows), least),
    )


def _rows(week: PracticeWeek, user: User, group: str) -> list[Response]:
    """The pulse has a page of its own for its numbers; its words stand here."""
    found = Response.objects.visible_to(user).filter(week=week)
    found = found.filter(version__form__kind__in=FAMILY) if group == "families" else found.exclude(version__form__kind__in=FAMILY)
    return list(found.select_related("version__form", "team__service"))


def _in_no_order(row: Response) -> str:
    return hashlib.sha256(row.pk.bytes).hexdigest()


def _fits(row: Response, chosen: Filter) -> bool:
    return (
        (not chosen.service or (row.team is not None and row.team.service_id == chosen.service))
        and (not chosen.team or row.team_id == chosen.team)
        and (not chosen.kind or row.version.form.kind == chosen.kind)
    )


def _choices(counts: Counter[Hashable], names: Mapping[Any, str], total: int, least: int) -> list[Choice]:
    offered = [Choice(str(key), names[key]) for key, count in counts.items() if key in names and enough(count, total, least)]
    return sorted(offered, key=lambda choice: choice.text)


def _groups(rows: Sequence[Response], least: int) -> dict[str, list[Group[Any]]]:
    """Of each kind by itself: its questions tell the kind, so that a place is told only where enough of that kind are of it."""
    found = {}
    for kind in {row.version.form.kind for row in rows}:
        own = [row for row in rows if row.version.form.kind == kind]
        services = {row.team_id: row.team.service_id if row.team else None for row in own}
        found[kind] = rolled_up(Counter(row.team_id for row in own), services, least)
    return found


def _told_apart(rows: Sequence[Response], groups: Mapping[str, list[Group[Any]]]) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """Teams and services that may be filtered by: made of whole groups, so that nothing smaller is left between two filters."""
    of = {(kind, team): group for kind, found in groups.items() for group in found for team in group.teams}
    teams: dict[Hashable, str] = {row.team_id: row.team.name for row in rows if row.team}
    services: dict[Hashable, str] = {row.team.service_id: row.team.service.name for row in rows if row.team}
    for row in rows:
        group = of.get((row.version.form.kind, row.team_id))
        if group is None or group.teams != (row.team_id,):
            teams.pop(row.team_id, None)
        if row.team and (group is None or group.service != row.team.service_id):
            services.pop(row.team.service_id, None)
    return teams, services


def _places(rows: Sequence[Response], groups: Mapping[str, list[Group[Any]]]) -> dict[tuple[str, Any], str]:
    """What may stand beside the words of a kind: their team, else its service, else nothing."""
    teams: dict[Any, Team] = {row.team_id: row.team for row in rows if row.team}
    services: dict[Any, Service] = {team.service_id: team.service for team in teams.values()}
    found: dict[tuple[str, Any], str] = {}
    for kind, rolled in groups.items():
        for group in rolled:
            alone = len(group.teams) == 1 and group.teams[0] in teams
            service = services.get(group.service)
            for key in group.teams:
                found[kind, key] = teams[key].name if alone else service.name if service else ""
    return found


def _kinds(rows: Sequence[Response], least: int) -> dict[str, str]:
    """The kinds that enough people are of; the others are left out where even together they are too few."""
    counts = Counter(row.version.form.kind for row in rows)
    groups = rolled_up(counts, dict.fromkeys(counts, "all"), least)
    return {group.teams[0]: str(Kind(group.teams[0]).label) for group in groups if len(group.teams) == 1}


def _said(row: Response, places: Mapping[tuple[str, Any], str], kinds: Mapping[str, str]) -> Said:
    where = places.get((row.version.form.kind, row.team_id), "")
    return Said(
        kind="" if where else kinds.get(row.version.form.kind, ""),
        where=where,
        words=said(row.version.as_definition, row.answers or {}),
        consent=row.consent,
        language=row.language,
    )
