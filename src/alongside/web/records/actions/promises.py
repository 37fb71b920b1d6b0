"""What a visitor said they would do: kept in a list, reminded of, and asked about three months on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alongside.engines.forms.definition import QuestionType
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.notices.actions import one_a_day_key, queue_notice
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.organisation.queries.people import managers_of
from alongside.web.platform.ticks import every
from alongside.web.records.models import Promise, RecordVersion
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.queries.hosting import teams_of
from alongside.web.weeks.refusals import Refused

REMIND_BEFORE = dt.timedelta(days=7)
REMIND_EVERY = 7  # days, once it is overdue
ASK_AFTER = dt.timedelta(days=91)
REMINDED, ASKED = "promises.due", "promises.heard_back"
S = Promise.State


@dataclass(frozen=True)
class Promised:
    """What will be done for a team, by when."""

    team: Team
    words: str
    due_on: dt.date


@transaction.atomic
def make_promise(*, client_id: UUID, week: PracticeWeek, what: Promised, by: User) -> Promise:
    """A promise outside any record. The same form sent twice makes it once."""
    require(by, Permission.RECORDS_WRITE, week)
    if made := Promise.objects.filter(pk=client_id).first():
        if made.made_by_id != by.pk:
            raise NotAllowed("Not found")
        return made
    if what.team.directorate_id != week.directorate_id:
        raise NotAllowed("Not found")
    promise = Promise.objects.create(pk=client_id, week=week, team=what.team, words=what.words, due_on=what.due_on, made_by=by)
    record("promise.made", by=by, on=promise, name=str(promise), team=what.team.code)
    return promise


def promises_from(version: RecordVersion) -> list[Promise]:
    """The promises in a record, each once in all its versions. Called inside the transaction that stores it."""
    entry = version.record
    if entry.team is None:
        return []
    asked = [question.key for question in version.form_version.as_definition.questions if question.type is QuestionType.PROMISE]
    said = [item for key in asked for item in version.answers.get(key) or [] if item.get("words", "").strip()]
    made_on = timezone.localdate(version.recorded_at)
    known = {promise.words: promise for promise in Promise.objects.filter(version__record=entry)}
    made = []
    for item in said:
        words, due = item["words"].strip(), _due(item.get("by", ""), made_on)
        if (promise := known.get(words)) is None:
            known[words] = promise = Promise.objects.create(
                week=entry.week, version=version, team=entry.team, words=words, made_by=version.author, made_on=made_on, due_on=due
            )
            record("promise.made", by=version.author, on=promise, name=str(promise), team=entry.team.code)
            made.append(promise)
        elif promise.state == S.OPEN and promise.due_on != due:
            Promise.objects.filter(pk=promise.pk).update(due_on=due)
    return made


@transaction.atomic
def settle_promise(*, promise: Promise, state: str, told_team: str, by: User) -> Promise:
    """Done, or cannot be done; either way the team is told in the visitor's own words. Settling it so twice changes nothing."""
    held = _own(promise, by)
    if state not in (S.DONE, S.CANNOT):
        raise Refused("Choose whether it is done or cannot be done")
    if not told_team.strip():
        raise Refused("Say what the team should know")
    if (held.state, held.told_team) == (state, told_team):
        return held
    held.state, held.told_team, held.settled_on = state, told_team, timezone.localdate()
    held.save(update_fields=["state", "told_team", "settled_on"])
    record("promise.settled", by=by, on=held, name=str(held), team=held.team.code, state=state)
    news = f"{by} answers a promise made to {held.team}"
    for manager in managers_of([held.team]).get(held.team_id, []):
        _tell(manager, f"promise.settled:{held.pk}:{manager.pk}:{state}", "promise.settled", held, news)
    return held


@transaction.atomic
def open_again(*, promise: Promise, by: User) -> Promise:
    """It was not done after all."""
    held = _own(promise, by)
    if held.state != S.OPEN:
        held.state, held.settled_on = S.OPEN, None
        held.save(update_fields=["state", "settled_on"])
        record("promise.opened_again", by=by, on=held, name=str(held), team=held.team.code)
    return held


@transaction.atomic
def say_whether_heard_back(*, promise: Promise, heard_back: str, words: str, by: User) -> Promise:
    """A manager of the team says whether it heard back. The last answer stands; the trail keeps that it changed."""
    held = Promise.objects.select_for_update(of=("self",)).select_related("team", "week").get(pk=promise.pk)
    if held.directorate_id != by.directorate_id or not teams_of(by).filter(pk=held.team_id).exists():
        raise NotAllowed("Not found")
    if heard_back not in Promise.HeardBack.values:
        raise Refused("Choose whether you heard back")
    held.heard_back, held.heard_back_words, held.heard_back_by = heard_back, words, by
    held.save(update_fields=["heard_back", "heard_back_words", "heard_back_by"])
    record("promise.heard_back", by=by, on=held, name=str(held), team=held.team.code, heard_back=heard_back)
    return held


@every(name="promises.remind", minutes=60)
def remind_of_promises() -> int:
    """A week before the day, on the day, and each week after it: one message a person a day, whatever they promised."""
    today = timezone.localdate()
    due: dict[StaffMember, Promise] = {}
    waiting = Promise.objects.open().filter(due_on__lte=today + REMIND_BEFORE).select_related("team", "week", "made_by__staff_member")
    for promise in waiting.order_by("due_on"):
        if _is_a_day_to_remind(promise, today) and promise.made_by.is_active and promise.made_by.staff_member is not None:
            due.setdefault(promise.made_by.staff_member, promise)
    for person, promise in due.items():
        _tell(person, one_a_day_key(REMINDED, person, today), REMINDED, promise, "What you promised a team is due")
    return len(due)


@every(name="promises.ask_teams", minutes=60)
def ask_teams_whether_they_heard_back() -> int:
    """Three months on, each team's managers are asked once about each promise, in one message a day."""
    today = timezone.localdate()
    ripe = Promise.objects.filter(asked_team_on=None, heard_back="", made_on__lte=today - ASK_AFTER).select_related("team", "week")
    with transaction.atomic():
        asked = list(ripe.select_for_update(of=("self",)))
        managers = managers_of({promise.team for promise in asked})
        for promise in asked:
            for manager in managers.get(promise.team_id, []):
                _tell(manager, one_a_day_key(ASKED, manager, today), ASKED, promise, "Did your team hear back?")
        Promise.objects.filter(pk__in=[promise.pk for promise in asked]).update(asked_team_on=today)
    return len(asked)


def _own(promise: Promise, by: User) -> Promise:
    held = Promise.objects.select_for_update(of=("self",)).select_related("team", "week").get(pk=promise.pk)
    if held.made_by_id != by.pk or not by.may(Permission.RECORDS_WRITE):
        raise NotAllowed("Not found")
    return held


def _due(written: str, made_on: dt.date) -> dt.date:
    """A promise without a day that can be read is due in four weeks."""
    try:
        return max(dt.date.fromisoformat(written), made_on)
    except (TypeError, ValueError):
        return made_on + dt.timedelta(weeks=4)


def _is_a_day_to_remind(promise: Promise, today: dt.date) -> bool:
    days = (today - promise.due_on).days
    return days == -REMIND_BEFORE.days or (days >= 0 and days % REMIND_EVERY == 0)


def _tell(person: StaffMember, key: str, kind: str, promise: Promise, subject: str) -> None:
    link = settings.BASE_URL.rstrip("/") + reverse("records:promises")
    body = f"Dear {person.name},\n\n{subject}: {promise.week}, {promise.team}.\n\nSee what was promised, and answer, here:\n{link}"
    queue_notice(key=key, kind=kind, to=person.email, to_name=person.name, subject=subject, body=body, directorate=promise.directorate_id)
