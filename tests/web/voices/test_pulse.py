"""The pulse: once a person, nothing tied to them, nothing shown under six."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection

from alongside.engines.forms.definition import Question, QuestionType, Wording
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.voices.actions.pulse import take_pulse
from alongside.web.voices.models import PulseTaken, Response
from alongside.web.voices.queries.pulse import pulse_results
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.voices.scene import Scene
from tests.web.voices.test_responding import everything_stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def version():
    scales = [Question(f"s{n}", QuestionType.SCALE, Wording({"en": f"Scale {n}"})) for n in range(5)]
    return make.form_version("pulse", make.definition(*scales, Question("words", QuestionType.TEXT, Wording({"en": "Words"}))))


def practitioner(team):
    return make.user("practitioner", staff_member=make.staff(team=team))


def take(scene, version, by, **fields):
    base = {"client_id": uuid.uuid4(), "week": scene.week, "version": version, "answers": {"s0": 4}, "consent": {"learning": True}}
    return take_pulse(**{**base, "by": by, **fields})


def test_what_is_kept_names_nobody(scene, version):
    by, key = practitioner(scene.team), uuid.uuid4()
    before = AuditEvent.objects.count()

    received = take(scene, version, by, client_id=key)

    response = Response.objects.get()
    assert (response.team, response.recorded_by, response.arrived_at, response.anonymous) == (scene.team, None, None, True)
    assert list(PulseTaken.objects.values_list("staff_member", flat=True)) == [by.staff_member_id]
    assert AuditEvent.objects.count() == before
    stored = everything_stored()
    assert key.hex not in stored
    assert received.receipt_code.replace(" ", "") not in stored


def test_once_a_person_a_week_and_the_same_form_again_gives_the_same_code(scene, version):
    by, key = practitioner(scene.team), uuid.uuid4()

    first, again = take(scene, version, by, client_id=key), take(scene, version, by, client_id=key)
    with pytest.raises(Refused, match="already"):
        take(scene, version, by)

    assert (first.receipt_code, again.new) == (again.receipt_code, False)
    assert (Response.objects.count(), PulseTaken.objects.count()) == (1, 1)


def test_the_list_of_people_does_not_follow_the_order_of_answers(scene, version):
    """Every identifier in it is new after each answer, and the order is not the one in which they came (one chance in 3,628,800)."""
    came = [practitioner(scene.team) for _ in range(10)]
    seen: set[uuid.UUID] = set()
    for by in came:
        take(scene, version, by)
        rows = set(PulseTaken.objects.values_list("pk", flat=True))
        assert not rows & seen
        seen |= rows

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT staff_member_id FROM voices_pulsetaken ORDER BY {'rowid' if connection.vendor == 'sqlite' else 'ctid'}")
        order = [uuid.UUID(str(value)) for (value,) in cursor.fetchall()]
    assert set(order) == {by.staff_member_id for by in came}
    assert order != [by.staff_member_id for by in came]


def test_who_may_not(scene, version):
    for user in (make.user("visitor"), make.user("practice_lead"), make.stranger()):
        with pytest.raises(NotAllowed):
            take(scene, version, user)
    with pytest.raises(Refused, match="not linked"):
        take(scene, version, make.user("practitioner"))
    assert not Response.objects.exists()


def test_a_wrong_answer_leaves_them_free_to_try_again(scene, version):
    by = practitioner(scene.team)
    with pytest.raises(Refused):
        take(scene, version, by, answers={"s0": 9})

    take(scene, version, by)

    assert PulseTaken.objects.count() == 1


def answer(scene, version, team, *values):
    for value in values:
        take(scene, version, practitioner(team), answers={"s0": value})


def test_nothing_is_shown_under_six(scene, version):
    answer(scene, version, scene.team, 1, 2, 3, 4, 5)

    assert pulse_results(scene.week, scene.lead).lines == []


def test_small_teams_stand_together(scene, version):
    beside = make.team(service=scene.team.service, name="Beside")
    answer(scene, version, scene.team, 1, 1, 1, 1, 1, 1)
    answer(scene, version, beside, 5, 5)

    found = pulse_results(scene.week, scene.lead)

    assert found.rows == [(scene.team.service.name, 8)] or found.rows == [(f"Other teams in {scene.team.service.name}", 8)]
    assert [(line.mean, line.means) for line in found.lines] == [(2.0, [2.0])]


def test_a_practitioner_sees_the_whole_and_their_own_team(scene, version):
    other = make.team()
    answer(scene, version, scene.team, *[4] * 6)
    answer(scene, version, other, *[2] * 6)

    mine = pulse_results(scene.week, practitioner(scene.team))
    lead = pulse_results(scene.week, scene.lead)

    assert [name for name, _ in mine.rows] == [scene.team.name]
    assert [line.mean for line in mine.lines] == [3.0]
    assert [name for name, _ in lead.rows] == sorted([scene.team.name, other.name])


def test_who_did_not_agree_is_not_counted(scene, version):
    answer(scene, version, scene.team, *[4] * 6)
    take(scene, version, practitioner(scene.team), consent={})

    assert pulse_results(scene.week, scene.lead).answered == 6


def test_the_code_is_kept_nowhere_not_even_in_the_session(scene, version):
    by = practitioner(scene.team)
    client = client_of(by)
    page = {"client_id": str(uuid.uuid4()), "version": str(version.pk), "q-s0": "3"}

    response = client.post(f"/voices/{scene.week.pk}/pulse/", page)

    code = re.search(r"(\d{4} ){4}\d{4}", response.content.decode())
    assert response.status_code == 200
    assert code is not None
    session = str({**client.session})
    assert not any(form in session + everything_stored() for form in (code[0], code[0].replace(" ", "")))
    assert client.get(f"/voices/{scene.week.pk}/pulse/").content.decode().count("You have answered") == 1
