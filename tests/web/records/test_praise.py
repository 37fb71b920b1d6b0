"""Praise: from a record or by itself, delivered once, to the right people, and to nobody else."""

from __future__ import annotations

import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.records.actions.praise import GoodWork, deliver_praise, give_praise, praise_from, readers_of, take_praise_back
from alongside.web.records.models import Praise
from alongside.web.records.queries.following import praise_counts, praise_seen_by
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.records.following_scene import Scene, a_scene

pytestmark = pytest.mark.django_db
NOON = "2018-03-05T12:00:00Z"


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def give(scene: Scene, **fields: object) -> Praise:
    what = GoodWork(scene.team, fields.pop("person", None), "They listened.")  # type: ignore[arg-type]
    return give_praise(client_id=uuid.uuid4(), week=scene.week, what=what, by=fields.pop("by", scene.visitor))  # type: ignore[arg-type]


def test_a_record_gives_its_praise_with_its_themes_once(scene: Scene) -> None:
    worker = str(scene.worker_staff.pk)
    said = [{"to": "team", "words": " Warm welcome "}, {"to": worker, "words": "Patient"}, {"to": "team", "words": " "}]
    version = scene.version(about=["time"], praise=said)

    praise_from(version)
    praise_from(version)

    given = {(p.person_id, p.words, tuple(p.themes)) for p in Praise.objects.all()}
    assert given == {(None, "Warm welcome", ("time",)), (scene.worker_staff.pk, "Patient", ("time",))}
    assert AuditEvent.objects.filter(action="praise.given").count() == 2


def test_an_edit_takes_back_what_was_not_delivered_and_keeps_what_was(scene: Scene) -> None:
    first = scene.version(praise=[{"to": "team", "words": "Kept"}, {"to": "team", "words": "Dropped"}, {"to": "team", "words": "Told"}])
    praise_from(first)
    Praise.objects.filter(words="Told").update(delivered_at=timezone.now())
    second = scene.edit(first.record, first.form_version, first, praise=[{"to": "team", "words": "Kept"}, {"to": "team", "words": "New"}])

    praise_from(second)

    assert sorted(Praise.objects.values_list("words", flat=True)) == ["Kept", "New", "Told"]


def test_praise_for_somebody_of_another_council_is_left_in_the_record_only(scene: Scene) -> None:
    elsewhere = make.staff(directorate=make.directorate("elsewhere"))

    praise_from(scene.version(praise=[{"to": str(elsewhere.pk), "words": "Well done"}]))

    assert not Praise.objects.exists()


def test_it_is_delivered_a_quarter_of_an_hour_later_to_them_and_their_manager_and_only_once(scene: Scene) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        praise = give(scene, person=scene.worker_staff)
        early = deliver_praise()
        now.shift(16 * 60)

        assert (early, deliver_praise(), deliver_praise()) == (0, 1, 0)

    praise.refresh_from_db()
    told = dict(Notice.objects.values_list("to_name", "subject"))
    assert told == {"Worker": "Praise for you", "Team manager": "Praise for Worker"}
    assert praise.delivered_at is not None
    assert not Notice.objects.filter(body__contains="listened").exists(), "The words themselves are read after signing in."


def test_praise_for_a_team_reaches_everybody_in_it_and_its_manager(scene: Scene) -> None:
    make.staff(name="Left", team=scene.team, retired_on="2017-01-01")

    assert {person.name for person in readers_of(give(scene))} == {"Worker", "Team manager"}


def test_pressed_twice_it_is_given_once_and_another_persons_identifier_is_not_theirs(scene: Scene) -> None:
    once, what = uuid.uuid4(), GoodWork(scene.team, None, "Good")

    first = give_praise(client_id=once, week=scene.week, what=what, by=scene.visitor)
    again = give_praise(client_id=once, week=scene.week, what=what, by=scene.visitor)

    assert first == again
    with pytest.raises(NotAllowed):
        give_praise(client_id=once, week=scene.week, what=what, by=scene.lead)


def test_nobody_praises_themselves_or_somebody_outside_the_team(scene: Scene) -> None:
    with pytest.raises(Refused, match="somebody else"):
        give(scene, person=scene.worker_staff, by=scene.worker)
    with pytest.raises(Refused, match="in that team"):
        give(scene, person=make.staff())
    assert not Praise.objects.exists()


def test_strangers_and_people_without_the_permission_cannot_give(scene: Scene) -> None:
    for person in (make.stranger(), make.user("analyst"), make.user()):
        with pytest.raises(NotAllowed):
            give(scene, by=person)


def test_it_can_be_taken_back_until_it_is_delivered_by_who_gave_it(scene: Scene) -> None:
    praise = give(scene)
    with pytest.raises(NotAllowed):
        take_praise_back(praise=praise, by=scene.lead)
    Praise.objects.update(delivered_at=timezone.now())
    with pytest.raises(Refused, match="delivered"):
        take_praise_back(praise=praise, by=scene.visitor)
    Praise.objects.update(delivered_at=None)

    take_praise_back(praise=praise, by=scene.visitor)
    take_praise_back(praise=praise, by=scene.visitor)

    assert not Praise.objects.exists()
    assert AuditEvent.objects.filter(action="praise.taken_back").count() == 1


def test_each_sees_their_own_and_undelivered_praise_is_seen_by_its_giver_alone(scene: Scene) -> None:
    praise = give(scene, person=scene.worker_staff)
    before = {who: [*praise_seen_by(who).received, *praise_seen_by(who).others] for who in (scene.worker, scene.manager, scene.lead)}
    Praise.objects.update(delivered_at=timezone.now())

    assert before == {scene.worker: [], scene.manager: [], scene.lead: []}
    assert praise_seen_by(scene.visitor).given == [praise]
    assert praise_seen_by(scene.worker).received == [praise]
    assert praise_seen_by(scene.manager).received == [praise]
    assert praise_seen_by(scene.lead).others == [praise]
    nobody = praise_seen_by(make.user("practitioner", staff_member=make.staff()))
    assert (nobody.received, nobody.given, nobody.others) == ([], [], [])
    stranger = praise_seen_by(make.stranger())
    assert (stranger.received, stranger.given, stranger.others) == ([], [], [])


def test_it_is_counted_by_theme(scene: Scene) -> None:
    praise_from(scene.version(about=["time"], praise=[{"to": "team", "words": "A"}, {"to": "team", "words": "B"}]))

    counts = praise_counts(scene.week)

    assert (counts.given, counts.delivered, counts.themes) == (2, 0, [("time", 2)])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_three(
    client: Client, scene: Scene, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        give(scene, person=scene.worker_staff)
    Praise.objects.update(delivered_at=timezone.now())
    client.force_login(scene.worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/records/praise/")

    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        page = client.get("/records/praise/")

    assert page.content.count(b"They listened.") == rows


QUERIES = 6
