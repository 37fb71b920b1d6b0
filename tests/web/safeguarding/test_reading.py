"""Words wait under seal, go on only by a reader's hand, and can be corrected or taken back without anybody being silenced."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import Http404

from alongside.engines.clock import LONDON
from alongside.web.access.models import User
from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.reading import (
    clear_reading,
    open_words,
    put_forward_again,
    raise_concern,
    release_rest,
    withdraw,
)
from alongside.web.safeguarding.actions.rota import take_over
from alongside.web.safeguarding.models import Concern, Reading, ReadingDuty
from alongside.web.safeguarding.queries import unread_count
from tests import factories as make
from tests.web.safeguarding.scene import SAID, Scene, lead, say, words


def events(action: str) -> list[tuple[str, str, dict]]:
    return list(AuditEvent.objects.filter(action=action).values_list("actor_name", "object_name", "detail"))


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_words_are_sealed_and_due_the_same_working_day(scene: Scene):
    reading = say()

    assert reading.words["answers"] == {**SAID, "felt": 3}
    assert "scared" not in reading.words_sealed
    assert (reading.state, reading.due_at, reading.flags) == ("unread", london("2018-03-05T17:00"), 1)
    assert events("reading.put_forward") == [("Alongside", "Words said on 2018-03-05", {})]


def test_what_is_said_out_of_hours_is_due_the_next_working_day(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(dt.datetime(2018, 3, 9, 18, 0, tzinfo=dt.UTC))

    assert say().due_at == london("2018-03-12T17:00")


def test_anonymous_words_leave_no_time_finer_than_the_day(scene: Scene, clock: time_machine.Coordinates):
    morning = say(arrived_at=None)
    clock.move_to(dt.datetime(2018, 3, 5, 20, 17, tzinfo=dt.UTC))
    evening = say(arrived_at=None)

    assert morning.due_at == evening.due_at == london("2018-03-05T17:00")
    assert evening.arrived_at is None
    assert not AuditEvent.objects.filter(object_id=str(evening.pk)).exists()


def test_put_forward_twice_is_once(scene: Scene):
    same = {"origin_id": uuid4()}

    first, second = say(**same), say({"good": "Other words"}, **same)

    assert first == second
    assert Reading.objects.get().words["answers"]["good"] == SAID["good"]


@pytest.mark.parametrize("who", ["reader", "deputy", "head"])
def test_those_on_duty_read(scene: Scene, who: str):
    reading, person = say(), getattr(scene, who)

    assert open_words(reading=reading, by=person)["answers"]["good"] == SAID["good"]
    assert events("reading.opened") == [(person.name, "Words said on 2018-03-05", {})]


@pytest.mark.parametrize("role", ["practice_lead", "director", "administrator", "visitor", "safeguarding_lead"])
def test_nobody_else_reads_clears_or_raises(scene: Scene, role: str):
    """A safeguarding lead who is not on duty neither."""
    reading, person = say(), make.user(role)

    for act in (
        lambda: open_words(reading=reading, by=person),
        lambda: clear_reading(reading=reading, by=person, masked={}),
        lambda: raise_concern(reading=reading, passages=[], about_staff=False, about=None, by=person),
    ):
        with pytest.raises(Http404):
            act()
    assert Reading.objects.get().state == "unread"


def test_a_stranger_on_duty_elsewhere(scene: Scene):
    elsewhere = make.stranger()
    ReadingDuty.objects.create(directorate=elsewhere.directorate, date=dt.date(2018, 3, 5), reader=elsewhere)

    with pytest.raises(Http404):
        open_words(reading=say(), by=elsewhere)


def test_a_lead_who_takes_over_reads_and_the_trail_says_so(scene: Scene):
    reading, person = say(), lead("Step In")

    take_over(by=person)
    take_over(by=person)

    assert open_words(reading=reading, by=person)
    assert events("reading_rota.taken_over") == [("Step In", "Reading rota", {"day": "2018-03-05"})]


def test_who_lost_the_role_reads_no_longer(scene: Scene):
    reading = say()
    scene.reader.role_grants.update(ended_at=dt.datetime(2018, 3, 5, tzinfo=dt.UTC))

    with pytest.raises(Http404):
        open_words(reading=reading, by=User.objects.get(pk=scene.reader.pk))


def test_cleared_words_go_on_with_names_masked_and_the_original_stays_sealed(scene: Scene):
    reading = say()

    clear_reading(reading=reading, by=scene.reader, masked={"better": "I am scared of my uncle at night"}, seen=1)

    held = Reading.objects.get()
    assert scene.room.released == [(reading.pk, {"good": SAID["good"], "better": "I am scared of my uncle at night", "felt": 3})]
    assert (held.state, held.read_by, held.words["answers"]["better"]) == ("cleared", scene.reader, SAID["better"])
    assert events("reading.cleared") == [("Rea Reader", "Words said on 2018-03-05", {"masked": 1})]


def test_cleared_twice_goes_on_once_and_a_second_reader_is_told(scene: Scene):
    reading = say()

    clear_reading(reading=reading, by=scene.reader, masked={})
    clear_reading(reading=reading, by=scene.reader, masked={})
    with pytest.raises(ValidationError, match="Somebody else has read this"):
        clear_reading(reading=reading, by=scene.deputy, masked={})

    assert len(scene.room.released) == 1


def test_a_ticked_option_cannot_be_masked(scene: Scene):
    with pytest.raises(ValidationError, match="no such answer"):
        clear_reading(reading=say(), by=scene.reader, masked={"felt": "6"})

    assert scene.room.released == []


def test_lists_of_words_are_masked_one_by_one(scene: Scene):
    said = {"questions": [{"key": "seen", "question": "Seen?", "said": "Anna smiled\nBen hid"}]}
    answers = {"seen": [{"kind": "strength", "words": "Anna smiled"}, {"kind": "worry", "words": "Ben hid"}]}
    reading = say(words={**said, "answers": answers})

    clear_reading(reading=reading, by=scene.reader, masked={"seen.1.words": "My son hid"})

    assert scene.room.released[0][1]["seen"] == [{"kind": "strength", "words": "Anna smiled"}, {"kind": "worry", "words": "My son hid"}]


def test_what_was_changed_while_it_was_read_is_not_cleared_unseen(scene: Scene):
    reading = say()
    put_forward_again(reading=reading, words=words({"good": "He hits me"}))

    with pytest.raises(ValidationError, match="Read it again"):
        clear_reading(reading=reading, by=scene.reader, masked={}, seen=1)

    assert (Reading.objects.get().state, scene.room.released) == ("unread", [])


def test_a_correction_hides_nothing_that_nobody_had_read(scene: Scene):
    reading = say({"good": "He hits me"})

    corrected = put_forward_again(reading=reading, words=words({"good": "All is well"}))

    assert corrected.flags == 1
    assert [each["questions"][0]["said"] for each in corrected.words["earlier"]] == ["He hits me"]


def test_a_correction_of_cleared_words_takes_them_back_to_the_reader(scene: Scene):
    reading = say()
    clear_reading(reading=reading, by=scene.reader, masked={})

    corrected = put_forward_again(reading=reading, words=words({"good": "Something else"}))

    assert (corrected.state, corrected.read_by, corrected.words["earlier"]) == ("unread", None, [])
    assert scene.room.withheld == [reading.pk]


def test_what_is_taken_back_unread_is_read_once_and_then_erased(scene: Scene):
    """Somebody may have been made to take it back."""
    reading = withdraw(reading=say())
    assert (reading.state, reading.waits, unread_count(reading.directorate)) == ("withdrawn", True, 1)
    assert open_words(reading=reading, by=scene.reader)["answers"]["better"] == SAID["better"]

    clear_reading(reading=reading, by=scene.reader, masked={})

    held = Reading.objects.get()
    assert (held.words, held.waits, scene.room.released) == ({}, False, [])
    assert events("reading.erased") == [("Rea Reader", "Words said on 2018-03-05", {})]


def test_what_is_taken_back_after_it_was_cleared_is_erased_at_once(scene: Scene):
    reading = say()
    clear_reading(reading=reading, by=scene.reader, masked={})

    withdraw(reading=reading)

    assert (Reading.objects.get().words, scene.room.withheld) == ({}, [reading.pk])


def test_a_concern_and_only_its_passage_outlives_what_is_taken_back(scene: Scene):
    reading = say()
    raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)

    withdraw(reading=reading)

    assert [each["said"] for each in Concern.objects.get().verbatim["said"]] == [SAID["better"]]
    assert (Reading.objects.get().state, Reading.objects.get().words) == ("concern", {})


def test_raising_holds_everything_back_and_starts_the_clock(scene: Scene):
    reading = say()

    concern = raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)
    again = raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)

    assert concern == again
    assert concern.due_at == london("2018-03-05T11:00")
    assert [each["said"] for each in concern.verbatim["said"]] == [SAID["better"]]
    assert (scene.room.released, scene.room.withheld) == ([], [reading.pk])
    assert events("concern.raised") == [("Rea Reader", "Concern", {"source": "reading"})]


def test_words_cleared_by_mistake_come_back_when_a_concern_is_raised(scene: Scene):
    reading = say()
    clear_reading(reading=reading, by=scene.reader, masked={})

    raise_concern(reading=reading, passages=[], about_staff=False, about=None, by=scene.deputy)

    assert scene.room.withheld == [reading.pk]
    assert Reading.objects.get().released_at is None


def test_the_rest_goes_on_without_what_the_concern_is_about(scene: Scene):
    reading = say()
    raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)

    release_rest(reading=reading, masked={"good": "My worker listens"}, by=scene.reader)
    release_rest(reading=reading, masked={}, by=scene.reader)

    assert scene.room.released == [(reading.pk, {"good": "My worker listens", "felt": 3})]
    assert Reading.objects.get().state == "concern"


def test_the_rest_does_not_go_on_while_it_repeats_the_concern(scene: Scene):
    said = {"better": "He hits me", "good": "Nothing. He  HITS me. That is all."}
    reading = say(said)
    raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)

    with pytest.raises(ValidationError, match="still in the rest"):
        release_rest(reading=reading, masked={}, by=scene.reader)

    release_rest(reading=reading, masked={}, leave_out=["good"], by=scene.reader)
    assert scene.room.released == [(reading.pk, {"felt": 3})]


def test_the_queue_is_oldest_first_and_flags_only_move_up(scene: Scene, clock: time_machine.Coordinates):
    calm_old = say({"good": "Tea"})
    clock.shift(60)
    flagged = say({"good": "He hurts me"})
    clock.shift(60)
    calm_new = say({"good": "Cake"})

    assert list(Reading.objects.visible_to(scene.reader).to_be_read().in_order()) == [flagged, calm_old, calm_new]
