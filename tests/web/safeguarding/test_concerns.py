"""Concerns: worried, acknowledged, referred, closed one at a time, opened again; each step a dated row and an event without a word."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.safeguarding.actions.concerns import (
    acknowledge,
    ask_for_help_now,
    close,
    open_verbatim,
    refer,
    reopen,
    worry_about,
)
from alongside.web.safeguarding.models import Concern, ReadingDuty
from alongside.web.safeguarding.queries import open_concern_count
from tests import factories as make
from tests.web.safeguarding.scene import Scene, lead


@pytest.fixture
def concern(scene: Scene) -> Concern:
    return ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="He hits me", contact="Ring school")


def steps(concern: Concern) -> list[tuple[str, str]]:
    return [(step.kind, str(step.by or "")) for step in concern.steps.all()]


def test_anybody_who_signs_in_may_be_worried(scene: Scene):
    person = make.user()

    for _ in range(2):
        worry_about(client_id=scene.reader.pk, directorate=make.directorate(), team=None, words="A child alone", rang=False, by=person)

    held = Concern.objects.get()
    assert (held.source, held.raised_by, held.rang, held.verbatim["said"][0]["said"]) == ("worry", person, False, "A child alone")
    assert [notice.to for notice in Notice.objects.all()] == [scene.reader.email]


@pytest.mark.parametrize("who", ["stranger", "left"])
def test_somebody_who_does_not_belong_here(scene: Scene, who: str):
    person = make.stranger() if who == "stranger" else make.user("visitor", is_active=False)

    with pytest.raises(Http404):
        worry_about(client_id=uuid4(), directorate=make.directorate(), team=None, words="x", rang=True, by=person)


def test_from_call_to_referral(scene: Scene, concern: Concern, clock: time_machine.Coordinates):
    acknowledge(concern=concern, by=scene.reader)
    acknowledge(concern=concern, by=scene.deputy)
    clock.shift(600)
    refer(concern=concern, reference=" LAS 1234 ", by=scene.reader)
    refer(concern=concern, reference="LAS 9", by=scene.deputy)

    held = Concern.objects.get()
    assert (held.acknowledged_by, held.outcome, held.referral_reference, held.closed_by) == (
        scene.reader, "referred", "LAS 1234", scene.reader,
    )  # fmt: skip
    assert steps(held) == [("raised", ""), ("acknowledged", "Rea Reader"), ("referred", "Rea Reader")]
    assert open_concern_count(make.directorate()) == 0


def test_nothing_is_closed_before_somebody_has_it(scene: Scene, concern: Concern):
    with pytest.raises(ValidationError, match="Acknowledge it first"):
        close(concern=concern, outcome="known", by=scene.reader)


@pytest.mark.parametrize("reference", ["", "   "])
def test_a_referral_has_a_reference(scene: Scene, concern: Concern, reference: str):
    acknowledge(concern=concern, by=scene.reader)

    with pytest.raises(ValidationError, match="reference"):
        refer(concern=concern, reference=reference, by=scene.reader)
    with pytest.raises(ValidationError, match="reference"):
        close(concern=concern, outcome="referred", by=scene.reader)


def test_closed_too_soon_is_opened_again_and_its_history_stays(scene: Scene, concern: Concern):
    acknowledge(concern=concern, by=scene.reader)
    close(concern=concern, outcome="no_further", by=scene.reader)

    reopen(concern=concern, by=scene.head)

    held = Concern.objects.get()
    assert (held.closed_at, held.outcome, held.acknowledged_by) == (None, "", scene.reader)
    assert steps(held)[-2:] == [("closed", "Rea Reader"), ("reopened", "Hattie Head")]
    with pytest.raises(ValidationError, match="not closed"):
        reopen(concern=concern, by=scene.head)


@pytest.mark.parametrize("who", ["practice_lead", "director", "administrator", "safeguarding_lead", "stranger"])
def test_who_is_not_on_duty_touches_nothing(scene: Scene, concern: Concern, who: str):
    person = make.stranger() if who == "stranger" else make.user(who)

    for act in (open_verbatim, acknowledge, reopen):
        with pytest.raises(Http404):
            act(concern=concern, by=person)
    with pytest.raises(Http404):
        refer(concern=concern, reference="LAS", by=person)
    assert steps(concern) == [("raised", "")]


def test_the_trail_says_who_and_when_and_never_what(scene: Scene, concern: Concern):
    open_verbatim(concern=concern, by=scene.reader)
    acknowledge(concern=concern, by=scene.reader)
    refer(concern=concern, reference="LAS 1234", by=scene.reader)

    trail = list(
        AuditEvent.objects.filter(object_type="safeguarding.concern").order_by("id").values_list("action", "object_name", "detail")
    )
    assert trail == [
        ("concern.raised", "Concern", {"source": "help_now"}),
        ("concern.opened", "Concern", {}),
        ("concern.acknowledged", "Concern", {}),
        ("concern.closed", "Concern", {}),
    ]


def test_where_nobody_is_on_duty_everybody_who_may_read_is_told(scene: Scene):
    ReadingDuty.objects.all().delete()
    scene.arrangements.head_of_safeguarding = None
    scene.arrangements.save()
    other = lead("Other Lead")

    ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="x", contact="")

    told = set(Notice.objects.values_list("to", flat=True))
    assert told >= {other.email, scene.reader.email, scene.deputy.email, scene.head.email}


def test_a_message_holds_nothing_that_was_said(scene: Scene, concern: Concern):
    notice = Notice.objects.get()

    assert (notice.to, notice.subject) == (scene.reader.email, "A concern waits")
    assert not {"hits", "school"} & set(notice.body.split())


def test_a_call_on_a_friday_evening_is_mondays(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(dt.datetime(2018, 3, 9, 19, 0, tzinfo=dt.UTC))
    monday = lead("Monday Reader")
    ReadingDuty.objects.create(directorate=make.directorate(), date=dt.date(2018, 3, 12), reader=monday)

    held = ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="x", contact="")

    assert held.due_at == dt.datetime(2018, 3, 12, 10, tzinfo=dt.UTC)
    assert [notice.to for notice in Notice.objects.all()] == [monday.email]
    assert open_verbatim(concern=held, by=monday)
    assert open_verbatim(concern=held, by=scene.reader)  # Friday's reader is still there to finish the day
