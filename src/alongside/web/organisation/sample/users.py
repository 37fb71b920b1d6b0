"""Somebody to sign in as for each role. They have no password: only the demonstration's picker lets them in."""

from __future__ import annotations

from alongside.web.access.models import RoleGrant, User
from alongside.web.organisation.models import Directorate, StaffMember
from alongside.web.organisation.sample.people import People


def personas(people: People) -> dict[StaffMember, tuple[str, ...]]:
    """Each person's roles; the first is what they are shown as."""
    manager = next(iter(people.team_managers.values()))
    return {
        people.centre["practice_lead"]: ("practice_lead",),
        people.heads[1]: ("visitor",),
        manager: ("team_manager",),
        people.practitioners[0]: ("practitioner",),
        people.practitioners[1]: ("participation_worker", "practitioner"),
        people.centre["safeguarding_lead"]: ("safeguarding_lead",),
        people.centre["analyst"]: ("analyst",),
        people.director: ("director", "visitor"),
        people.centre["administrator"]: ("administrator",),
    }


def create_users(directorate: Directorate, people: People) -> dict[str, User]:
    """One user a role, by the role's code."""
    users = {}
    for person, roles in personas(people).items():
        user = User.objects.create_user(person.email, name=person.name, directorate=directorate, staff_member=person)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
        users[roles[0]] = user
    return users
