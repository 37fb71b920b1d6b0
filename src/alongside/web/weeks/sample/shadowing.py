"""Managers who take practitioners along, practitioners who ask, and whom each would choose."""

from __future__ import annotations

import random

from alongside.web.organisation.models import StaffMember
from alongside.web.organisation.sample import Sample, new_id
from alongside.web.weeks.models import PracticeWeek, ShadowingHost, ShadowingPreference, ShadowingRequest, Visitor
from alongside.web.weeks.slots import PARTS

HOSTS = 14
REQUESTS = 20
WHAT = ("Senior leadership meeting", "Budget and staffing review", "Complaint meeting and reply", "Chairing a resources panel", "")
HOPING_FOR = ("How decisions about resources are made", "What a manager's week is like", "How a head of service chairs a meeting", "")


def create_shadowing(week: PracticeWeek, sample: Sample, visitors: list[Visitor]) -> None:
    """Some hosts visit too, so that the plan has to keep the two apart."""
    rng = sample.rng
    half_days = [day * PARTS + part for day in range(len(week.days)) for part in (0, 1)]
    visiting = [v.staff_member for v in visitors[1:17]]
    others = [m for m in sample.people.team_managers.values() if m not in {v.staff_member for v in visitors}]
    hosts = ShadowingHost.objects.bulk_create(
        _host(week, person, half_days, rng) for person in [*rng.sample(visiting, 8), *rng.sample(others, HOSTS - 8)]
    )
    persona = sample.people.practitioners[0]
    asking = [persona, *rng.sample(sample.people.practitioners[1:], REQUESTS - 1)]
    requests = ShadowingRequest.objects.bulk_create(_request(week, person, half_days, rng) for person in asking)
    ShadowingPreference.objects.bulk_create(p for request in requests for p in _preferences(request, hosts, rng))


def _host(week: PracticeWeek, person: StaffMember, half_days: list[int], rng: random.Random) -> ShadowingHost:
    return ShadowingHost(
        id=new_id(rng),
        week=week,
        staff_member=person,
        slots=sorted(rng.sample(half_days, rng.randrange(2, 5))),
        places=rng.choice([1, 1, 2]),
        max_shadowings=rng.choice([1, 2, 2, 3]),
        what=rng.choice(WHAT),
    )


def _request(week: PracticeWeek, person: StaffMember, half_days: list[int], rng: random.Random) -> ShadowingRequest:
    return ShadowingRequest(
        id=new_id(rng),
        week=week,
        staff_member=person,
        slots=sorted(rng.sample(half_days, rng.randrange(4, 8))),
        hoping_for=rng.choice(HOPING_FOR),
    )


def _preferences(request: ShadowingRequest, hosts: list[ShadowingHost], rng: random.Random) -> list[ShadowingPreference]:
    """Three hosts outside one's own line; most hosts have answered."""
    line = {request.staff_member.manager_id, getattr(request.staff_member.manager, "manager_id", None)}
    allowed = [host for host in hosts if host.staff_member_id not in line]
    return [
        ShadowingPreference(
            request=request,
            host=host,
            practitioner_choice=choice,
            host_choice=rng.choice([0, 0, 1, 2]) if rng.random() < 0.8 else None,
        )
        for choice, host in enumerate(rng.sample(allowed, 3))
    ]
