"""Second grades are given blind by somebody independent; moderation keeps every side apart and overwrites nothing."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from alongside.web.access.permissions import NotAllowed
from alongside.web.notices.models import Notice
from alongside.web.records.actions.moderation import moderate
from alongside.web.records.actions.second_grades import ask_for_second_grade, ask_for_second_grades, give_second_grade
from alongside.web.records.grading import SHARE, falls_in_the_share, seen_blind
from alongside.web.records.models import Record, RecordVersion, Reply, SecondGrade
from alongside.web.records.queries.following import agreement, grade_rows, to_moderate
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.records.following_scene import Scene, a_scene

pytestmark = pytest.mark.django_db
GOOD = {"grade": "good", "rationale": "Seen in the file."}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def audit(scene: Scene) -> RecordVersion:
    return scene.audit(voice="good", plan="poor")


def asked_of_the_lead(scene: Scene, audit: RecordVersion) -> SecondGrade:
    second = ask_for_second_grade(entry=audit.record, by=make.user("practice_lead"))
    assert second is not None
    assert second.grader == scene.lead
    return second


def test_about_one_in_five_falls_in_the_share_and_the_answer_never_changes() -> None:
    ids = [uuid.uuid4() for _ in range(5000)]

    drawn = [each for each in ids if falls_in_the_share(each)]

    assert 0.16 < len(drawn) / len(ids) < 0.24
    assert all(falls_in_the_share(each) for each in drawn)
    assert SHARE == 5


def test_the_random_share_is_asked_for_once_and_told_without_content(scene: Scene, audit: RecordVersion) -> None:
    entry = audit.record
    in_share = Record.objects.create(
        pk=uuid.UUID(int=10), week=scene.week, kind="case_audit", team=scene.team, author=scene.visitor, practitioner=scene.worker_staff
    )
    scene.edit(in_share, audit.form_version, None, voice=GOOD)

    assert (ask_for_second_grades(), ask_for_second_grades()) == (1, 0)

    assert SecondGrade.objects.get().record == in_share
    assert not falls_in_the_share(entry.pk)
    assert Notice.objects.get().to_name == scene.lead.name


def test_nobody_near_the_work_is_asked(scene: Scene, audit: RecordVersion) -> None:
    scene.lead.role_grants.all().delete()
    near = [scene.worker, scene.manager]
    for person in near:
        scene.edit(
            Record.objects.create(week=scene.week, kind="case_audit", author=person, team=make.team()), audit.form_version, None, voice=GOOD
        )
    lead = make.user("practice_lead", staff_member=make.staff(team=scene.team))

    assert ask_for_second_grade(entry=audit.record, by=lead) is None


def test_who_asks_has_seen_the_grades_and_is_not_asked(scene: Scene, audit: RecordVersion) -> None:
    assert ask_for_second_grade(entry=audit.record, by=scene.lead) is None

    other = make.user("practice_lead")
    second = ask_for_second_grade(entry=audit.record, by=scene.lead)

    assert second is not None
    assert second.grader == other


def test_the_grader_cannot_open_the_record_before_they_have_graded(scene: Scene, audit: RecordVersion) -> None:
    second = asked_of_the_lead(scene, audit)
    before = Record.objects.visible_to(scene.lead).filter(pk=audit.record_id).exists()

    give_second_grade(second=second, grades={"voice": GOOD, "plan": GOOD}, by=scene.lead)

    assert not before
    assert Record.objects.visible_to(scene.lead).filter(pk=audit.record_id).exists()


def test_what_is_shown_blind_holds_no_grade_and_no_reason(client: Client, scene: Scene, audit: RecordVersion) -> None:
    second = asked_of_the_lead(scene, audit)
    client.force_login(scene.lead, backend=BACKEND)

    page = client.get(f"/records/second-grades/{second.pk}/").content.decode()

    assert seen_blind(audit) == {"seen": "A plan with a date"}
    assert "A plan with a date" in page
    assert "Because I read it." not in page
    assert "checked" not in page


def test_every_grade_needs_its_reason_and_is_given_once(scene: Scene, audit: RecordVersion) -> None:
    second = asked_of_the_lead(scene, audit)
    with pytest.raises(Refused, match="Choose a grade for “The plan”"):
        give_second_grade(second=second, grades={"voice": GOOD}, by=scene.lead)
    with pytest.raises(Refused, match="Say why"):
        give_second_grade(second=second, grades={"voice": GOOD, "plan": {"grade": "good", "rationale": " "}}, by=scene.lead)
    with pytest.raises(Refused, match="no grade called"):
        give_second_grade(second=second, grades={"voice": GOOD, "plan": GOOD, "other": GOOD}, by=scene.lead)
    for person in (scene.visitor, scene.worker, make.stranger()):
        with pytest.raises(NotAllowed):
            give_second_grade(second=second, grades={"voice": GOOD, "plan": GOOD}, by=person)

    give_second_grade(second=second, grades={"voice": GOOD, "plan": GOOD}, by=scene.lead)
    give_second_grade(second=second, grades={"voice": GOOD, "plan": GOOD}, by=scene.lead)

    with pytest.raises(Refused, match="have given"):
        give_second_grade(second=second, grades={"voice": GOOD, "plan": {"grade": "poor", "rationale": "No"}}, by=scene.lead)


def test_the_page_says_what_is_missing_beside_it(client: Client, scene: Scene, audit: RecordVersion) -> None:
    second = asked_of_the_lead(scene, audit)
    client.force_login(scene.lead, backend=BACKEND)

    page = client.post(f"/records/second-grades/{second.pk}/", {"voice": "good", "voice-rationale": "Yes"})

    assert page.status_code == 422
    assert "Choose a grade for “The plan”" in page.content.decode()
    sent = {"voice": "good", "voice-rationale": "Yes", "plan": "poor", "plan-rationale": "No date"}
    assert client.post(f"/records/second-grades/{second.pk}/", sent).status_code == 302
    assert SecondGrade.objects.get().grades == {
        "voice": {"grade": "good", "rationale": "Yes"},
        "plan": {"grade": "poor", "rationale": "No date"},
    }


def test_moderation_shows_every_side_and_counts_agreement(scene: Scene, audit: RecordVersion) -> None:
    give_second_grade(second=asked_of_the_lead(scene, audit), grades={"voice": GOOD, "plan": GOOD}, by=scene.lead)
    Reply.objects.create(version=audit, question="plan", words="It was out of date that week", by=scene.worker)

    rows = {row.question.key: row for row in grade_rows(audit)}
    found = agreement(scene.week)

    assert (rows["voice"].auditor, rows["voice"].second, rows["voice"].agree) == ("Good", "Good", True)
    assert (rows["plan"].auditor, rows["plan"].second, rows["plan"].agree) == ("Poor", "Good", False)
    assert [reply.words for reply in rows["plan"].replies] == ["It was out of date that week"]
    assert (found.pairs, found.same, found.percent) == (2, 1, 50)
    other = make.user("practice_lead")
    assert [(row.differing, row.own) for row in to_moderate(other)] == [(1, False)]


def test_the_moderator_is_neither_grader_and_decides_once_with_a_reason(scene: Scene, audit: RecordVersion) -> None:
    give_second_grade(second=asked_of_the_lead(scene, audit), grades={"voice": GOOD, "plan": GOOD}, by=scene.lead)
    other = make.user("practice_lead")
    decide = {"entry": audit.record, "question": "plan", "grade": "good", "words": "Seen again together"}
    for person in (scene.lead, scene.visitor, scene.worker, make.stranger()):
        with pytest.raises(NotAllowed):
            moderate(**decide, by=person)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Say why"):
        moderate(**{**decide, "words": ""}, by=other)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Choose the grade"):
        moderate(**{**decide, "grade": "brilliant"}, by=other)  # type: ignore[arg-type]

    first = moderate(**decide, by=other)  # type: ignore[arg-type]

    assert moderate(**decide, by=other) == first  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already"):
        moderate(**{**decide, "grade": "poor"}, by=make.user("practice_lead"))  # type: ignore[arg-type]
    audit.refresh_from_db()
    assert audit.answers["plan"]["grade"] == "poor", "The auditor's own grade stands as it was."
