"""Small real rows for tests: `make.team()`, `make.user("visitor")`. Every call makes what it needs and no more."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import Definition, Question, QuestionType, Wording
from alongside.web.access.models import RoleGrant, User
from alongside.web.forms.models import Form, FormVersion
from alongside.web.organisation.models import Directorate, Post, Service, Site, StaffMember, Team
from alongside.web.safeguarding.models import Arrangements
from alongside.web.weeks.models import Offer, Plan, PracticeWeek, Publication, PublishedEntry, Visitor

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


def arrangements(**fields: Any) -> Arrangements:
    """A council that can be rung and has somebody to read: without both no family form opens."""
    owner = fields.pop("directorate", None) or directorate()
    if not RoleGrant.objects.filter(user__directorate=owner, role="safeguarding_lead", ended_at=None).exists():
        user("safeguarding_lead", directorate=owner)
    base = {"front_door_phone": "01632 960001", "out_of_hours_phone": "01632 960002"}
    return Arrangements.objects.update_or_create(directorate=owner, defaults={**base, **fields})[0]


def publication(week: PracticeWeek) -> Publication:
    """The week is published, by hand: enough for entries to stand in."""
    planner = user("practice_lead", directorate=week.directorate)
    plan = Plan.objects.create(week=week, number=next(_n), name="Plan", created_by=planner)
    week.state = PracticeWeek.State.PUBLISHED
    week.save(update_fields=["state"])
    return Publication.objects.create(week=week, number=next(_n), name="Version 1", plan=plan, published_by=planner)


def entry(week: PracticeWeek, team: Team, visitor: StaffMember | None = None, slot: int = 0, **fields: Any) -> PublishedEntry:
    """A published visit, unless `kind` says otherwise."""
    made = week.publications.first() or publication(week)
    base = {"kind": "visit", "activity": "home_visit", "site": team.site, "first_in": made, "changed_in": made}
    return PublishedEntry.objects.create(**{**base, "week": week, "team": team, "visitor": visitor, "slot": slot, **fields})


def definition(*questions: Question) -> Definition:
    """A small form: one required text and one optional scale, unless given questions of one's own."""
    usual = (
        Question("good", QuestionType.TEXT, Wording({"en": "What is going well?"}), required=True),
        Question("felt", QuestionType.SCALE, Wording({"en": "How did it feel?"}), low=1, high=5),
    )
    return Definition(Wording({"en": "A form"}), Wording({"en": "It takes five minutes."}), questions or usual)


def form_version(kind: str = "team_visit", form_definition: Definition | None = None, **fields: Any) -> FormVersion:
    """A published version of a new form of this kind; `published_at=None` makes it a draft."""
    n = next(_n)
    form = fields.pop("form", None) or Form.objects.create(
        directorate=fields.pop("directorate", None) or directorate(), code=f"form-{n}", kind=kind, name=f"Form {n}"
    )
    base = {"number": n, "definition": to_json(form_definition or definition()), "published_at": dt.datetime(2018, 2, 1, 9, tzinfo=dt.UTC)}
    return FormVersion.objects.create(**{"form": form, **base, **fields})
