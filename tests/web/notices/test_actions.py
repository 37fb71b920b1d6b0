import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.actions import NO_ADDRESS, one_a_day_key, queue_notice, send_again
from alongside.web.notices.models import Notice
from alongside.web.notices.sending import send_notice
from tests import factories as make

pytestmark = pytest.mark.django_db


def queue(**fields):
    base = {"key": "k1", "kind": "reminder", "to": "a@council.example", "to_name": "Ada", "subject": "Hello", "body": "Words"}
    return queue_notice(**{**base, "directorate": make.directorate(), **fields})


def failed(**fields):
    return Notice.objects.create(
        directorate=make.directorate(), key=uuid.uuid4().hex, to="old@council.example", subject="S", body="B",
        state="failed", attempts=6, problem="Refused", **{"kind": "k", **fields},
    )  # fmt: skip


def test_queued_once_and_sent_once(django_capture_on_commit_callbacks, queued_tasks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = queue(), queue(body="Other words")

    assert first.pk == second.pk
    assert Notice.objects.get().body == "Words"
    assert queued_tasks() == [(send_notice.module_path, str(first.pk))]


def test_without_an_address_it_is_kept_as_failed_and_nothing_is_sent(django_capture_on_commit_callbacks, queued_tasks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = queue(to="")

    assert (notice.state, notice.problem) == ("failed", NO_ADDRESS)
    assert queued_tasks() == []


def test_a_subject_is_one_line():
    assert queue(subject="Your visits\r\nBcc: everyone@council.example").subject == "Your visits Bcc: everyone@council.example"
    assert queue(key="k2", to_name="Ada\nBcc: everyone@council.example").to_name == "Ada Bcc: everyone@council.example"


def test_one_message_a_day():
    person = make.staff()
    keys = {one_a_day_key("reminder", person, dt.date(2018, 3, 5)) for _ in range(2)}

    assert keys == {f"reminder:{person.pk}:2018-03-05"}
    assert one_a_day_key("reminder", person, dt.date(2018, 3, 6)) not in keys


def test_sending_again(django_capture_on_commit_callbacks, queued_tasks):
    by, notice = make.user("practice_lead"), failed()

    with django_capture_on_commit_callbacks(execute=True):
        send_again(notice=notice, by=by, to="new@council.example")
        send_again(notice=notice, by=by, to="newer@council.example")

    notice.refresh_from_db()
    assert (notice.to, notice.state, notice.attempts, notice.problem) == ("new@council.example", "queued", 0, "")
    assert queued_tasks() == [(send_notice.module_path, str(notice.pk))]
    assert list(AuditEvent.objects.values_list("action", "actor_id", "object_id")) == [("notice.sent_again", by.pk, str(notice.pk))]


@pytest.mark.parametrize("role", ["practice_lead", "administrator"])
def test_a_way_in_is_never_sent_anywhere_else(role):
    notice = failed(kind="access.password_reset")

    with pytest.raises(ValidationError):
        send_again(notice=notice, by=make.user(role), to="me@elsewhere.example")
    notice.refresh_from_db()
    assert (notice.to, notice.state) == ("old@council.example", "failed")

    send_again(notice=notice, by=make.user(role), to="Old@council.example")
    notice.refresh_from_db()
    assert notice.state == "queued"


@pytest.mark.parametrize("role", ["visitor", "team_manager", "practitioner", "analyst", "director", "safeguarding_lead", "administrator"])
def test_others_may_not_send_again(role):
    notice = failed()

    with pytest.raises(NotAllowed):
        send_again(notice=notice, by=make.user(role))
    with pytest.raises(NotAllowed):
        send_again(notice=notice, by=make.stranger())

    notice.refresh_from_db()
    assert notice.state == "failed"
    assert not AuditEvent.objects.exists()
