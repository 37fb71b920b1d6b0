"""A version's programme as it was: kept with the publication, because entries move on with later versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from alongside.web.organisation.models import Site, StaffMember, Team
from alongside.web.weeks.models import Publication, PublishedEntry

PEOPLE = ("visitor_id", "practitioner_id", "host_id")
PLAIN = ("kind", "slot", "reference", "activity", "what", "meet", "interpreter")


def snapshot(entries: Iterable[PublishedEntry]) -> list[dict[str, Any]]:
    """Entries as JSON: codes and identifiers, empty ones left out."""
    found = []
    for entry in entries:
        ids = {name: str(value) for name in (*PEOPLE, "team_id", "site_id", "uid") if (value := getattr(entry, name))}
        found.append(ids | {name: value for name in PLAIN if (value := getattr(entry, name)) not in ("", None)})
    return found


def entries_of(publication: Publication) -> list[PublishedEntry]:
    """The version's entries again, unsaved, with the names that people, teams and sites have now. Three queries."""
    rows = publication.programme
    people = _by_id(StaffMember, {row[p] for row in rows for p in PEOPLE if p in row})
    teams, sites = _by_id(Team, {r["team_id"] for r in rows if "team_id" in r}), _by_id(Site, {r["site_id"] for r in rows})
    return [_entry(publication, row, people, teams, sites) for row in rows]


def _entry(publication: Publication, row: dict[str, Any], people: Any, teams: Any, sites: Any) -> PublishedEntry:
    entry = PublishedEntry(week=publication.week, uid=row["uid"], site=sites[row["site_id"]], **{n: row[n] for n in PLAIN if n in row})
    for name in PEOPLE:
        if name in row:
            setattr(entry, name.removesuffix("_id"), people[row[name]])
    if "team_id" in row:
        entry.team = teams[row["team_id"]]
    return entry


def _by_id(model: Any, ids: set[str]) -> dict[str, Any]:
    return {str(pk): found for pk, found in model.objects.in_bulk([UUID(i) for i in ids]).items()}
