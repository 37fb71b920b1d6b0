import pytest
from django.db import transaction

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.weeks.models import Feed, Plan, PlannedConversation, PlannedShadowing, Publication, PublishedEntry
from alongside.web.weeks.publication.draft import draft_of
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.weeks.scene import BEFORE, TUESDAY_NOON, a_scene

pytestmark = pytest.mark.django_db
FIRST = [(0, 0, 3), (1, 1, 4), (2, 2, 6)]


@pytest.fixture
def scene():
    return a_scene()


def lines(publication: Publication) -> list[str]:
    return [line["text"] for line in publication.changes]


def told_in(publication: Publication) -> dict[str, str]:
    """Who was told, and the lines they got."""
    found = Notice.objects.filter(key__startswith=f"publication:{publication.pk}")
    return {n.to_name: "\n".join(line[2:] for line in n.body.splitlines() if line.startswith("- ")) for n in found}


def test_the_first_version_gives_everyone_their_programme(scene):
    publication = scene.publish(FIRST, name="First version")

    assert (publication.number, publication.name) == (1, "First version")
    assert lines(publication) == [
        "New: Rowan Ashfell to Kestrel team on Tuesday morning.",
        "New: Priya Shah to Heron team on Tuesday afternoon.",
        "New: Tom Beck to Wren team on Wednesday morning.",
    ]
    assert told_in(publication)["Rowan Ashfell"] == (
        "Tuesday 6 March 2018, 9:30am to 12pm. Your visit to Kestrel team, at Kestrel House, 1 High Street, DL1 1AA. "
        "You will see: duty desk at work. Ask for Sam Moor."
    )
    assert told_in(publication)["Manager of Heron team"] == (
        "Tuesday 6 March 2018, 1:30pm to 4pm. Priya Shah to Heron team, to see duty desk at work."
    )
    assert len(told_in(publication)) == 6
    scene.week.refresh_from_db()
    assert scene.week.state == "published"
    assert list(AuditEvent.objects.filter(action="week.published").values_list("actor_id", "object_id", "detail")) == [
        (scene.lead.pk, str(scene.week.pk), {"number": 1, "plan": str(publication.plan_id), "changes": 3, "told": 6})
    ]
    assert Feed.objects.count() == 9


def test_only_those_affected_are_told_and_only_what_changes_for_them(scene):
    scene.publish(FIRST)

    second = scene.publish([(0, 0, 7), (1, 1, 4), (1, 2, 6)])

    assert lines(second) == [
        "Different visitor: Wren team, Wednesday morning: Priya Shah instead of Tom Beck.",
        "Moved: Rowan Ashfell to Kestrel team, from Tuesday morning to Wednesday afternoon.",
    ]
    assert told_in(second) == {
        "Rowan Ashfell": "Moved: your visit to Kestrel team, from Tuesday morning to Wednesday afternoon.",
        "Manager of Kestrel team": "Moved: Rowan Ashfell to Kestrel team, from Tuesday morning to Wednesday afternoon.",
        "Priya Shah": "New: your visit to Wren team on Wednesday morning.",
        "Tom Beck": "Cancelled: your visit to Wren team on Wednesday morning.",
        "Manager of Wren team": "Different visitor: Wren team, Wednesday morning: Priya Shah instead of Tom Beck.",
    }


def test_entries_live_on_across_versions(scene):
    scene.publish(FIRST)
    first = {e.uid: e.sequence for e in PublishedEntry.objects.all()}
    moved, kept, gone = scene.entry(0, 0), scene.entry(1, 1), scene.entry(2, 2)

    second = scene.publish([(0, 0, 7), (1, 1, 4), (1, 2, 6)])

    now = {e.uid: (e.sequence, e.slot, e.is_cancelled) for e in PublishedEntry.objects.all()}
    assert now[moved.uid] == (1, 7, False)
    assert now[kept.uid] == (0, 4, False)
    assert now[gone.uid] == (1, 6, True)
    assert set(first) < set(now)
    assert scene.entry(1, 2).first_in == second
    moved.refresh_from_db()
    kept.refresh_from_db()
    assert (moved.changed_in.number, kept.changed_in.number) == (2, 1)


def test_an_entry_that_comes_back_is_a_new_one(scene):
    scene.publish(FIRST)
    scene.publish(FIRST[:2])

    scene.publish(FIRST)

    both = PublishedEntry.objects.filter(team=scene.teams[2]).order_by("first_in__number")
    assert [e.is_cancelled for e in both] == [True, False]
    assert both[0].uid != both[1].uid


def test_what_is_to_be_seen_changed(scene):
    scene.publish(FIRST)
    scene.offers[0, 3].what_to_see, scene.offers[0, 3].meet = "Strategy meeting", "Jo Lind"
    scene.offers[0, 3].save()

    second = scene.publish(FIRST)

    assert lines(second) == ["Changed: Rowan Ashfell to Kestrel team on Tuesday morning: ask for Jo Lind; to be seen: strategy meeting."]
    assert set(told_in(second)) == {"Rowan Ashfell", "Manager of Kestrel team"}


def test_pressing_twice_publishes_once(scene):
    plan = scene.plan(FIRST)

    first = scene.publish(plan)
    again = scene.publish(plan)

    assert first == again
    assert (Publication.objects.count(), Notice.objects.count()) == (1, 6)


def test_another_plan_that_says_the_same_is_refused(scene):
    scene.publish(FIRST)

    with pytest.raises(Refused, match="Nothing has changed since the last version"), transaction.atomic():
        scene.publish(FIRST)

    assert Publication.objects.count() == 1


def test_an_empty_plan_is_refused(scene):
    with pytest.raises(Refused, match="nothing to publish"):
        scene.publish([])


def test_a_plan_that_changed_meanwhile_is_refused(scene):
    plan = scene.plan(FIRST)
    Plan.objects.filter(pk=plan.pk).update(version=2)

    with pytest.raises(Refused, match="The plan changed while you had this page open"):
        scene.publish(plan)


def test_a_version_published_meanwhile_is_refused(scene):
    from alongside.web.weeks.actions.publication import publish_plan

    scene.publish(FIRST)
    with pytest.raises(Refused, match="Another version was published"):
        publish_plan(plan=scene.plan(FIRST[:1]), name="", version=1, after=0, by=scene.lead, now=BEFORE)


def test_a_finished_week_stands(scene):
    scene.publish(FIRST)
    scene.week.state = "finished"
    scene.week.save()

    with pytest.raises(Refused, match="finished"):
        scene.publish(FIRST[:1])


def test_what_took_place_stays(scene):
    scene.publish([(0, 0, 1), (1, 1, 4), (2, 2, 6)])

    second = scene.publish([(1, 1, 3), (2, 2, 9), (0, 1, 0)], now=TUESDAY_NOON)

    assert lines(second) == [
        "Moved: Priya Shah to Heron team, from Tuesday afternoon to Tuesday morning.",
        "Moved: Tom Beck to Wren team, from Wednesday morning to Thursday morning.",
    ]
    assert scene.entry(0, 0).sequence == 0
    assert not PublishedEntry.objects.filter(visitor=scene.person(0), team=scene.teams[1]).exists()


@pytest.mark.parametrize("role", ["visitor", "team_manager", "practitioner", "analyst", "director", "administrator", "safeguarding_lead"])
def test_others_may_not_publish(scene, role):
    for by in (make.user(role), make.stranger()):
        with pytest.raises(NotAllowed):
            scene.publish(scene.plan(FIRST), by=by)

    assert not Publication.objects.exists()
    assert not Notice.objects.exists()
    assert not AuditEvent.objects.filter(action="week.published").exists()


def test_shadowings_and_conversations_are_told_by_reference_alone(scene):
    from alongside.web.weeks.models import FamilyConversation, Interpreter, ShadowingHost, ShadowingRequest

    practitioner = make.staff(name="Ade Cole", base=scene.teams[0].site)
    host = ShadowingHost.objects.create(week=scene.week, staff_member=scene.managers[1], slots=[2], what="A panel")
    request = ShadowingRequest.objects.create(week=scene.week, staff_member=practitioner, slots=[2])
    family = FamilyConversation.objects.create(week=scene.week, reference="FC-12", team=scene.teams[0], notes="Mother of Jay")
    polish = Interpreter.objects.create(week=scene.week, name="Ola Nowak", languages=["pl"], slots=[8])
    plan = scene.plan(FIRST)
    PlannedShadowing.objects.create(plan=plan, request=request, host=host, slot=2)
    PlannedConversation.objects.create(
        plan=plan, conversation=family, visitor=scene.visitors[0], site=scene.teams[1].site, slot=8, interpreter=polish
    )

    publication = scene.publish(plan)

    assert "New: Ade Cole shadowing Manager of Heron team on Monday evening." in lines(publication)
    assert "New: Rowan Ashfell in family conversation FC-12 on Wednesday evening." in lines(publication)
    assert "Your shadowing of Manager of Heron team, at Kestrel House" not in told_in(publication)["Ade Cole"]
    assert "Your shadowing of Manager of Heron team, at Heron House" in told_in(publication)["Ade Cole"]
    assert "Ade Cole shadowing you" in told_in(publication)["Manager of Heron team"]
    assert "Your family conversation FC-12" in told_in(publication)["Rowan Ashfell"]
    everything = "".join(n.body + n.attachment for n in Notice.objects.all())
    assert "Mother" not in everything
    assert "Jay" not in everything


def test_somebody_without_an_address_shows_before_and_after(scene):
    person = scene.person(0)
    person.email = ""
    person.save()
    plan = scene.plan(FIRST)

    draft = draft_of(plan, now=BEFORE)
    scene.publish(plan)

    assert [p.staff.name for p in draft.unreachable] == ["Rowan Ashfell"]
    assert Notice.objects.get(to_name="Rowan Ashfell").state == "failed"


def test_a_vacant_managers_post_falls_to_whoever_the_team_answers_to(scene):
    boss = make.staff(name="Head of service")
    scene.teams[0].posts.update(holder=None)
    scene.managers[0].manager = boss
    scene.managers[0].save()

    publication = scene.publish(FIRST[:1])

    assert set(told_in(publication)) == {"Rowan Ashfell", "Head of service"}


@pytest.mark.parametrize("size", [1, 3])
def test_a_preview_asks_the_same_number_of_questions(size, django_assert_num_queries):
    scene = a_scene()
    scene.publish([(n, n, n) for n in range(size)])
    plan = scene.plan([(n, n, n + 5) for n in range(size)])
    plan = Plan.objects.select_related("week").get(pk=plan.pk)

    with django_assert_num_queries(10):
        draft = draft_of(plan, now=BEFORE)
        assert len(draft.parcels) == 2 * size


def test_two_at_once_publish_once(transactional_db):
    import threading

    from django.db import close_old_connections, connection

    scene = a_scene()
    plan, problems = scene.plan(FIRST), []

    def press() -> None:
        close_old_connections()
        try:
            scene.publish(plan)
        except Exception as problem:
            problems.append(problem)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(3)]
    [p.start() for p in presses]
    [p.join() for p in presses]

    assert (problems, Publication.objects.count(), Notice.objects.count()) == ([], 1, 6)
