"""Small real rows for tests: `make.team()`, `make.user("visitor")`. Every call makes what it needs and no more."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from alongside.web.access.models import RoleGrant, User
from alongside.web.organisation.models import Directorate, Post, Service, Site, StaffMember, Team
from alongside.web.weeks.models import Offer, PracticeWeek, Visitor

_n = itertools.count(1)


def directorate(code: str = "dales", **fields: Any) -> Directorate:
    return Directorate.objects.get_or_create(code=code, defaults={"name": f"{code.title()} council", **fields})[0]


def service(**fields: Any) -> Service:
    n = next(_n)
    return Service.objects.create(**{"directorate": directorate(), "code": f"SV{n}", "name": f"Service {n}", **fields})


def site(**fields: Any) -> Site:
    n = next(_n)
    base = {"directorate": directorate(), "code": f"ST{n}", "name": f"Site {n}", "latitude": 54.5 + n % 7 / 50, "longitude": -1.5}
    return Site.objects.create(**{**base, **fields})


def team(**fields: Any) -> Team:
    n = next(_n)
    owner = fields.get("directorate") or directorate()
    fields.setdefault("service", None)
    fields["service"] = fields["service"] or service(directorate=owner)
    fields["site"] = fields.get("site") or site(directorate=owner)
    return Team.objects.create(**{"directorate": owner, "code": f"T{n}", "name": f"Team {n}", **fields})


def staff(**fields: Any) -> StaffMember:
    n = next(_n)
    base = {"directorate": directorate(), "code": f"E{n}", "name": f"Person {n}", "email": f"person{n}@council.example"}
    return StaffMember.objects.create(**{**base, **fields})


def post(team: Team, holder: StaffMember | None = None, **fields: Any) -> Post:
    n = next(_n)
    base = {"directorate": team.directorate, "code": f"P{n}", "name": "Social worker", "team": team, "holder": holder}
    return Post.objects.create(**{**base, **fields})


def user(*roles: str, staff_member: StaffMember | None = None, **fields: Any) -> User:
    """A user holding these roles now; with a staff member when one is given."""
    n = next(_n)
    owner = fields.pop("directorate", None) or (staff_member.directorate if staff_member else directorate())
    name = fields.pop("name", f"User {n}")
    found = User.objects.create_user(f"user{n}@council.example", name=name, directorate=owner, staff_member=staff_member, **fields)
    RoleGrant.objects.bulk_create(RoleGrant(user=found, role=role) for role in roles)
    return found


def stranger() -> User:
    """A user of another directorate who holds every role there: whatever they reach here has leaked."""
    from alongside.web.access.roles import BY_CODE

    return user(*BY_CODE, directorate=directorate("elsewhere"))


def week(**fields: Any) -> PracticeWeek:
    n = next(_n)
    base = {"directorate": directorate(), "name": f"Week {n}", "starts_on": dt.date(2018, 3, 5), "ends_on": dt.date(2018, 3, 9)}
    return PracticeWeek.objects.create(**{**base, **fields})


def offer(week: PracticeWeek, team: Team, slot: int = 0, **fields: Any) -> Offer:
    return Offer.objects.create(**{"week": week, "team": team, "slot": slot, "activity": "home_visit", "places": 1, **fields})


def visitor(week: PracticeWeek, staff_member: StaffMember | None = None, slots: tuple[int, ...] = (0, 1), **fields: Any) -> Visitor:
    found = Visitor.objects.create(**{"week": week, "staff_member": staff_member or staff(directorate=week.directorate), **fields})
    for slot in slots:
        found.availability.create(slot=slot)
    return found
