"""Real servers on loopback take, refuse and lose our messages."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.notices.sending import TAKEN_TOO_LONG, WAITS, resume_unsettled, send_notice
from tests import factories as make
from tests.support.notify_server import API_KEY, TEMPLATE, notify_server
from tests.support.smtp_server import smtp_server

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:Visit to Café team\r\nEND:VCALENDAR\r\n"


def notice(**fields) -> Notice:
    base = {"to": "ada@council.example", "to_name": "Ada Lovell", "subject": "Your visits", "body": "Moved: £5.\n.\nEnd"}
    return Notice.objects.create(**{"directorate": make.directorate(), "key": uuid.uuid4().hex, "kind": "k", **base, **fields})


@pytest.fixture
def post(settings):
    with smtp_server() as server:
        settings.NOTICE_CHANNEL = "smtp"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


@pytest.fixture
def notify(settings):
    with notify_server() as server:
        settings.NOTICE_CHANNEL = "notify"
        settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = API_KEY, TEMPLATE
        settings.NOTIFY_BASE_URL, settings.EMAIL_TIMEOUT = server.address, 5
        yield server


def send(found: Notice) -> Notice:
    send_notice.func(notice_id=str(found.pk))
    found.refresh_from_db()
    return found


def again_after_waiting(found: Notice) -> Notice:
    assert found.state == "queued"
    return send(found)


def test_mail_arrives_with_its_calendar_file(post):
    found = send(notice(attachment=CALENDAR, attachment_name="practice-week.ics"))

    assert (found.state, found.attempts, found.problem) == ("sent", 1, "")
    (message,) = post.received
    assert message["To"] == "Ada Lovell <ada@council.example>"
    assert message["Message-ID"] == f"<{found.pk}@council.example>"
    text, calendar = message.iter_parts()
    assert text.get_content().splitlines() == ["Moved: £5.", ".", "End"]
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "PUBLISH")
    assert calendar.get_filename() == "practice-week.ics"
    assert "Café" in calendar.get_content()


def test_a_sent_message_is_never_sent_again(post):
    found = send(notice())

    send(found)

    assert len(post.received) == 1


def test_an_address_the_server_does_not_know_is_given_up_at_once(post):
    post.refuse["ada@council.example"] = "550 No such person"

    found = send(notice())

    assert (found.state, found.attempts) == ("failed", 1)
    assert found.problem == "The mail server refused the address ada@council.example: 550 No such person"


def test_trouble_that_passes_is_tried_again(post):
    post.refuse["ada@council.example"] = "451 Try later"
    found = send(notice())
    waits = found.try_again_at - timezone.now()
    post.refuse.clear()

    again_after_waiting(found)

    assert timedelta(seconds=50) < waits <= WAITS[0]
    assert (found.state, found.attempts, found.problem, found.try_again_at) == ("sent", 2, "", None)
    assert len(post.received) == 1


def test_it_is_tried_a_bounded_number_of_times(settings):
    settings.NOTICE_CHANNEL = "smtp"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    found = send(notice())

    for _ in WAITS:
        again_after_waiting(found)

    assert (found.state, found.attempts) == ("failed", len(WAITS) + 1)
    assert found.problem == "The mail server could not be used (ConnectionRefusedError)."


def test_a_message_in_another_workers_hands_is_left_alone(post):
    found = notice(state="sending", claimed_at=timezone.now(), attempts=1)

    send(found)

    assert (found.state, post.received) == ("sending", [])


def test_what_a_dead_worker_left_is_queued_again_and_sent(post, queued_tasks, django_capture_on_commit_callbacks):
    long_ago = timezone.now() - TAKEN_TOO_LONG - timedelta(seconds=1)
    dead = notice(state="sending", claimed_at=long_ago, attempts=1)
    lost = notice(queued_at=long_ago)
    notice()  # has its own task under way
    notice(queued_at=long_ago, try_again_at=timezone.now() + timedelta(hours=1))  # waits its turn

    with django_capture_on_commit_callbacks(execute=True):
        resumed = [resume_unsettled(), resume_unsettled()]
    states = [send(n).state for n in (dead, lost)]

    assert resumed == [2, 0]
    assert {pk for _, pk in queued_tasks()} == {str(dead.pk), str(lost.pk)}
    assert states == ["sent", "sent"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_message_send_it_once(post):
    found = notice()

    def work() -> None:
        close_old_connections()
        send_notice.func(notice_id=str(found.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    [w.start() for w in workers]
    [w.join() for w in workers]

    assert len(post.received) == 1


def test_notify_takes_it_by_its_contract(notify):
    found = send(notice())

    assert (found.state, found.problem) == ("sent", "")
    (taken,) = notify.sent
    assert {k: v for k, v in taken.items() if k != "id"} == {
        "email_address": "ada@council.example",
        "template_id": TEMPLATE,
        "personalisation": {"subject": "Your visits", "body": "Moved: £5.\n.\nEnd"},
        "reference": str(found.pk),
    }


def test_notify_that_lost_our_template_gives_up_and_says_why(notify, settings):
    settings.NOTIFY_TEMPLATE_ID = str(uuid.uuid4())

    found = send(notice())

    assert (found.state, found.problem) == ("failed", "GOV.UK Notify refused the message: Template not found")


def test_notify_with_a_wrong_key_is_tried_again(notify, settings):
    settings.NOTIFY_API_KEY = API_KEY[:-1] + "1"

    found = send(notice())

    assert found.state == "queued"
    assert found.problem == "GOV.UK Notify refused our key: Invalid token: API key not found"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_notify_in_trouble_is_tried_again(notify, code):
    notify.answer_next = [code]
    found = send(notice())

    again_after_waiting(found)

    assert (found.state, found.attempts, len(notify.sent)) == ("sent", 2, 1)


def test_notify_that_took_it_before_the_line_dropped_is_not_asked_twice(notify):
    notify.hang_up_after_taking = True
    found = send(notice())

    again_after_waiting(found)

    assert (found.state, len(notify.sent)) == ("sent", 1)


def test_the_terminal_shows_one_line(settings, capsys):
    settings.NOTICE_CHANNEL = "console"

    send(notice(attachment=CALENDAR))

    assert capsys.readouterr().out == "Message to Ada Lovell <ada@council.example>: Your visits\n"
