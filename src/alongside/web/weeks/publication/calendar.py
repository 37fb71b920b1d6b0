"""iCalendar (RFC 5545, 5546, 7986): the entries of one person or one team, as calendar programs read them.

Nothing here depends on when it is asked for: the same entries give the same bytes, so an unchanged calendar is not fetched again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Component, Event, Timezone, vCalAddress, vDuration, vText

from alongside.web.weeks.models import PublishedEntry
from alongside.web.weeks.publication.words import address_of

Kind = PublishedEntry.Kind
LONDON = ZoneInfo("Europe/London")
EVERY = dt.timedelta(hours=1)
UID_DOMAIN = "alongside"
# As a rule, valid since 1996 (The Summer Time Order 2002). The library's own listing of every change by date is read an hour wrong
# in winter by vobject, and rules are what most calendar programs write themselves.
SUMMER_TIME = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def calendar_of(entries: Iterable[PublishedEntry], *, name: str, reader: UUID | None = None) -> bytes:
    """The calendar file. `reader` is a staff member's id: what they take part in is worded as theirs, the rest as their team's."""
    calendar = Calendar()
    for key, value in {"prodid": "-//Alongside//Practice week//EN", "version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH"}.items():
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    calendar.add_component(_summer_time())
    for entry in entries:
        calendar.add_component(
            _event(entry, mine=reader is not None and reader in (entry.visitor_id, entry.practitioner_id, entry.host_id))
        )
    return bytes(calendar.to_ical())


@cache
def _summer_time() -> Component:
    return Timezone.from_ical(SUMMER_TIME)


def _event(entry: PublishedEntry, *, mine: bool) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{UID_DOMAIN}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("last-modified", _utc(entry.changed_at))
    _when_and_where(event, entry)
    title = title_of(entry, mine=mine)
    event.add("summary", f"Cancelled: {title}" if entry.is_cancelled else title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    event.add("description", _description(entry, mine=mine))
    event.add("categories", ["Practice week"])
    event.add("url", _page(entry, mine=mine))
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["CN"] = vText("Practice week")
    event.add("organizer", organizer)
    return event


def _when_and_where(event: Event, entry: PublishedEntry) -> None:
    slot, site = entry.week.slot(entry.slot), entry.site
    event.add("dtstart", dt.datetime.combine(slot.date, slot.starts, LONDON))
    event.add("dtend", dt.datetime.combine(slot.date, slot.ends, LONDON))
    event.add("location", address_of(site))
    if site.latitude is not None and site.longitude is not None:
        event.add("geo", (site.latitude, site.longitude))


def title_of(entry: PublishedEntry, *, mine: bool) -> str:
    """Mine: where I go. Otherwise: who comes. A family is a reference, never a name."""
    if entry.kind == Kind.SHADOWING:
        return f"Shadowing: {entry.practitioner} with {entry.host}"
    if entry.kind == Kind.CONVERSATION:
        return f"Family conversation {entry.reference}" + ("" if mine else f" with {entry.visitor}")
    return f"Visit to {entry.team}" if mine else f"Visit from {entry.visitor} to {entry.team}"


def _description(entry: PublishedEntry, *, mine: bool) -> str:
    week = entry.week
    if entry.is_cancelled:
        return f"This no longer takes place. {week.name}."
    lines = [f"{week.name}. {week.theme}".strip()]
    if seen := entry.to_be_seen:
        lines.append(f"To be seen: {seen}")
    if entry.meet and entry.kind == Kind.VISIT:
        lines.append(f"Ask for: {entry.meet}")
    if entry.interpreter:
        lines.append(f"Interpreter: {entry.interpreter}")
    if entry.site.getting_there and mine:
        lines.append(f"Getting there: {entry.site.getting_there}")
    return "\n".join([*lines, f"See also: {_page(entry, mine=mine)}"])


def _page(entry: PublishedEntry, *, mine: bool) -> str:
    team = None if mine else entry.team_id
    route = reverse("weeks:team_page", args=[entry.week_id, team]) if team else reverse("weeks:my_page", args=[entry.week_id])
    return f"{settings.BASE_URL.rstrip('/')}{route}"


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)
