"""What the device and we say to each other."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from alongside.web.records.arriving import MOST_BYTES
from alongside.web.records.models import Record, RecordVersion
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Response
from alongside.web.weeks.models import PublishedEntry
from tests import factories as make
from tests.web.records.scene import MONDAY_NOON, Scene, a_scene, browser_of, post_json

pytestmark = pytest.mark.django_db
SEND, TODAY, CSRF = "/records/device/send/", "/records/device/today/", "/records/device/csrf/"


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


@pytest.fixture
def device(scene: Scene) -> Client:
    return browser_of(scene.visitor)


def said(response: Any) -> tuple[int, Any]:
    return response.status_code, response.json()


def test_it_sends_and_is_told_where_to_read_it(scene: Scene, device: Client) -> None:
    body = scene.body()

    answers = [said(post_json(device, SEND, body)) for _ in range(2)]

    url = reverse("records:record", args=[body["record"]])
    assert answers == [
        (200, {"id": body["id"], "state": "stored", "url": url, "incomplete": 0}),
        (200, {"id": body["id"], "state": "already", "url": url, "incomplete": 0}),
    ]
    assert device.get(url).status_code == 200


def test_two_people_editing_are_both_kept(scene: Scene, device: Client) -> None:
    first = scene.body()
    post_json(device, SEND, first)
    edits = [scene.body(record=first["record"], based_on=first["id"], answers={"proud": words}) for words in ("One", "Two")]

    states = [
        post_json(browser_of(who), SEND, edit).json()["state"] for who, edit in zip((scene.visitor, scene.second), edits, strict=True)
    ]

    assert states == ["stored", "beside"]
    assert RecordVersion.objects.count() == 3


def test_a_session_that_ended_says_where_to_sign_in(scene: Scene) -> None:
    nobody = browser_of(None, enforce_csrf_checks=True)
    where = {"sign_in": "/account/login/?next=/records/device/"}

    assert said(post_json(nobody, SEND, scene.body())) == (401, where)
    assert said(nobody.get(TODAY)) == (401, where)
    assert said(nobody.get(CSRF)) == (401, where)


def test_a_wrong_token_is_refused_in_json_and_a_fetched_one_works(scene: Scene) -> None:
    device = browser_of(scene.visitor, enforce_csrf_checks=True)
    body = scene.body()

    refused = post_json(device, SEND, body)
    fetched = device.get(CSRF).json()
    sent = post_json(device, SEND, body, **{"X-CSRFToken": fetched["csrf"]})

    assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")
    assert fetched["person"] == str(scene.visitor.pk)
    assert sent.json()["state"] == "stored"


def test_nobody_sends_what_somebody_else_typed(scene: Scene) -> None:
    response = post_json(browser_of(scene.second), SEND, scene.body(person=str(scene.visitor.pk)))

    assert response.status_code == 409
    assert not Record.objects.exists()


def test_what_is_another_councils_is_not_there(scene: Scene) -> None:
    assert post_json(browser_of(make.stranger()), SEND, scene.body()).status_code == 404
    assert not Record.objects.exists()


@pytest.mark.parametrize("name", ["entry", "form_version", "practitioner"])
def test_what_does_not_exist_is_not_there(scene: Scene, device: Client, name: str) -> None:
    assert post_json(device, SEND, scene.body(**{name: str(uuid.uuid4())})).status_code == 404


def test_too_much_is_too_much(scene: Scene, device: Client) -> None:
    fits = scene.body(answers={"proud": "a" * 9_000})
    large = scene.body(answers={"proud": "a" * MOST_BYTES})

    assert (post_json(device, SEND, fits).status_code, post_json(device, SEND, large).status_code) == (200, 413)


def test_a_form_post_is_not_json(device: Client) -> None:
    assert device.post(SEND, {"id": "x"}).status_code == 415


@pytest.mark.parametrize("body", ["{", "[]", "null", "\ufeff{}", "NaN", '{"kind": "team_visit"}', '"' * 9, "[" * 100_000, b"\xff\xfe"])
def test_what_is_no_sending_is_a_clear_problem(device: Client, body: str | bytes) -> None:
    status, answer = said(post_json(device, SEND, body))

    assert status == 422
    assert answer["problems"]


def test_what_a_database_cannot_hold_is_left_out(scene: Scene, device: Client) -> None:
    body = json.dumps(scene.body(answers={"proud": "A\x00B\ud800C"}))

    assert post_json(device, SEND, body).status_code == 200
    assert post_json(device, SEND, body).json()["state"] == "already"
    assert RecordVersion.objects.get().answers == {"proud": "AB?C"}


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.sampled_from(["team", "yes", "good"]),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text() | some.sampled_from(["words", "to", "by", "kind"]), inner),
    max_leaves=12,
)
SHORT = some.text(max_size=8) | some.sampled_from(["team", "strength", "2018-04-01", "yes", str(uuid.UUID(int=5))])
ROWS = some.lists(some.dictionaries(some.sampled_from(["words", "to", "by", "kind"]), SHORT | some.none(), max_size=2), max_size=3)
KEYS = some.sampled_from(["proud", "seen", "surprised", "surprise", "about", "praise", "promises", "x", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(parts=some.dictionaries(some.sampled_from(["id", "kind", "entry", "answers", "recorded_at", "based_on", "consent", "person"]), JSON))
def test_any_body_gets_an_answer(scene: Scene, device: Client, parts: dict[str, Any]) -> None:
    assert post_json(device, SEND, json.dumps(scene.body(**parts))).status_code in {200, 404, 409, 422}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(answers=some.dictionaries(KEYS, ROWS | SHORT | JSON, max_size=3))
def test_any_answers_get_an_answer_and_a_page_that_shows_them(scene: Scene, device: Client, answers: dict[str, Any]) -> None:
    response = post_json(device, SEND, json.dumps(scene.body(answers=answers)))

    assert response.status_code in {200, 422}
    if response.status_code == 200:
        assert device.get(response.json()["url"]).status_code == 200


def test_today_brings_visits_forms_and_people_to_praise(scene: Scene, device: Client) -> None:
    brought = device.get(TODAY).json()

    assert (brought["person"], brought["kept_until"]) == (str(scene.visitor.pk), (MONDAY_NOON + dt.timedelta(hours=72)).isoformat())
    visit, shadowing = brought["visits"]
    assert visit == {
        "entry": str(scene.entry.pk),
        "kind": "visit",
        "team": {"id": str(scene.team.pk), "name": "Heron team"},
        "title": "Heron team",
        "when": "Monday morning, 09:30",
        "date": "2018-03-05",
        "site": scene.team.site.name,
        "staff": [{"id": str(p.staff_member.pk), "name": p.name} for p in (scene.colleague, scene.manager, scene.worker)],
        "conversation": False,
        "forms": [{"kind": k, "version": str(scene.forms[k].pk)} for k in ("team_visit", "practice_observation", "case_audit")],
        "records": [],
    }
    assert (shadowing["title"], [form["kind"] for form in shadowing["forms"]]) == ("Sam Carr shadows Rowan Ashfell", ["shadowing_manager"])
    form = brought["forms"][str(scene.forms["team_visit"].pk)]
    assert (form["kind"], form["title"], form["definition"]) == ("team_visit", "Team visit", scene.forms["team_visit"].definition)
    assert 'name="q-proud"' in form["html"]


def test_what_was_sent_comes_back_with_the_version_to_start_from(scene: Scene, device: Client) -> None:
    first = scene.send()
    second = scene.send(record_id=first.version.record_id, based_on=first.version.pk, answers={"proud": "More"})

    visit = device.get(TODAY).json()["visits"][0]

    assert visit["records"] == [{"id": str(first.version.record_id), "head": str(second.version.pk), "kind": "team_visit"}]


def test_todays_visits_come_first_and_past_ones_last(scene: Scene, device: Client) -> None:
    tuesday = make.entry(scene.week, make.team(name="Wren team"), scene.visitor.staff_member, slot=3)
    with time_machine.travel("2018-03-06T08:00:00Z"):
        visits = browser_of(scene.visitor).get(TODAY).json()["visits"]

    assert [visit["entry"] for visit in visits] == [str(tuesday.pk), str(scene.shadowing.pk), str(scene.entry.pk)]


def test_a_host_brings_their_teams_visits(scene: Scene) -> None:
    visits = browser_of(scene.manager).get(TODAY).json()["visits"]

    assert [(visit["entry"], [form["kind"] for form in visit["forms"]]) for visit in visits] == [
        (str(entry.pk), ["host_view"]) for entry in sorted((scene.entry, scene.second_entry), key=lambda entry: str(entry.pk))
    ]


def test_a_visit_that_was_called_off_is_not_taken_along(scene: Scene, device: Client) -> None:
    PublishedEntry.objects.filter(pk=scene.entry.pk).update(cancelled_in=scene.entry.first_in)

    assert [visit["entry"] for visit in device.get(TODAY).json()["visits"]] == [str(scene.shadowing.pk)]


def test_the_same_number_of_queries_for_one_visit_and_for_three(scene: Scene, device: Client, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    scene.send()
    device.get(TODAY)  # the first of a session notes that it began
    with CaptureQueriesContext(connection) as one:
        device.get(TODAY)
    for slot in (3, 6):
        entry = make.entry(scene.week, make.team(), scene.visitor.staff_member, slot=slot)
        scene.send(entry=entry)

    with django_assert_num_queries(len(one)):
        device.get(TODAY)


def a_conversation(scene: Scene, **fields: Any) -> dict[str, Any]:
    made = scene.entry.first_in
    base = {"kind": "conversation", "reference": "FC-12", "slot": 1, "site": scene.team.site, "first_in": made, "changed_in": made}
    entry = PublishedEntry.objects.create(week=scene.week, team=scene.team, visitor=scene.visitor.staff_member, **base)
    return scene.body(
        **{
            "kind": "parent", "entry": str(entry.pk), "form_version": str(scene.forms["parent"].pk),
            "answers": {"good": "She listened to us"}, "consent": {"learning": True}, **fields,
        }
    )  # fmt: skip


def test_a_conversation_goes_sealed_to_the_readers_and_makes_no_record(scene: Scene, device: Client) -> None:
    make.arrangements()
    body = a_conversation(scene)

    first, again = (said(post_json(device, SEND, body)) for _ in range(2))

    assert (first[0], first[1]["state"], again[1]["state"]) == (200, "stored", "already")
    assert first[1]["receipt"] == again[1]["receipt"]
    response, reading = Response.objects.get(), Reading.objects.get()
    assert (response.via, response.answers, response.anonymous, response.reference) == ("conversation", None, True, "")
    assert reading.words["answers"] == {"good": "She listened to us"}
    assert "listened" not in reading.words_sealed
    assert not Record.objects.exists()


def test_who_may_be_come_back_to_is_known_by_the_reference(scene: Scene, device: Client) -> None:
    make.arrangements()

    post_json(device, SEND, a_conversation(scene, consent={"learning": True, "come_back": True}))

    response = Response.objects.get()
    assert (response.anonymous, response.reference, response.team) == (False, "FC-12", scene.team)


def test_a_conversation_is_recorded_by_whoever_holds_it(scene: Scene) -> None:
    make.arrangements()
    body = a_conversation(scene)

    for user in (scene.second, scene.manager, scene.worker, make.stranger()):
        assert post_json(browser_of(user), SEND, body).status_code == 404
    assert not Response.objects.exists()


def test_an_empty_conversation_says_what_to_do(scene: Scene, device: Client) -> None:
    make.arrangements()

    assert said(post_json(device, SEND, a_conversation(scene, answers={}))) == (422, {"problems": {"": "Answer at least one question"}})


def test_family_forms_are_taken_along_only_while_the_council_can_be_rung(scene: Scene, device: Client) -> None:
    a_conversation(scene)
    without = [visit["kind"] for visit in device.get(TODAY).json()["visits"]]
    make.arrangements()
    make.user("safeguarding_lead")
    visits = {visit["kind"]: visit for visit in device.get(TODAY).json()["visits"]}

    assert "conversation" not in without
    assert (visits["conversation"]["title"], visits["conversation"]["conversation"]) == ("Family conversation FC-12", True)
    assert [form["kind"] for form in visits["conversation"]["forms"]] == ["parent"]


def test_the_shell_names_nobody(scene: Scene, device: Client) -> None:
    pages = [each.get("/records/device/").content.decode() for each in (device, browser_of(None))]

    assert scene.visitor.name not in pages[0]
    assert str(scene.visitor.pk) not in pages[0]
    assert 'id="device"' in pages[1]
