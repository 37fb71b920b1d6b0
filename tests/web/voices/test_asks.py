"""Who was asked, and what came of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.design.at_hand import at_hand_for
from alongside.web.voices.actions.asks import change_outcome, note_ask, take_off
from alongside.web.voices.models import Ask
from alongside.web.voices.queries.asks import rows_of_team, still_to_mark
from alongside.web.voices.queries.unheard import unheard
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.voices.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def manager_of(team):
    return make.user("team_manager", staff_member=make.staff(team=team))


def note(scene, **fields):
    base = {"client_id": uuid.uuid4(), "week": scene.week, "team": scene.team, "kind": "parent", "how": "letter", "outcome": "declined"}
    return note_ask(**{**base, "by": scene.lead, **fields})


def test_a_manager_notes_who_was_asked_of_their_own_team_and_no_other(scene):
    manager = manager_of(scene.team)

    ask = note(scene, by=manager, reference="FC-1")

    assert (ask.outcome, ask.noted_by) == ("declined", manager)
    assert AuditEvent.objects.get(action="ask.noted").detail == {"team": scene.team.code, "kind": "parent", "outcome": "declined"}
    for user in (manager_of(make.team()), make.user("visitor"), make.user("practitioner"), make.stranger()):
        for act in (
            lambda user=user: note(scene, by=user),
            lambda user=user: change_outcome(ask=ask, outcome="answered", by=user),
            lambda user=user: take_off(ask=ask, by=user),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert Ask.objects.get().outcome == "declined"


def test_the_same_form_twice_notes_one(scene):
    key = uuid.uuid4()

    assert note(scene, client_id=key) == note(scene, client_id=key)
    assert Ask.objects.count() == 1


def test_a_reference_on_the_list_has_its_outcome_changed(scene):
    note(scene, reference="FC-1", outcome="asked")

    note(scene, reference="FC-1", outcome="unreached")

    assert Ask.objects.get().outcome == "unreached"


def test_a_reference_of_another_team_is_refused(scene):
    note(scene, reference="FC-1")

    with pytest.raises(Refused, match="another team"):
        note(scene, reference="FC-1", team=make.team())


@pytest.mark.parametrize("reference", ["Jane Smith", "Mrs Jones", "the little boy"])
def test_a_name_is_no_reference(scene, reference):
    with pytest.raises(Refused, match="never a name"):
        note(scene, reference=reference)


@pytest.mark.parametrize("fields", [{"kind": "pulse"}, {"kind": "x"}, {"how": "shouting"}, {"outcome": "maybe"}])
def test_what_no_page_offers_is_refused(scene, fields):
    with pytest.raises(NotAllowed):
        note(scene, **fields)


def test_whoever_answered_has_answered(scene):
    scene.known("FC-5")
    ask = Ask.objects.get()

    with pytest.raises(Refused, match="answered already"):
        change_outcome(ask=ask, outcome="declined", by=scene.lead)
    with pytest.raises(Refused, match="answered already"):
        take_off(ask=ask, by=scene.lead)

    ask.refresh_from_db()
    assert ask.outcome == "answered"


def test_a_mistake_is_taken_off(scene):
    take_off(ask=note(scene), by=scene.lead)

    assert not Ask.objects.exists()
    assert AuditEvent.objects.filter(action="ask.taken_off").count() == 1


def test_conversations_of_the_programme_stand_ready(scene):
    entry = make.entry(scene.week, scene.team, kind="conversation", reference="FC-2")
    make.entry(scene.week, make.team(), kind="conversation", reference="FC-3")
    note(scene, reference="FC-9")

    listed, others = rows_of_team(scene.week, scene.team, scene.lead)
    assert [(row.reference, row.outcome_in_words, row.settled) for row in listed] == [("FC-2", "Not marked yet", False)]
    assert [(row.reference, row.outcome_in_words) for row in others] == [("FC-9", "Declined")]

    note(scene, reference="FC-2", conversation=entry, how="conversation", outcome="not_safe")
    listed, others = rows_of_team(scene.week, scene.team, scene.lead)
    assert [(row.reference, row.outcome_in_words) for row in listed] == [("FC-2", "Not safe to ask")]
    assert len(others) == 1


def test_a_conversation_of_another_team_is_refused(scene):
    entry = make.entry(scene.week, make.team(), kind="conversation", reference="FC-3")

    with pytest.raises(NotAllowed):
        note(scene, reference="FC-3", conversation=entry)


def test_home_says_what_is_to_be_marked_once_it_has_been(scene):
    week = scene.week
    week.starts_on, week.ends_on = timezone.localdate() - dt.timedelta(days=1), timezone.localdate() + dt.timedelta(days=1)
    week.save()
    manager = manager_of(scene.team)
    entry = make.entry(week, scene.team, slot=0, kind="conversation", reference="FC-2")
    make.entry(week, scene.team, slot=8, kind="conversation", reference="FC-4")
    make.entry(week, make.team(), slot=0, kind="conversation", reference="FC-3")

    assert still_to_mark(week, manager) == 1
    assert [each.text for each in at_hand_for(manager) if "mark" in each.text] == ["1 family conversation to mark"]

    note(scene, week=week, reference="FC-2", conversation=entry, how="conversation", by=manager)
    assert still_to_mark(week, manager) == 0


def test_who_was_not_heard(scene):
    silent = make.team(service=make.service(name="Silent service"))
    for n in range(9):
        note(scene, outcome="declined" if n < 6 else "answered", reference=f"FC-{n}")
    scene.respond()

    found = unheard(scene.week)

    assert [(row.name, row.asked, row.cells, row.others) for row in found.services] == [
        (scene.team.service.name, "9", ["Not shown", "Not shown", "None", "None", "None"], "Fewer than 5")
    ]
    assert silent.service.name in found.services_not_asked
    assert [row.name for row in found.kinds] == ["Parent"]
    assert "Child aged 5 to 8" in found.kinds_not_asked
