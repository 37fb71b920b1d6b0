"""Who may write which record: an owner, a colleague, a stranger."""

from __future__ import annotations

import pytest

from alongside.web.access.permissions import NotAllowed
from alongside.web.records.arriving import Unstorable
from alongside.web.records.models import Record
from tests import factories as make
from tests.web.records.scene import Scene, a_scene

pytestmark = pytest.mark.django_db
EVERYBODY = ("visitor", "second", "manager", "worker", "colleague", "lead", "other visitor", "stranger", "left")


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def people(scene: Scene) -> dict[str, object]:
    other = make.user("visitor", staff_member=make.staff())
    left = make.user("visitor", staff_member=make.staff())
    left.is_active = False
    return {name: getattr(scene, name) for name in EVERYBODY[:6]} | {
        "other visitor": other, "stranger": make.stranger(), "left": left,
    }  # fmt: skip


def who_may(scene: Scene, **fields: object) -> set[str]:
    answers = {"answers": {}, **fields}
    may = set()
    for name, user in people(scene).items():
        try:
            scene.send(user, **answers)  # type: ignore[arg-type]
        except NotAllowed:
            continue
        may.add(name)
    return may


def test_a_visit_is_written_by_those_who_made_it(scene: Scene) -> None:
    assert who_may(scene) == {"visitor", "second"}


def test_the_second_visitor_of_another_time_is_no_second_visitor(scene: Scene) -> None:
    scene.second_entry.slot = 3
    scene.second_entry.save()

    assert who_may(scene) == {"visitor"}


def test_a_shadowing_is_written_by_each_side_for_itself(scene: Scene) -> None:
    assert who_may(scene, kind="shadowing_practitioner", entry=scene.shadowing) == {"worker"}
    assert who_may(scene, kind="shadowing_manager", entry=scene.shadowing) == {"visitor"}


def test_a_host_teams_view_is_its_managers(scene: Scene) -> None:
    assert who_may(scene, kind="host_view") == {"manager"}


def test_judged_work_is_never_ones_own(scene: Scene) -> None:
    scene.visitor.staff_member.team = scene.team
    scene.visitor.staff_member.save()

    assert who_may(scene, kind="case_audit", practitioner=scene.worker.staff_member) == {"visitor", "second", "lead"}
    assert who_may(scene, kind="case_audit", practitioner=scene.visitor.staff_member) == {"second", "lead"}


def test_judged_work_is_somebodys(scene: Scene) -> None:
    with pytest.raises(Unstorable) as refused:
        scene.audit(practitioner=None)

    assert refused.value.problems == {"practitioner": "Choose whose work it is"}


def test_at_a_visit_only_that_teams_work_is_judged(scene: Scene) -> None:
    assert who_may(scene, kind="practice_observation", practitioner=make.staff(team=make.team())) == set()


def test_without_a_visit_those_who_visit_or_moderate_judge(scene: Scene) -> None:
    may = who_may(scene, kind="case_audit", entry=None, practitioner=scene.worker.staff_member)

    assert may == {"visitor", "second", "lead", "other visitor"}


@pytest.mark.parametrize("kind", ["team_visit", "shadowing_practitioner", "shadowing_manager", "host_view"])
def test_without_a_visit_there_is_nothing_to_write(scene: Scene, kind: str) -> None:
    assert who_may(scene, kind=kind, entry=None) == set()


def test_only_who_began_a_judgement_adds_to_it(scene: Scene) -> None:
    first = scene.audit()

    with pytest.raises(NotAllowed):
        scene.audit(scene.second, record_id=first.version.record_id, based_on=first.version.pk)


def test_a_record_cannot_be_turned_into_another(scene: Scene) -> None:
    first = scene.send()

    with pytest.raises(NotAllowed):
        scene.audit(record_id=first.version.record_id)
    assert Record.objects.get().kind == "team_visit"
