"""The shadowings and family conversations that stand, as the timetable engine counts them."""

from __future__ import annotations

from alongside.engines.timetable.meetings import Arranged
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.timetable import WeekProblem

Kind = PublishedEntry.Kind


def standing_meetings(week: PracticeWeek, rows: WeekProblem) -> Arranged:
    """Those whose people, place and interpreter still take part in the week. One query."""
    entries = list(PublishedEntry.objects.filter(week=week).standing().exclude(kind=Kind.VISIT))
    return Arranged(_shadowings(entries, rows), _conversations(entries, rows))


def _shadowings(entries: list[PublishedEntry], rows: WeekProblem) -> tuple[tuple[int, int, int], ...]:
    asking = {request.staff_member_id: n for n, request in enumerate(rows.requests)}
    hosting = {host.staff_member_id: n for n, host in enumerate(rows.hosts)}
    return tuple(
        (asking[e.practitioner_id], hosting[e.host_id], e.slot) for e in entries if e.practitioner_id in asking and e.host_id in hosting
    )


def _conversations(entries: list[PublishedEntry], rows: WeekProblem) -> tuple[tuple[int, int, int, int, int | None], ...]:
    talks = {conversation.reference: n for n, conversation in enumerate(rows.conversations)}
    venues = {site.pk: n for n, site in enumerate(rows.venues)}
    interpreters = {interpreter.name: n for n, interpreter in enumerate(rows.interpreters)}
    who = rows.staff_number
    return tuple(
        (talks[e.reference], who[e.visitor_id], venues[e.site_id], e.slot, interpreters.get(e.interpreter))
        for e in entries
        if e.reference in talks and e.visitor_id in who and e.site_id in venues
    )
