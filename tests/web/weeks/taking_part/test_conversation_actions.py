"""Family conversations: a reference, never a name."""

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.conversations import Arrangements, arrange_conversation, call_off_conversation
from alongside.web.weeks.models import FamilyConversation
from alongside.web.weeks.names import is_reference, looks_like_a_name
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
WHEN = Arrangements(slots=[4, 1], language="pl")


@pytest.fixture
def week():
    return make.week(state="open")


@pytest.fixture
def team():
    return make.team()


@pytest.fixture
def manager(team):
    return make.user("team_manager", staff_member=make.staff(team=team))


def test_a_conversation_is_arranged_once_and_changed(week, team, manager):
    room, later = make.site(family_room=True), Arrangements([2])

    made = [arrange_conversation(week=week, reference="FC-12", team=team, arrangements=WHEN, by=manager) for _ in range(2)]
    wanted = Arrangements([2], [room], True)
    arrange_conversation(week=week, reference="FC-13", team=team, arrangements=wanted, by=manager, change=made[0])

    found = FamilyConversation.objects.get()
    assert made[0] == made[1] == found
    assert (found.reference, found.slots, found.language, found.needs_step_free) == ("FC-13", [2], "", True)
    assert list(found.sites.all()) == [room]
    with pytest.raises(Refused, match="on the list already"):
        arrange_conversation(week=week, reference="FC-13", team=team, arrangements=later, by=manager)
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == ["conversation.arranged", "conversation.changed"]


def test_a_name_is_not_a_reference(week, team, manager):
    with pytest.raises(Refused, match="never a name"):
        arrange_conversation(week=week, reference="Jane Smith", team=team, arrangements=WHEN, by=manager)


def test_another_teams_reference_is_left_alone(week, team, manager):
    theirs = week.conversations.create(reference="FC-1", team=make.team(), slots=[1])

    with pytest.raises(Refused, match="Choose another reference"):
        arrange_conversation(week=week, reference="FC-1", team=team, arrangements=WHEN, by=manager)
    with pytest.raises(Http404):
        arrange_conversation(week=week, reference="FC-2", team=team, arrangements=WHEN, by=manager, change=theirs)
    with pytest.raises(Http404):
        call_off_conversation(conversation=theirs, by=manager)


def test_called_off_unless_planned(week, team, manager):
    found = arrange_conversation(week=week, reference="FC-1", team=team, arrangements=WHEN, by=manager)
    plan = week.plans.create(number=1, name="Plan 1", created_by=make.user("practice_lead"))
    planned = plan.conversations.create(conversation=found, visitor=make.visitor(week), site=make.site(), slot=1)

    with pytest.raises(Refused, match="in a plan already"):
        call_off_conversation(conversation=found, by=manager)
    planned.delete()
    call_off_conversation(conversation=found, by=manager)

    assert not FamilyConversation.objects.exists()


def test_places_and_times_must_be_of_this_week_and_council(week, team, manager):
    theirs = make.site(directorate=make.directorate("elsewhere"))

    for wrong in (Arrangements([99]), Arrangements([1], [theirs])):
        with pytest.raises(Http404):
            arrange_conversation(week=week, reference="FC-1", team=team, arrangements=wrong, by=manager)
    for other in (make.user("visitor"), make.user("team_manager"), make.stranger()):
        with pytest.raises(Http404):
            arrange_conversation(week=week, reference="FC-1", team=team, arrangements=WHEN, by=other)


@pytest.mark.parametrize("text", ["FC-12", "2018/044", "MASH 7", "12a"])
def test_references(text):
    assert is_reference(text)


@pytest.mark.parametrize("text", ["Jane", "Jane Smith 2", "", "the Smiths"])
def test_not_references(text):
    assert not is_reference(text)


@pytest.mark.parametrize("text", ["Meeting with Jane Smith", "ask Mrs P", "Siobhan O'Brien", "Anne-Marie Jones wants"])
def test_looks_like_a_name(text):
    assert looks_like_a_name(text)


@pytest.mark.parametrize("text", ["Would rather talk on Friday Morning", "uses British Sign Language", "How calls are weighed", ""])
def test_does_not_look_like_a_name(text):
    assert not looks_like_a_name(text)
