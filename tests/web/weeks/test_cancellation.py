import datetime as dt
import uuid

import pytest

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import Handle, _do
from alongside.web.notices.models import Notice
from alongside.web.weeks.actions.cancellation import Who, leave_as_it_is, report_cancellation, withdraw_cancellation, work_out_again
from alongside.web.weeks.actions.publication import accept_repair, publish_plan
from alongside.web.weeks.models import Availability, Cancellation, Offer, Plan, PlannedConversation, PlannedVisit, PublishedEntry
from alongside.web.weeks.publication.draft import draft_of
from alongside.web.weeks.queries.repairs import effect_of
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.work import repair as repair_work
from tests import factories as make
from tests.web.weeks.scene import BEFORE, TUESDAY_NOON, a_scene

pytestmark = pytest.mark.django_db
FIRST = [(0, 0, 3), (1, 1, 4), (2, 2, 6)]


@pytest.fixture
def scene():
    scene = a_scene()
    scene.publish(FIRST)
    return scene


def report(scene, *, by=None, slots=(3,), now=BEFORE, client_id=None, **who):
    whose = Who(**who) if who else Who(staff_member=scene.person(0))
    return report_cancellation(
        client_id=client_id or uuid.uuid4(), week=scene.week, who=whose, slots=slots, by=by or scene.lead, now=now, reason=" Ill "
    )


def repaired(cancellation: Cancellation, at: dt.datetime = BEFORE) -> Plan | None:
    """Do the job as the worker would, at that moment of the week."""
    import time_machine

    cancellation.refresh_from_db()
    with time_machine.travel(at, tick=False):
        _do(cancellation.job)
    cancellation.refresh_from_db()
    cancellation.job.refresh_from_db()
    assert cancellation.job.state == "succeeded", cancellation.job.problem
    return cancellation.repair


def visits(plan: Plan, scene) -> set[tuple[str, str, int]]:
    rows = plan.visits.values_list("visitor__staff_member__name", "offer__team__name", "offer__slot")
    return {(v.split()[0], t.split()[0], slot) for v, t, slot in rows}


def test_a_visitor_says_in_two_taps_that_they_cannot_come(scene):
    visitor = scene.user_of(0)

    cancellation = report(scene, by=visitor)

    assert (cancellation.slots, cancellation.reason, cancellation.state) == ([3], "Ill", "reported")
    assert not Availability.objects.filter(visitor=scene.visitors[0], slot=3).exists()
    assert Availability.objects.filter(visitor=scene.visitors[0]).count() == 14
    assert cancellation.job.kind == "weeks.repair"
    message = Notice.objects.get(kind="cancellation")
    assert (message.to, message.subject) == (scene.lead.email, "Practice Week March 2018: Rowan Ashfell cannot come")
    assert "Rowan Ashfell cannot come: Tuesday morning." in message.body
    assert "Ill" not in message.body
    event = AuditEvent.objects.get(action="cancellation.reported")
    assert (event.actor_id, event.object_id, event.detail) == (
        visitor.pk, str(scene.week.pk), {"cancellation": str(cancellation.pk), "slots": [3]},
    )  # fmt: skip


def test_the_same_form_sent_twice_counts_once(scene):
    key = uuid.uuid4()

    first, second = report(scene, client_id=key), report(scene, client_id=key)

    assert first == second
    assert (Cancellation.objects.count(), Job.objects.count()) == (1, 1)


def test_a_form_of_somebody_else_cannot_be_replayed(scene):
    key = uuid.uuid4()
    report(scene, client_id=key)

    with pytest.raises(NotAllowed):
        report(scene, client_id=key, staff_member=scene.person(1), slots=[4])


def test_all_means_everything_still_to_come(scene):
    scene.publish([(0, 0, 1), (0, 1, 9), (2, 2, 6)])

    cancellation = report(scene, slots=(), now=TUESDAY_NOON)

    assert cancellation.slots == []
    left = Availability.objects.filter(visitor=scene.visitors[0]).values_list("slot", flat=True)
    assert list(left) == [0, 1, 2, 3]


def test_nothing_to_cancel_is_refused(scene):
    with pytest.raises(Refused, match="still to come"):
        report(scene, slots=[5])
    with pytest.raises(Refused, match="still to come"):
        report(scene, slots=[3], now=TUESDAY_NOON)

    assert not Cancellation.objects.exists()


def test_before_publishing_there_is_nothing_to_cancel():
    scene = a_scene()

    with pytest.raises(Refused, match="not in force"):
        report(scene)


def test_who_may_report_what(scene):
    own, other, manager, host = scene.user_of(0), scene.user_of(1), scene.manager_of(0), scene.manager_of(1)
    kestrel = {"team": scene.teams[0]}

    for by, who in [(other, {}), (host, {}), (make.user("director"), {}), (make.stranger(), {}), (host, kestrel), (own, kestrel)]:
        with pytest.raises(NotAllowed):
            report(scene, by=by, **who)
    assert not Cancellation.objects.exists()
    assert report(scene, by=own).reported_by == own
    assert report(scene, by=manager, **kestrel).team == scene.teams[0]


def test_the_repair_finds_somebody_else_and_changes_nothing_more(scene):
    plan = repaired(report(scene))

    assert plan.origin == "repair"
    assert plan.name == "Repair: Rowan Ashfell cannot come"
    draft = draft_of(plan, now=BEFORE)
    effect = effect_of(draft)
    assert {("Priya", "Heron", 4), ("Tom", "Wren", 6)} <= visits(plan, scene)
    assert ("Rowan", "Kestrel", 3) not in visits(plan, scene)
    assert {team for _, team, _ in visits(plan, scene)} == {"Kestrel", "Heron", "Wren"}
    assert (effect.kept, effect.unseen, effect.is_fewest) == (2, [], True)


def test_a_team_that_cannot_host_has_its_offers_taken_back(scene):
    plan = repaired(report(scene, by=scene.manager_of(0), team=scene.teams[0]))

    assert Offer.objects.filter(team=scene.teams[0], slot=3).standing().count() == 0
    assert ("Rowan", "Kestrel", 3) not in visits(plan, scene)
    assert any(team == "Kestrel" for _, team, _ in visits(plan, scene))


def test_several_at_once_combine(scene):
    first = report(scene, slots=())
    second = report(scene, staff_member=scene.person(1), slots=())

    plan = repaired(second)
    late = Job.objects.exclude(pk=second.job_id).get()
    _do(late)

    first.refresh_from_db()
    late.refresh_from_db()
    assert (first.repair, second.repair, late.result) == (plan, plan, {"superseded": True})
    assert Plan.objects.filter(origin="repair").count() == 1
    assert {visitor for visitor, _, _ in visits(plan, scene)} == {"Tom"}


def test_the_job_run_twice_proposes_once(scene):
    cancellation = report(scene)
    cancellation.refresh_from_db()

    results = [repair_work.repair_week(Handle(cancellation.job)) for _ in range(2)]

    assert results[0] == results[1]
    assert Plan.objects.filter(origin="repair").count() == 1


def test_what_took_place_and_what_is_locked_stay(scene):
    plan = scene.plan([(0, 0, 1), (0, 1, 9), (1, 2, 6), (2, 0, 7)])
    PlannedVisit.objects.filter(plan=plan, offer__slot=7).update(locked=True)
    scene.publish(plan)

    proposal = repaired(report(scene, slots=(), now=TUESDAY_NOON), at=TUESDAY_NOON)

    assert {("Rowan", "Kestrel", 1), ("Tom", "Kestrel", 7), ("Priya", "Wren", 6)} <= visits(proposal, scene)
    assert not any(visitor == "Rowan" and slot > 4 for visitor, _, slot in visits(proposal, scene))
    assert all(slot > 4 for visitor, team, slot in visits(proposal, scene) if (visitor, team) != ("Rowan", "Kestrel"))


def test_family_conversations_are_kept_or_handed_over_and_never_clash(scene):
    from alongside.web.weeks.models import FamilyConversation

    plan, home = scene.plan(FIRST), scene.teams[2]
    for n, slot in [(0, 8), (1, 3)]:
        family = FamilyConversation.objects.create(week=scene.week, reference=f"FC-{n}", team=home, slots=[slot])
        family.sites.add(home.site)
        PlannedConversation.objects.create(plan=plan, conversation=family, visitor=scene.visitors[n], site=home.site, slot=slot)
    scene.publish(plan)

    proposal = repaired(report(scene, slots=[3, 8]))

    held = {(c.conversation.reference, c.slot): c.visitor.staff_member.name for c in proposal.conversations.all()}
    assert held["FC-1", 3] == "Priya Shah"
    assert held["FC-0", 8] in {"Priya Shah", "Tom Beck"}
    assert ("Priya", "Kestrel", 3) not in visits(proposal, scene)


def test_a_shadowing_goes_when_the_manager_drops_out(scene):
    from alongside.web.weeks.models import PlannedShadowing, ShadowingHost, ShadowingRequest

    practitioner = make.staff(name="Ade Cole", base=scene.teams[0].site)
    hosts = [ShadowingHost.objects.create(week=scene.week, staff_member=scene.managers[n], slots=[2, 7]) for n in range(2)]
    request = ShadowingRequest.objects.create(week=scene.week, staff_member=practitioner, slots=[2, 7])
    plan = scene.plan(FIRST)
    PlannedShadowing.objects.create(plan=plan, request=request, host=hosts[1], slot=2)
    scene.publish(plan)

    proposal = repaired(report(scene, by=scene.manager_of(1), staff_member=scene.managers[1], slots=[2]))

    (planned,) = proposal.shadowings.all()
    assert (planned.host, planned.slot) != (hosts[1], 2)
    hosts[1].refresh_from_db()
    assert hosts[1].slots == [7]


def test_accepting_tells_only_those_it_touches_and_settles_it(scene):
    cancellation = report(scene)
    plan = repaired(cancellation)
    told_before = Notice.objects.count()

    publication = accept_repair(plan=plan, version=plan.version, after=1, by=scene.lead, now=BEFORE)

    cancellation.refresh_from_db()
    told = set(Notice.objects.filter(key__startswith=f"publication:{publication.pk}").values_list("to_name", flat=True))
    assert cancellation.state == "accepted"
    touched = [*PublishedEntry.objects.filter(changed_in=publication)]
    assert told == {e.visitor.name for e in touched} | {f"Manager of {e.team}" for e in touched}
    assert "Rowan Ashfell" in told
    assert "Manager of Heron team" not in told
    assert Notice.objects.count() == told_before + len(told)
    assert not PublishedEntry.objects.filter(visitor=scene.person(0), slot=3).standing().exists()
    assert AuditEvent.objects.filter(action="repair.accepted", object_id=str(cancellation.pk)).count() == 1


def test_a_repair_that_another_version_overtook_is_refused(scene):
    plan = repaired(report(scene))
    later = plan.created_at + dt.timedelta(minutes=5)
    scene.publish([(0, 0, 3), (1, 1, 5), (2, 2, 6)], now=later)

    with pytest.raises(Refused, match="Work it out again"):
        accept_repair(plan=plan, version=1, after=2, by=scene.lead, now=later)

    assert scene.entry(1, 1).slot == 5


def test_a_proposal_that_something_newer_replaces_is_put_away(scene):
    first = repaired(report(scene))
    second = repaired(report(scene, staff_member=scene.person(1), slots=[4]))

    first.refresh_from_db()
    assert first.discarded_at is not None
    assert second.discarded_at is None


def test_only_those_who_publish_accept(scene):
    plan = repaired(report(scene))

    for by in (scene.user_of(0), scene.manager_of(0), make.stranger()):
        with pytest.raises(NotAllowed):
            accept_repair(plan=plan, version=1, after=1, by=by, now=BEFORE)


def test_withdrawing_gives_everything_back(scene):
    visitor = scene.user_of(0)
    mine, teams = report(scene, by=visitor, slots=()), report(scene, team=scene.teams[1], slots=())

    withdraw_cancellation(cancellation=mine, by=visitor)
    withdraw_cancellation(cancellation=mine, by=visitor)
    withdraw_cancellation(cancellation=teams, by=scene.lead)

    assert Availability.objects.filter(visitor=scene.visitors[0]).count() == 15
    assert Offer.objects.filter(team=scene.teams[1]).standing().count() == 15
    assert set(Cancellation.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert AuditEvent.objects.filter(action="cancellation.withdrawn").count() == 2


@pytest.mark.parametrize("who", ["person", "team"])
def test_what_another_cancellation_gives_up_too_stays_given_up(scene, who):
    """First one visit, then everything; the first is taken back. Taking back the other brings all of it back."""
    one = {"staff_member": scene.person(0)} if who == "person" else {"team": scene.teams[0]}
    first, everything = report(scene, slots=[3], **one), report(scene, slots=(), **one)

    def open_slots() -> set[int]:
        if who == "person":
            return set(Availability.objects.filter(visitor=scene.visitors[0]).values_list("slot", flat=True))
        return set(Offer.objects.filter(team=scene.teams[0]).standing().values_list("slot", flat=True))

    withdraw_cancellation(cancellation=first, by=scene.lead)
    between = open_slots()
    withdraw_cancellation(cancellation=everything, by=scene.lead)

    assert (between, open_slots()) == (set(), set(range(15)))


def test_what_was_accepted_cannot_be_withdrawn(scene):
    cancellation = report(scene)
    plan = repaired(cancellation)
    publish_plan(plan=plan, name="", version=1, after=1, by=scene.lead, now=BEFORE)

    with pytest.raises(Refused, match="changed already"):
        withdraw_cancellation(cancellation=cancellation, by=scene.user_of(0))


def test_leaving_it_closes_it_and_changes_nothing(scene):
    cancellation = report(scene)
    plan = repaired(cancellation)
    before = list(PublishedEntry.objects.values_list("uid", "sequence", "cancelled_in"))

    closed = [leave_as_it_is(week=scene.week, plan=plan, by=scene.lead) for _ in range(2)]

    cancellation.refresh_from_db()
    assert (closed, cancellation.state) == ([1, 0], "left")
    assert list(PublishedEntry.objects.values_list("uid", "sequence", "cancelled_in")) == before


def test_working_it_out_again(scene):
    cancellation = report(scene)
    work_out_again(week=scene.week, by=scene.lead)
    assert Job.objects.count() == 1
    first = repaired(cancellation)

    work_out_again(week=scene.week, by=scene.lead)
    second = repaired(cancellation)

    assert first != second
    assert cancellation.repair == second


def test_leaving_what_was_read_does_not_close_what_was_reported_since(scene):
    read = repaired(report(scene))
    later = report(scene, staff_member=scene.person(1), slots=[4])

    assert leave_as_it_is(week=scene.week, plan=read, by=scene.lead) == 0

    later.refresh_from_db()
    assert later.state == "reported"


@pytest.mark.parametrize("role", ["visitor", "team_manager", "director", "administrator", "analyst"])
def test_only_those_who_publish_decide(scene, role):
    plan = repaired(report(scene))

    for by in (make.user(role), make.stranger()):
        with pytest.raises(NotAllowed):
            leave_as_it_is(week=scene.week, plan=plan, by=by)
        with pytest.raises(NotAllowed):
            work_out_again(week=scene.week, by=by)

    assert Cancellation.objects.get().state == "proposed"
