"""The sample shows every page something, once, in forms' own terms, and with nobody who could be real."""

from __future__ import annotations

import re
from typing import Any

import pytest

from alongside.engines.forms.answers import check_answers
from alongside.service.sample import one_of_each_role
from alongside.web.records.models import Praise, Promise, Record, RecordVersion
from alongside.web.safeguarding.models import Arrangements, Concern, Reading
from alongside.web.today.queries import board_of
from alongside.web.today.sample import create_seen_and_heard, sentences
from alongside.web.today.sample.safeguarding import AT_NIGHT, FRONT_DOOR
from alongside.web.voices.models import Ask, Response
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.sample import create_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(settings: Any) -> PracticeWeek:
    settings.DEMO = True
    found = create_sample().based_on
    assert found is not None
    create_seen_and_heard(found, one_of_each_role())
    return found


def test_it_is_made_once_and_its_answers_are_what_the_forms_ask(week: PracticeWeek) -> None:
    before = [model.objects.count() for model in (Record, Praise, Promise, Ask, Response, Reading)]

    create_seen_and_heard(week, one_of_each_role())

    assert [model.objects.count() for model in (Record, Praise, Promise, Ask, Response, Reading)] == before
    assert all(before)
    for version in RecordVersion.objects.select_related("form_version__form"):
        assert check_answers(version.form_version.as_definition, version.answers) == {}
    for response in Response.objects.exclude(answers=None).select_related("version__form"):
        assert check_answers(response.version.as_definition, response.answers) == {}


def test_a_reader_finds_words_waiting_and_the_board_is_full(week: PracticeWeek) -> None:
    board = board_of(week)

    assert Reading.objects.filter(state=Reading.State.UNREAD).count() == 6
    assert not Concern.objects.exists()
    assert board.records_in > 30
    assert board.missing
    assert board.families.answered > 20
    assert board.praise_delivered == board.praise_given > 10


def test_something_is_left_to_do_for_whoever_tries_it(week: PracticeWeek) -> None:
    users = one_of_each_role()
    visitor, manager = users["visitor"].staff_member, users["team_manager"].staff_member

    own = week.entries.filter(visitor=visitor, kind="visit")
    notes = Record.objects.visible_to(users["team_manager"]).filter(kind="team_visit", versions__host_answers=None)

    assert own.exists()
    assert not own.filter(records__isnull=False).exists()
    assert notes.exists(), manager


def test_the_numbers_are_ones_that_nobody_has(week: PracticeWeek) -> None:
    arrangements = Arrangements.objects.get(directorate=week.directorate)

    assert {arrangements.front_door_phone, arrangements.out_of_hours_phone} == {FRONT_DOOR, AT_NIGHT}
    assert all(re.fullmatch(r"01632 960\d{3}", number) for number in (FRONT_DOOR, AT_NIGHT)), "Ofcom's range for drama"


def test_no_sentence_names_anybody() -> None:
    pools = [value for name, value in vars(sentences).items() if name.isupper()]
    said = [line if isinstance(line, str) else line[1] for pool in pools for line in ([pool] if isinstance(pool, str) else pool)]

    capitals = {word for line in said for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", line)}

    assert capitals <= {"Friday", "August", "Monday", "Thursday", "Thursdays", "Ask"}
