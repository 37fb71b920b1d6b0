"""What waits for a person on their home page: visits to write up, notes to confirm, records about their work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.permissions import Permission as P
from alongside.web.design.at_hand import AtHand, at_hand
from alongside.web.design.words import plural
from alongside.web.forms.kinds import Kind
from alongside.web.records.models import HostAnswer, Record, RecordVersion, Reply
from alongside.web.records.queries.rows import about_work_of, to_confirm
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.weeks.models import PublishedEntry

MOST = 3


@at_hand
def visits_to_record(user: Any) -> Iterable[AtHand]:
    """Visits that have begun and that nobody has written up. The last ones first."""
    week = week_being_seen(user.directorate_id) if user.staff_member_id and user.may(P.RECORDS_WRITE) else None
    if week is None:
        return []
    written = Record.objects.filter(kind=Kind.TEAM_VISIT, entry=OuterRef("pk"))
    own = PublishedEntry.objects.filter(week=week, visitor=user.staff_member_id, kind=PublishedEntry.Kind.VISIT).standing()
    today, slots = timezone.localdate(), week.slots
    waiting = own.filter(~Exists(written)).select_related("team").order_by("-slot")
    begun = [entry for entry in waiting if slots[entry.slot].date <= today]
    found = [
        AtHand(
            f"Record your visit to {entry.team}", reverse("records:write", args=[entry.pk, Kind.TEAM_VISIT.value]), slots[entry.slot].name
        )
        for entry in begun[:MOST]
    ]
    if more := len(begun) - MOST:
        found += [AtHand(f"Record {plural(more, 'more visit')}", reverse("records:mine"))] if more > 0 else []
    return found


@at_hand
def notes_to_confirm(user: Any) -> Iterable[AtHand]:
    if not user.may(P.RECORDS_HOST):
        return []
    answered = HostAnswer.objects.filter(version=OuterRef("pk"))
    newest = RecordVersion.objects.newest().filter(~Exists(answered), record__in=to_confirm(user))
    count = newest.count()
    note = "What visitors wrote down about your team"
    return [AtHand(f"{plural(count, 'note')} to confirm", reverse("records:to_confirm"), note)] if count else []


@at_hand
def records_about_your_work(user: Any) -> Iterable[AtHand]:
    if not user.staff_member_id or not user.may(P.RECORDS_SEE):
        return []
    replied = Reply.objects.filter(version__record=OuterRef("pk"), by=user)
    waiting = list(about_work_of(user).filter(~Exists(replied))[: MOST + 1])
    if len(waiting) > MOST:
        return [AtHand("Records about your work: reply", reverse("records:about_me"))]
    return [
        AtHand("A record about your work: reply", reverse("records:record", args=[record.pk]), record.get_kind_display())
        for record in waiting
    ]
