"""Every change of the organisation by hand: add, change, retire, bring back, and travel times."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.lines import loops
from alongside.web.organisation.models import Directorate, Owned, Post, Service, Site, StaffMember, Team, TravelTime
from alongside.web.organisation.refusals import Refused, Stale

NAMES: dict[type[Owned], str] = {Service: "service", Site: "site", Team: "team", StaffMember: "person", Post: "post"}
Fields = Mapping[str, Any]


def as_seen(row: Owned) -> str:
    """What a form carries, to tell whether the row was changed since."""
    values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]


@transaction.atomic
def add(*, model: type[Owned], client_id: UUID, directorate: Directorate, fields: Fields, by: User) -> Owned:
    """Add a service, site, team, person or post. The same form sent twice adds it once."""
    require(by, Permission.ORGANISATION_CHANGE, directorate)
    _lock(directorate)
    made: Owned | None = model._default_manager.filter(pk=client_id, directorate=directorate).first()
    if made is not None:
        return made
    row = model(id=client_id, directorate=directorate, **fields)
    _check(row)
    row.save(force_insert=True)
    record(f"{NAMES[model]}.added", by=by, on=row, code=row.code)
    return row


@transaction.atomic
def change(*, row: Owned, fields: Fields, seen: str, by: User) -> Owned:
    """Change what is different. The same change twice is one; a change over somebody else's is refused."""
    require(by, Permission.ORGANISATION_CHANGE, row)
    _lock(row.directorate)
    row = type(row)._default_manager.get(pk=row.pk)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if not changed:
        return row
    if seen != as_seen(row):
        raise Stale("; ".join(f"{_label(row, name)} {_words(getattr(row, name))}" for name in changed), as_seen(row))
    for name in changed:
        setattr(row, name, fields[name])
    _check(row)
    row.save(update_fields=changed)
    record(f"{NAMES[type(row)]}.changed", by=by, on=row, code=row.code, fields=changed)
    return row


@transaction.atomic
def retire(*, row: Owned, on: dt.date, by: User) -> Owned:
    """End it. It stays for old weeks. A person's posts become vacant that day; nothing that still holds others is retired."""
    require(by, Permission.ORGANISATION_CHANGE, row)
    _lock(row.directorate)
    row = type(row)._default_manager.get(pk=row.pk)
    if row.retired_on is not None:
        return row
    if on > timezone.localdate():
        raise Refused("Enter today's date or an earlier one", "retired_on")
    _refuse_while_in_use(row)
    row.retired_on = on
    row.save(update_fields=["retired_on"])
    if isinstance(row, StaffMember):
        Post.objects.filter(holder=row).update(holder=None, vacant_since=on)
    record(f"{NAMES[type(row)]}.retired", by=by, on=row, code=row.code, retired_on=on.isoformat())
    return row


@transaction.atomic
def bring_back(*, row: Owned, by: User) -> Owned:
    """Undo a retirement. Posts that were given up stay vacant."""
    require(by, Permission.ORGANISATION_CHANGE, row)
    _lock(row.directorate)
    row = type(row)._default_manager.get(pk=row.pk)
    if row.retired_on is not None:
        row.retired_on = None
        row.save(update_fields=["retired_on"])
        record(f"{NAMES[type(row)]}.brought_back", by=by, on=row, code=row.code)
    return row


@transaction.atomic
def give_travel_time(*, origin: Site, destination: Site, minutes: int | None, by: User) -> None:
    """Say how long it takes, or with None go back to the map. The way back follows unless it is given too."""
    require(by, Permission.ORGANISATION_CHANGE, origin)
    require(by, Permission.ORGANISATION_CHANGE, destination)
    if origin == destination:
        raise Refused("Choose another site", "destination")
    before = TravelTime.objects.filter(origin=origin, destination=destination).values_list("minutes", flat=True).first()
    if before == minutes:
        return
    if minutes is None:
        TravelTime.objects.filter(origin=origin, destination=destination).delete()
    else:
        TravelTime.objects.update_or_create(
            origin=origin, destination=destination, defaults={"minutes": minutes, "directorate": origin.directorate}
        )
    record("travel_time.given", by=by, on=origin, to=destination.code, before=before, after=minutes)


def _lock(directorate: Directorate) -> None:
    """One change at a time, so that two of them cannot close a loop between them."""
    Directorate.objects.select_for_update().get(pk=directorate.pk)


def _check(row: Owned) -> None:
    same_code = type(row)._default_manager.filter(directorate_id=row.directorate_id, code=row.code).exclude(pk=row.pk).first()
    if same_code is not None:
        raise Refused(f"{row.code} is the code of {same_code} already. Enter another", "code")
    for field in row._meta.concrete_fields:
        target = getattr(row, field.name) if field.is_relation and field.name != "directorate" else None
        if target is not None and target.directorate_id != row.directorate_id:
            raise Refused("Choose one from the list", field.name)
    if isinstance(row, StaffMember) and row.manager_id is not None:
        _refuse_loop(row)


def _refuse_loop(person: StaffMember) -> None:
    above = dict(StaffMember.objects.filter(directorate_id=person.directorate_id).values_list("pk", "manager_id"))
    above[person.pk] = person.manager_id
    for loop in loops({person.pk: person.manager_id} | above):
        if person.pk in loop:
            names = dict(StaffMember.objects.filter(pk__in=loop).values_list("pk", "name")) | {person.pk: person.name}
            turned = loop[loop.index(person.pk) :] + loop[: loop.index(person.pk)]
            if len(turned) == 1:
                raise Refused("Choose somebody else: nobody manages themselves", "manager")
            way = " answers to ".join(names[pk] for pk in [*turned, person.pk])
            raise Refused(f"Choose another manager: the line of management would go round. {way}", "manager")


def _refuse_while_in_use(row: Owned) -> None:
    teams, people = Team.objects.current(), StaffMember.objects.current()
    if isinstance(row, Service) and (n := teams.filter(service=row).count()):
        raise Refused(f"{_some(n, 'team is', 'teams are')} still in this service. Move or retire them first")
    if isinstance(row, Site) and (n := teams.filter(site=row).count()):
        raise Refused(f"{_some(n, 'team is', 'teams are')} still at this site. Move or retire them first")
    if isinstance(row, Team) and (n := people.filter(team=row).count()):
        raise Refused(f"{_some(n, 'person is', 'people are')} still in this team. Move or retire them first")


def _label(row: Owned, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "empty" if value in (None, "") else f"\N{LEFT DOUBLE QUOTATION MARK}{str(value)[:60]}\N{RIGHT DOUBLE QUOTATION MARK}"


def _some(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
