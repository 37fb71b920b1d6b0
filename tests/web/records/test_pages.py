"""Records on pages: written, read, changed, settled, confirmed and replied to, without JavaScript."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from alongside.web.design.at_hand import at_hand_for
from alongside.web.records.heads import heads_of
from alongside.web.records.models import HostAnswer, Record, RecordVersion, Reply, SecondGrade
from tests import factories as make
from tests.web.records.scene import MONDAY_NOON, VISIT, Scene, a_scene, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def write_page(scene: Scene, kind: str = "team_visit") -> str:
    return reverse("records:write", args=[scene.entry.pk, kind])


def form(scene: Scene, **answers: str) -> dict[str, str]:
    ids = {"client_id": str(uuid.uuid4()), "record_id": str(uuid.uuid4()), "version": str(scene.forms["team_visit"].pk)}
    return {**ids, **{f"q-{name.replace('_', '-')}": words for name, words in answers.items()}}


def text(response: Any) -> str:
    return response.content.decode()


def test_a_visit_is_written_and_read(scene: Scene) -> None:
    visitor = browser_of(scene.visitor)
    worker = str(scene.worker.staff_member.pk)
    sent = form(
        scene, proud="Their patience", praise_0_to=worker, praise_0_words="Calm", promises_0_words="Laptops", promises_0_by="19/3/2018"
    )

    response = visitor.post(write_page(scene), sent)

    version = RecordVersion.objects.get()
    assert response["Location"] == reverse("records:record", args=[sent["record_id"]])
    assert version.answers == {
        "proud": "Their patience",
        "praise": [{"to": worker, "words": "Calm"}],
        "promises": [{"words": "Laptops", "by": "2018-03-19"}],
    }
    page = text(visitor.get(response["Location"]))
    for words in ("What is the team proud of?", "Their patience", "For Sam Carr", "By 19/03/2018"):
        assert words in page


def test_pressed_twice_is_stored_once_and_going_back_to_write_more_is_an_edit(scene: Scene) -> None:
    visitor, sent = browser_of(scene.visitor), form(scene, proud="Their patience")

    for words in ("Their patience", "Their patience", "And their humour", "And their humour"):
        assert visitor.post(write_page(scene), {**sent, "q-proud": words}).status_code == 302

    assert (RecordVersion.objects.count(), [head.answers["proud"] for head in heads_of(Record.objects.get())]) == (2, ["And their humour"])


def test_what_is_missing_is_said_and_may_go_as_it_is(scene: Scene) -> None:
    visitor, sent = browser_of(scene.visitor), form(scene, surprised="no")

    first = visitor.post(write_page(scene), sent)
    then = visitor.post(write_page(scene), {**sent, "as-it-is": "yes"})

    assert (first.status_code, then.status_code) == (422, 302)
    assert 'href="#q-proud"' in text(first)
    assert "Send it as it is" in text(first)
    assert "Not complete" in text(visitor.get(then["Location"]))


def test_another_row_is_not_a_sending(scene: Scene) -> None:
    sent = form(scene, seen_0_kind="worry", seen_0_words="No room", seen_1_kind="worry", seen_1_words="No lift")

    response = browser_of(scene.visitor).post(write_page(scene), {**sent, "add-another": "seen"})

    assert response.status_code == 200
    assert 'name="q-seen-3-words"' in text(response)
    assert "No lift" in text(response)
    assert not Record.objects.exists()


def test_a_form_shown_before_a_new_version_is_still_taken(scene: Scene) -> None:
    old = scene.forms["team_visit"]
    sent = form(scene, proud="Their patience")
    make.form_version(form=old.form, form_definition=VISIT, number=old.number + 1)

    browser_of(scene.visitor).post(write_page(scene), sent)

    assert RecordVersion.objects.get().form_version == old


def test_judged_work_names_whose_it_is(scene: Scene) -> None:
    visitor, page = browser_of(scene.visitor), write_page(scene, "case_audit")
    sent = {"q-voice": "good", "q-voice-rationale": "It is there", "client_id": str(uuid.uuid4())}

    nobody = visitor.post(page, sent)
    not_of_the_team = visitor.post(page, {**sent, "practitioner": str(scene.lead.staff_member.pk)})
    somebody = visitor.post(page, {**sent, "practitioner": str(scene.worker.staff_member.pk)})

    assert [each.status_code for each in (nobody, not_of_the_team, somebody)] == [422, 422, 302]
    assert "Choose whose work it is" in text(nobody)
    assert Record.objects.get().practitioner == scene.worker.staff_member


def test_work_outside_a_visit_is_found_by_name(scene: Scene) -> None:
    lead = browser_of(scene.lead)
    page = reverse("records:choose_work", args=["case_audit"])

    found = text(lead.get(page, {"q": "sam"}))
    address = reverse("records:write_about", args=["case_audit", scene.worker.staff_member.pk])
    response = lead.post(address, {"q-voice": "good", "q-voice-rationale": "It is there"})

    assert address in found
    assert (response.status_code, Record.objects.get().entry) == (302, None)


def test_strangers_and_colleagues_get_nothing(scene: Scene) -> None:
    record = scene.send().version.record
    pages = [write_page(scene), *(reverse(f"records:{name}", args=[record.pk]) for name in ("record", "change", "settle"))]
    other = make.user("visitor", staff_member=make.staff())

    for user in (scene.colleague, other, make.stranger(), make.user()):
        assert [browser_of(user).get(page).status_code for page in pages] == [404] * 4


def test_each_sees_what_is_theirs(scene: Scene) -> None:
    visit, audit = scene.send().version.record, scene.audit().version.record
    who = (scene.visitor, scene.second, scene.manager, scene.worker, scene.colleague, scene.lead, make.stranger())

    seen = {user.name: set(Record.objects.visible_to(user)) for user in who[:-1]}

    assert seen == {
        "Rowan Ashfell": {visit, audit},
        "Priya Shah": {visit},
        "Morgan Field": {visit},
        "Sam Carr": {audit},
        "Jo Lind": set(),
        "Lee Ward": {visit, audit},
    }
    assert not Record.objects.visible_to(who[-1]).exists()


def test_a_change_begins_with_what_stands_and_follows_it(scene: Scene) -> None:
    visitor, first = browser_of(scene.visitor), scene.send().version
    page = reverse("records:change", args=[first.record_id])

    shown = text(visitor.get(page))
    sent = {**form(scene, proud="Their humour"), "record_id": str(first.record_id), "based_on": str(first.pk)}
    visitor.post(page, sent)

    assert "Their patience" in shown
    assert [head.answers for head in heads_of(first.record)] == [{"proud": "Their humour"}]
    assert "1 earlier version" in text(visitor.get(reverse("records:record", args=[first.record_id])))


def two_versions(scene: Scene) -> RecordVersion:
    first = scene.send(answers={"proud": "First", "surprised": "no"}).version
    scene.send(record_id=first.record_id, based_on=first.pk, answers={"proud": "Mine", "surprised": "no", "about": ["time"]})
    theirs = {"proud": "Theirs", "surprised": "no", "about": ["tools"]}
    scene.send(scene.second, record_id=first.record_id, based_on=first.pk, answers=theirs)
    return first


def test_a_change_made_without_knowing_of_another_is_kept_beside_it(scene: Scene) -> None:
    first = scene.send().version
    page = reverse("records:change", args=[first.record_id])
    for user, words in ((scene.visitor, "Mine"), (scene.second, "Theirs")):
        sent = {**form(scene, proud=words), "record_id": str(first.record_id), "based_on": str(first.pk)}
        response = browser_of(user).post(page, sent, follow=True)

    shown = text(response)
    assert "both versions are kept" in shown
    assert "Mine" in shown
    assert "Theirs" in shown


def test_two_versions_are_settled_question_by_question(scene: Scene) -> None:
    first, visitor = two_versions(scene), browser_of(scene.visitor)
    page = reverse("records:settle", args=[first.record_id])
    theirs = next(head for head in heads_of(first.record) if head.author == scene.second)

    assert visitor.get(reverse("records:change", args=[first.record_id]))["Location"] == page
    shown = text(visitor.get(page))
    nothing = visitor.post(page, {"client_id": str(uuid.uuid4())})
    once = str(uuid.uuid4())
    chosen = {"client_id": once, "keep-proud": str(theirs.pk), "keep-about": "both"}
    done = [visitor.post(page, chosen).status_code for _ in range(2)]

    assert "Did anything surprise you?" not in shown
    assert nothing.status_code == 422
    assert 'href="#keep-proud"' in text(nothing)
    assert done == [302, 302]
    (head,) = heads_of(first.record)
    assert {**head.answers, "about": sorted(head.answers["about"])} == {"proud": "Theirs", "surprised": "no", "about": ["time", "tools"]}
    assert first.record.versions.count() == 4


def test_the_host_team_corrects_on_the_page(scene: Scene) -> None:
    version, host = scene.send().version, browser_of(scene.manager)
    page, answer = reverse("records:record", args=[version.record_id]), reverse("records:host_answer", args=[version.pk])

    waiting = text(host.get(reverse("records:to_confirm")))
    empty = host.post(answer, {"client_id": str(uuid.uuid4()), "outcome": "corrected", "words": ""})
    once = {"client_id": str(uuid.uuid4()), "outcome": "corrected", "words": "We meet on Tuesdays"}
    for _ in range(2):
        host.post(answer, once)

    assert page in waiting
    assert (empty.status_code, "Say what is not right" in text(empty)) == (422, True)
    assert HostAnswer.objects.count() == 1
    for user in (scene.manager, scene.visitor, scene.lead):
        shown = text(browser_of(user).get(page))
        assert "Their patience" in shown
        assert "We meet on Tuesdays" in shown
    assert "Nothing waits for you" in text(host.get(reverse("records:to_confirm")))
    assert "We meet on Tuesdays" in text(browser_of(scene.visitor).get(reverse("records:mine")))


def test_the_practitioner_replies_on_the_page(scene: Scene) -> None:
    version, worker = scene.audit().version, browser_of(scene.worker)
    page, reply = reverse("records:record", args=[version.record_id]), reverse("records:reply", args=[version.pk])

    assert page in text(worker.get(reverse("records:about_me")))
    empty = worker.post(reply, {"client_id": str(uuid.uuid4()), "question": "voice", "words": ""})
    worker.post(reply, {"client_id": str(uuid.uuid4()), "question": "voice", "words": "I had asked twice"})

    assert (empty.status_code, 'href="#reply-voice"' in text(empty)) == (422, True)
    assert Reply.objects.get().question == "voice"
    assert "I had asked twice" in text(browser_of(scene.visitor).get(page))


def test_a_record_stays_shut_to_its_blind_second_grader(scene: Scene) -> None:
    record = scene.audit().version.record
    SecondGrade.objects.create(record=record, grader=scene.lead)

    assert browser_of(scene.lead).get(reverse("records:record", args=[record.pk])).status_code == 404
    assert str(record.pk) not in text(browser_of(scene.lead).get(reverse("records:all")))


def test_the_practice_lead_finds_records(scene: Scene) -> None:
    visit, audit = scene.send(answers={}).version.record, scene.audit().version.record
    lead, page = browser_of(scene.lead), reverse("records:all")

    def found(**chosen: str) -> set[str]:
        shown = text(lead.get(page, chosen))
        return {name for name, record in (("visit", visit), ("audit", audit)) if str(record.pk) in shown}

    assert found() == {"visit", "audit"}
    assert found(kind="case_audit") == {"audit"}
    assert found(standing="to-confirm") == {"visit"}
    assert found(standing="incomplete") == {"visit"}
    assert found(service=str(scene.team.service_id)) == {"visit", "audit"}
    assert found(service=str(make.service().pk)) == set()
    assert lead.get(page, {"kind": "nonsense"}).status_code == 422


@pytest.mark.parametrize("name", ["mine", "to_confirm", "about_me", "all"])
def test_lists_ask_the_database_as_often_for_one_as_for_three(scene: Scene, name: str) -> None:
    user = {"mine": scene.visitor, "to_confirm": scene.manager, "about_me": scene.worker, "all": scene.lead}[name]
    browser, page = browser_of(user), reverse(f"records:{name}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        return len(asked)

    def add() -> None:
        version = scene.send(answers={"praise": [{"to": str(scene.worker.staff_member.pk), "words": "Calm"}]}).version
        HostAnswer.objects.create(version=version, outcome="confirmed", by=scene.manager)
        Reply.objects.create(version=scene.audit().version, words="Yes", by=scene.worker)

    add()
    browser.get(page)
    one = queries()
    add()
    add()
    assert queries() == one


def test_a_record_page_asks_as_often_for_one_version_as_for_three(scene: Scene) -> None:
    visitor, first = browser_of(scene.visitor), scene.send().version
    page = reverse("records:record", args=[first.record_id])
    HostAnswer.objects.create(version=first, outcome="confirmed", by=scene.manager)
    visitor.get(page)
    with CaptureQueriesContext(connection) as one:
        visitor.get(page)
    for words in ("Mine", "Theirs"):
        version = scene.send(record_id=first.record_id, based_on=first.pk, answers={"proud": words}).version
        HostAnswer.objects.create(version=version, outcome="confirmed", by=scene.manager)
    with CaptureQueriesContext(connection) as three:
        visitor.get(page)

    assert len(three) == len(one)


def test_the_second_visitor_finds_what_the_first_wrote(scene: Scene) -> None:
    record = scene.send().version.record
    elsewhere = scene.send(entry=make.entry(scene.week, scene.team, scene.visitor.staff_member, slot=6)).version.record

    listed = text(browser_of(scene.second).get(reverse("records:mine")))

    assert reverse("records:record", args=[record.pk]) in listed
    assert str(elsewhere.pk) not in listed


def test_a_conversation_is_written_down_in_the_listening_room(scene: Scene) -> None:
    make.arrangements()
    make.user("safeguarding_lead")
    fields = {"kind": "conversation", "reference": "FC-12", "slot": 1}
    make.entry(scene.week, scene.team, scene.visitor.staff_member, **fields)
    visitor = browser_of(scene.visitor)
    address = reverse("voices:type_in", args=[scene.week.pk, scene.forms["parent"].form_id])
    address += f"?via=conversation&team={scene.team.pk}"

    assert address.replace("&", "&amp;") in text(visitor.get(reverse("records:mine")))
    assert visitor.get(address).status_code == 200


def test_home_says_what_waits(scene: Scene) -> None:
    def waiting(user: Any) -> list[str]:
        return [each.text for each in at_hand_for(user) if each.href.startswith("/records/")]

    assert waiting(scene.visitor) == ["Record your visit to Heron team"]
    scene.send()
    scene.audit()
    assert waiting(scene.visitor) == []
    assert waiting(scene.manager) == ["1 note to confirm"]
    assert waiting(scene.worker) == ["A record about your work: reply"]
    assert waiting(scene.colleague) == []
    assert waiting(make.user()) == []


def test_a_visit_still_to_come_does_not_wait(scene: Scene) -> None:
    make.entry(scene.week, make.team(name="Wren team"), scene.visitor.staff_member, slot=9)

    assert [each.text for each in at_hand_for(scene.visitor)] == ["Record your visit to Heron team"]


NAMES = ["proud", "seen-0-kind", "seen-0-words", "surprised", "about", "praise-0-to", "praise-0-words", "promises-0-by", "promises-0-words"]
CARRIED = ["client_id", "record_id", "version", "based_on", "as-it-is", "practitioner"]
POSTED = some.dictionaries(
    some.sampled_from([*(f"q-{name}" for name in NAMES), *CARRIED]),
    some.text(max_size=12) | some.sampled_from(["yes", "time", "team", "worry", str(uuid.UUID(int=5)), "2018-03-30"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(posted=POSTED)
def test_any_form_gets_a_page(scene: Scene, posted: dict[str, str]) -> None:
    visitor = browser_of(scene.visitor, raise_request_exception=False)

    assert visitor.post(write_page(scene), posted).status_code in {200, 302, 404, 422}
    first = scene.send().version
    for name in ("change", "settle"):
        assert visitor.post(reverse(f"records:{name}", args=[first.record_id]), posted).status_code in {200, 302, 404, 422}
