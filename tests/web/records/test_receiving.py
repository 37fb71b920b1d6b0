"""What is sent is stored: once, by whoever may, beside what others wrote, and never refused for what is missing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import time_machine

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.records.actions.receiving import State
from alongside.web.records.arriving import Unstorable
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Praise, Promise, Record, RecordVersion
from alongside.web.weeks.models import PracticeWeek
from tests import factories as make
from tests.web.records.scene import MONDAY_NOON, SAID_AT, VISIT, Scene, a_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def test_a_visit_becomes_a_record_with_its_evidence_and_event(scene: Scene) -> None:
    told = [{"to": "team", "words": "A warm welcome"}]
    promised = [{"words": "Ask about laptops", "by": "2018-03-19"}]

    received = scene.send(answers={"proud": "Their patience", "praise": told, "promises": promised})

    record = received.version.record
    assert (received.state, received.incomplete) == (State.STORED, {})
    assert (record.week, record.team, record.author, record.kind) == (scene.week, scene.team, scene.visitor, "team_visit")
    assert received.version.recorded_at.isoformat() == SAID_AT
    assert received.version.circumstances == {}
    assert (Praise.objects.get().words, Promise.objects.get().words) == ("A warm welcome", "Ask about laptops")
    event = AuditEvent.objects.get(action="record.received")
    assert event.detail == {"kind": "team_visit", "version": str(received.version.pk), "beside": False}


def test_sent_twice_it_is_stored_once(scene: Scene) -> None:
    ids = {"client_id": uuid.uuid4(), "record_id": uuid.uuid4()}
    answers = {"proud": "Their patience", "praise": [{"to": "team", "words": "A warm welcome"}]}

    states = [scene.send(**ids, answers=answers).state for _ in range(3)]

    assert states == [State.STORED, State.ALREADY, State.ALREADY]
    assert (Record.objects.count(), RecordVersion.objects.count(), Praise.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.filter(action="record.received").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"answers": {"proud": "Something else"}},
        {"record_id": uuid.UUID(int=9)},
        {"based_on": uuid.UUID(int=9)},
        {"by": "second"},
    ],
)
def test_the_same_id_with_other_words_or_another_person_is_refused(scene: Scene, other: dict[str, Any]) -> None:
    ids = {"client_id": uuid.UUID(int=1), "record_id": uuid.UUID(int=2)}
    first = scene.send(**ids)
    by = scene.second if other.pop("by", "") else scene.visitor

    with pytest.raises(NotAllowed):
        scene.send(by, **{**ids, **other})

    assert list(RecordVersion.objects.values_list("pk", "answers")) == [(first.version.pk, {"proud": "Their patience"})]


def test_what_is_missing_is_said_and_stored_all_the_same(scene: Scene) -> None:
    received = scene.send(answers={"seen": [{"kind": "", "words": "A quiet room"}]})

    assert set(received.incomplete) == {"proud", "seen"}
    assert received.version.answers == {"seen": [{"kind": "", "words": "A quiet room"}]}


def test_nothing_at_all_is_stored_too(scene: Scene) -> None:
    assert scene.send(answers={}).version.answers == {}


@pytest.mark.parametrize(
    "answers",
    [{"proud": 3}, {"seen": "words"}, {"surprised": "perhaps"}, {"about": ["weather"]}, {"praise": [1]}, {"unknown": "x"}],
)
def test_what_could_never_be_an_answer_says_which(scene: Scene, answers: dict[str, Any]) -> None:
    with pytest.raises(Unstorable) as refused:
        scene.send(answers=answers)

    assert set(refused.value.problems) == set(answers)
    assert not Record.objects.exists()


def test_an_edit_of_the_newest_follows_it(scene: Scene) -> None:
    first = scene.send()
    record_id = first.version.record_id

    edited = scene.send(record_id=record_id, based_on=first.version.pk, answers={"proud": "Their patience and humour"})

    assert (edited.state, edited.version.based_on) == (State.STORED, first.version)
    assert heads_of(first.version.record) == [edited.version]


def test_an_edit_of_an_older_one_stands_beside_it(scene: Scene) -> None:
    first = scene.send()
    record_id, base = first.version.record_id, first.version.pk
    mine = scene.send(record_id=record_id, based_on=base, answers={"proud": "Mine"})

    theirs = scene.send(scene.second, record_id=record_id, based_on=base, answers={"proud": "Theirs"})

    assert (mine.state, theirs.state) == (State.STORED, State.BESIDE)
    assert set(heads_of(first.version.record)) == {mine.version, theirs.version}
    assert theirs.version.author == scene.second


def test_a_new_version_settles_both_sides(scene: Scene) -> None:
    first = scene.send()
    record_id, base = first.version.record_id, first.version.pk
    sides = [scene.send(record_id=record_id, based_on=base, answers={"proud": words}).version.pk for words in ("One", "Two")]

    settled = scene.send(record_id=record_id, based_on=sides[0], settles=tuple(sides), answers={"proud": "One and two"})

    assert (settled.state, heads_of(first.version.record)) == (State.STORED, [settled.version])


def test_an_edit_that_comes_before_what_it_edits_is_kept(scene: Scene) -> None:
    record_id, first_id = uuid.uuid4(), uuid.uuid4()

    edit = scene.send(record_id=record_id, based_on=first_id, answers={"proud": "Second"})
    first = scene.send(record_id=record_id, client_id=first_id, answers={"proud": "First"})

    assert (edit.state, first.state) == (State.STORED, State.BESIDE)
    assert edit.version.circumstances == {"based_on": str(first_id)}
    again = scene.send(client_id=edit.version.pk, record_id=record_id, based_on=first_id, answers={"proud": "Second"})
    assert again.state == State.ALREADY


def test_a_base_of_another_record_is_no_base(scene: Scene) -> None:
    other = scene.send()

    received = scene.send(based_on=other.version.pk)

    assert (received.version.based_on, received.state) == (None, State.STORED)


@pytest.mark.parametrize(
    ("said", "kept", "device_said"),
    [
        ("2018-03-06T11:00:00Z", "2018-03-06T11:00:00+00:00", None),
        ("2018-03-07T11:00:00Z", "2018-03-05T12:00:00+00:00", "2018-03-07T11:00:00Z"),
        ("1970-01-01T00:00:00Z", "2018-03-05T12:00:00+00:00", "1970-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", "2018-03-05T12:00:00+00:00", "0001-01-01T00:00:00+14:00"),
        ("2018-03-05 11:30", "2018-03-05T12:00:00+00:00", "2018-03-05 11:30"),
        ("tea time", "2018-03-05T12:00:00+00:00", "tea time"),
    ],
)
def test_a_clock_that_is_wrong_is_remembered_and_not_believed(scene: Scene, said: str, kept: str, device_said: str | None) -> None:
    version = scene.send(recorded_at=said).version

    assert version.recorded_at.isoformat() == kept
    assert version.circumstances.get("device_said") == device_said


def test_a_form_that_has_a_newer_version_is_accepted_and_remembered(scene: Scene) -> None:
    old = scene.forms["team_visit"]
    newer = make.form_version(form=old.form, form_definition=VISIT, number=old.number + 1)

    version = scene.send().version

    assert (version.form_version, version.circumstances) == (old, {"newest_form": newer.number})


def test_a_cancelled_visit_and_a_finished_week_are_accepted_and_marked(scene: Scene) -> None:
    scene.entry.cancelled_in = scene.entry.first_in
    scene.entry.save()
    PracticeWeek.objects.update(state="finished")
    scene.entry.refresh_from_db()

    assert scene.send().version.circumstances == {"cancelled": True, "finished": True}


def test_an_unpublished_or_wrong_form_is_refused(scene: Scene) -> None:
    draft = make.form_version("team_visit", VISIT, published_at=None)
    elsewhere = make.form_version("team_visit", VISIT, directorate=make.directorate("elsewhere"))

    for version in (draft, elsewhere, scene.forms["case_audit"]):
        with pytest.raises(NotAllowed):
            scene.send(form_version=version)


def test_the_host_teams_manager_is_told_once_a_day_and_not_what(scene: Scene) -> None:
    scene.send(answers={"proud": "A secret of the team"})
    scene.send(answers={"proud": "Another"})

    notice = Notice.objects.get(kind="records.to_confirm")
    assert notice.to == scene.manager.staff_member.email
    assert "secret" not in notice.subject + notice.body

    with time_machine.travel("2018-03-06T09:00:00Z"):
        scene.send()
    assert Notice.objects.filter(kind="records.to_confirm").count() == 2


def test_the_practitioner_is_told_of_a_record_about_their_work(scene: Scene) -> None:
    scene.audit()

    assert list(Notice.objects.values_list("kind", "to")) == [("records.to_reply", scene.worker.staff_member.email)]


@pytest.mark.parametrize("to", ["", "nobody", str(uuid.UUID(int=5))])
def test_praise_for_nobody_we_know_stays_in_the_record(scene: Scene, to: str) -> None:
    told = [{"to": to, "words": "A warm welcome"}]

    assert scene.send(answers={"praise": told}).version.answers == {"praise": told}
    assert not Praise.objects.exists()
