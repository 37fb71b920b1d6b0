"""Host teams confirm and correct, practitioners reply; when a note counts. Nothing is overwritten."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import time_machine

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.records.actions.beside import answer_as_host, reply
from alongside.web.records.models import HostAnswer, RecordVersion, Reply
from alongside.web.records.queries.rows import Standing, rows_of, written_by
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.records.scene import MONDAY_NOON, Scene, a_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def answer(version: RecordVersion, by: Any, outcome: str = "confirmed", words: str = "", client_id: uuid.UUID | None = None) -> HostAnswer:
    return answer_as_host(client_id=client_id or uuid.uuid4(), version=version, outcome=outcome, words=words, by=by)


def say(version: RecordVersion, by: Any, words: str = "I see it otherwise", question: str = "voice", **fields: Any) -> Reply:
    return reply(**{"client_id": uuid.uuid4(), "version": version, "question": question, "words": words, "by": by, **fields})


def standing(scene: Scene) -> Standing:
    (row,) = rows_of(written_by(scene.visitor))
    return row.standing


def test_a_manager_of_the_team_corrects_and_both_words_stay(scene: Scene) -> None:
    version = scene.send().version

    answer(version, scene.manager, "corrected", " It was our day off ")

    held = HostAnswer.objects.get()
    assert (held.version.answers, held.words, held.by) == ({"proud": "Their patience"}, "It was our day off", scene.manager)
    event = AuditEvent.objects.get(action="note.corrected")
    assert (event.actor_id, event.detail) == (scene.manager.pk, {"version": str(version.pk)})
    assert standing(scene) == Standing.CORRECTED


def test_the_same_answer_twice_is_one_and_the_same_id_for_another_is_refused(scene: Scene) -> None:
    version, once = scene.send().version, uuid.uuid4()

    for _ in range(2):
        answer(version, scene.manager, client_id=once)
    with pytest.raises(NotAllowed):
        answer(version, scene.manager, "corrected", "No", client_id=once)

    assert list(HostAnswer.objects.values_list("outcome", "words")) == [("confirmed", "")]
    assert AuditEvent.objects.filter(action__startswith="note.").count() == 1


def test_whoever_confirmed_too_soon_corrects_later(scene: Scene) -> None:
    version = scene.send().version

    answer(version, scene.manager)
    answer(version, scene.manager, "corrected", "On reflection, no")

    assert [each.outcome for each in version.host_answers.all()] == ["confirmed", "corrected"]
    assert standing(scene) == Standing.CORRECTED


@pytest.mark.parametrize(("outcome", "words"), [("corrected", "  "), ("perhaps", "x"), ("corrected", "x" * 10_001)])
def test_an_answer_that_says_nothing_is_refused(scene: Scene, outcome: str, words: str) -> None:
    version = scene.send().version

    with pytest.raises(Refused):
        answer(version, scene.manager, outcome, words)


def test_only_managers_of_the_host_team_answer(scene: Scene) -> None:
    version = scene.send().version
    other_team = make.team()
    other = make.user("team_manager", staff_member=make.staff(team=other_team))

    for by in (scene.visitor, scene.second, scene.worker, scene.lead, other, make.stranger()):
        with pytest.raises(NotAllowed):
            answer(version, by)


def test_nobody_confirms_their_own_note(scene: Scene) -> None:
    entry = make.entry(scene.week, scene.team, scene.manager.staff_member, slot=6)
    version = scene.send(scene.manager, entry=entry).version

    with pytest.raises(NotAllowed):
        answer(version, scene.manager)


def test_an_observation_is_not_for_the_host_team_to_confirm(scene: Scene) -> None:
    version = scene.audit().version

    with pytest.raises(NotAllowed):
        answer(version, scene.manager)


def test_a_practitioner_replies_beside_a_grade_and_the_whole(scene: Scene) -> None:
    version = scene.audit().version

    say(version, scene.worker)
    say(version, scene.worker, "Thank you", question="")

    assert list(Reply.objects.order_by("question").values_list("question", "words")) == [("", "Thank you"), ("voice", "I see it otherwise")]
    assert AuditEvent.objects.filter(action="record.replied").count() == 2
    assert standing(scene) == Standing.REPLIED


def test_the_same_reply_twice_is_one(scene: Scene) -> None:
    version, once = scene.audit().version, uuid.uuid4()

    for _ in range(2):
        say(version, scene.worker, client_id=once)
    with pytest.raises(NotAllowed):
        say(version, scene.worker, "Other words", client_id=once)

    assert Reply.objects.count() == 1


def test_only_whose_work_it_is_replies(scene: Scene) -> None:
    version = scene.audit().version

    for by in (scene.visitor, scene.manager, scene.colleague, scene.lead, make.stranger()):
        with pytest.raises(NotAllowed):
            say(version, by)
    with pytest.raises(NotAllowed):
        say(scene.send().version, scene.worker)


def test_a_reply_has_words_and_is_beside_something_that_was_asked(scene: Scene) -> None:
    version = scene.audit().version

    with pytest.raises(Refused):
        say(version, scene.worker, " ")
    with pytest.raises(NotAllowed):
        say(version, scene.worker, question="weather")


def test_a_note_counts_once_it_is_answered_or_its_time_has_passed(scene: Scene) -> None:
    confirmed, waiting, silent = (scene.send().version for _ in range(3))
    answer(confirmed, scene.manager)
    RecordVersion.objects.filter(pk=silent.pk).update(received_at=MONDAY_NOON.replace(month=2, day=25))
    judged = scene.audit().version

    assert set(RecordVersion.objects.counts()) == {confirmed, silent, judged}
    assert {row.newest.pk for row in rows_of(written_by(scene.visitor)) if row.counts} == {confirmed.pk, silent.pk, judged.pk}
    with time_machine.travel("2018-03-12T12:00:01Z"):
        assert waiting in RecordVersion.objects.counts()


def test_an_edit_waits_for_the_team_again(scene: Scene) -> None:
    first = scene.send().version
    answer(first, scene.manager)
    edit = scene.send(record_id=first.record_id, based_on=first.pk, answers={"proud": "Something new"}).version

    assert list(RecordVersion.objects.counts()) == []
    answer(edit, scene.manager)
    assert list(RecordVersion.objects.counts()) == [edit]


def test_of_two_that_stand_one_speaks_for_the_record(scene: Scene) -> None:
    first = scene.audit().version
    with time_machine.travel("2018-03-05T12:10:00Z"):
        scene.audit(record_id=first.record_id, based_on=first.pk, answers={"read": "One"})
    with time_machine.travel("2018-03-05T12:20:00Z"):
        last = scene.audit(record_id=first.record_id, based_on=first.pk, answers={"read": "Two"}).version

    assert list(RecordVersion.objects.counts()) == [last]
    assert RecordVersion.objects.standing().count() == 2
    assert standing(scene) == Standing.TWO
