"""Setting a week up and taking part in it: the practice lead, visitors, host teams, practitioners."""

from __future__ import annotations

import uuid
from typing import Any

from alongside.web.access.models import User
from alongside.web.weeks.models import DeclaredInterest, Interpreter, ShadowingHost
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row

READERS = EVERYONE - {"administrator", "no role"}
LEAD = {"practice_lead"}
SEE_ALL = {"practice_lead", "analyst", "director"}
HOSTS = {"practice_lead", "team_manager"}
BE_SHADOWED = {"practice_lead", "team_manager", "visitor"}


def week() -> dict[str, Any]:
    return {"pk": make.week().pk}


def open_week() -> Any:
    return make.week(state="open")


def visitor() -> dict[str, Any]:
    return {"pk": make.visitor(make.week()).pk}


def offer() -> dict[str, Any]:
    week = open_week()
    return {"pk": make.offer(week, make.team()).pk}


def own_offer(user: User | None) -> dict[str, Any]:
    week, team = open_week(), _own_team(user)
    return {"pk": make.offer(week, team).pk}


def team() -> dict[str, Any]:
    return {"pk": open_week().pk, "team_pk": make.team().pk}


def own_team(user: User | None) -> dict[str, Any]:
    return {"pk": open_week().pk, "team_pk": _own_team(user).pk}


def _own_team(user: User | None) -> Any:
    team = make.team()
    if user is not None:
        team = make.team(directorate=user.directorate) if user.directorate.code == "dales" else team
        person = make.staff(directorate=user.directorate, team=team if user.directorate.code == "dales" else None)
        user.staff_member = person
        user.save()
    return team


def own_week(user: User | None) -> dict[str, Any]:
    """An open week, and the person is staff of the directorate."""
    found = open_week()
    if user is not None:
        user.staff_member = make.staff(directorate=user.directorate)
        user.save()
    return {"pk": found.pk}


def asked(user: User | None) -> dict[str, Any]:
    found = own_week(user)
    if user is not None:
        from alongside.web.weeks.models import ShadowingRequest

        ShadowingRequest.objects.create(week_id=found["pk"], staff_member=user.staff_member, slots=[0])
    return found


def hosting(user: User | None) -> dict[str, Any]:
    found = own_week(user)
    if user is not None:
        ShadowingHost.objects.create(week_id=found["pk"], staff_member=user.staff_member, slots=[0])
    return found


def own_visit(user: User | None) -> dict[str, Any]:
    found = own_week(user)
    person = user.staff_member if user is not None and user.directorate.code == "dales" else None
    from alongside.web.weeks.models import PracticeWeek

    return {"pk": make.visitor(PracticeWeek.objects.get(pk=found["pk"]), person).pk}


def declared() -> dict[str, Any]:
    found = make.week()
    row = DeclaredInterest.objects.create(week=found, staff_member=make.staff(), team=make.team())
    return {"pk": found.pk, "declared_pk": row.pk}


def interpreter() -> dict[str, Any]:
    found = make.week()
    return {"pk": found.pk, "interpreter_pk": Interpreter.objects.create(week=found, name="Agency", languages=["pl"], slots=[1]).pk}


def conversation() -> dict[str, Any]:
    found = open_week()
    return {"pk": found.conversations.create(reference="FC-1", team=make.team(), slots=[1]).pk}


def own_conversation(user: User | None) -> dict[str, Any]:
    found = open_week()
    return {"pk": found.conversations.create(reference="FC-1", team=_own_team(user), slots=[1]).pk}


def details(**more: Any) -> dict[str, Any]:
    times = {"morning": ("9:30", "12:00"), "afternoon": ("13:30", "16:00"), "evening": ("18:00", "20:30")}
    parts = {f"{part}_{end}": clock for part, pair in times.items() for end, clock in zip(("from", "to"), pair, strict=True)}
    return {"name": f"Week {uuid.uuid4()}", "starts_on": "5/3/2018", "ends_on": "9/3/2018", "version": 1, **parts, **more}


RULES = {
    "version": 1, "max_visits_a_day": 2, "max_minutes_from_base": 75, "morning_to_afternoon_minutes": 60,
    "afternoon_to_evening_minutes": 90, "visits_by_two": 0, "preference_weight": 10, "fairness_weight": 10, "compactness_weight": 5,
}  # fmt: skip
OFFER = {"activity": "duty_desk", "slot": 3, "places": 1}


def _post(name: str, allowed: set[str], data: Any = None, **more: Any) -> Row:
    return Row(f"weeks:{name}", allowed=allowed, method="POST", data=(lambda: data() if callable(data) else data or {}), **more)


ROWS = [
    Row("weeks:new", allowed=LEAD, stranger=200),
    _post("new", LEAD, lambda: details(client_id=uuid.uuid4()), stranger=302),
    Row("weeks:week", allowed=READERS, make=week),
    Row("weeks:details", allowed=LEAD, make=week),
    _post("details", LEAD, details, make=week),
    Row("weeks:rules", allowed=LEAD, make=week),
    _post("rules", LEAD, RULES, make=week),
    Row("weeks:enquiry", allowed=LEAD, make=week),
    _post("enquiry", LEAD, {"version": 1, "title_0": "Are children heard?"}, make=week),
    _post("move", LEAD, {"to": "open"}, make=week),
    Row("weeks:visitors", allowed=LEAD, make=week),
    Row("weeks:visitors_add", allowed=LEAD, make=week),
    _post("visitors_add", LEAD, lambda: {"staff": make.staff(seniority="director").pk}, make=week),
    Row("weeks:visitor", allowed=LEAD, make=visitor),
    _post("visitor", LEAD, {"least": 1, "ideal": 2, "most": 3}, make=visitor),
    _post("visitor_remove", LEAD, make=visitor),
    Row("weeks:availability", allowed=LEAD, make=visitor),
    _post("availability", LEAD, {"slots": [1]}, make=visitor),
    Row("weeks:availability", allowed={"practice_lead", "visitor"}, make_for=own_visit, query="?own"),
    _post("availability", {"practice_lead", "visitor"}, {"slots": [1]}, make_for=own_visit, query="?own"),
    Row("weeks:declared_interests", allowed=LEAD, make=week),
    _post("declared_interests", LEAD, ok=422, make=week, note="nothing was chosen"),
    _post("declared_interest_withdraw", LEAD, make=declared),
    Row("weeks:interpreters", allowed=LEAD, make=week),
    _post("interpreters", LEAD, lambda: {"client_id": uuid.uuid4(), "name": "Agency", "languages": ["pl"], "slots": [1]}, make=week),
    _post("interpreter_release", LEAD, make=interpreter),
    Row("weeks:offers", allowed=SEE_ALL, make=week),
    Row("weeks:team_offers", allowed=LEAD, make=team),
    Row("weeks:team_offers", allowed=HOSTS, make_for=own_team, query="?own"),
    Row("weeks:offer_add", allowed=LEAD, make=team),
    Row("weeks:offer_add", allowed=HOSTS, make_for=own_team, query="?own"),
    _post("offer_add", HOSTS, lambda: {"client_id": uuid.uuid4(), **OFFER}, make_for=own_team),
    _post("offers_as_last_time", HOSTS, make_for=own_team),
    Row("weeks:offer", allowed=LEAD, make=offer),
    Row("weeks:offer", allowed=HOSTS, make_for=own_offer, query="?own"),
    _post("offer", HOSTS, lambda: {"client_id": uuid.uuid4(), **OFFER}, make_for=own_offer),
    _post("offer_withdraw", LEAD, make=offer),
    _post("offer_withdraw", HOSTS, make_for=own_offer, query="?own"),
    Row("weeks:shadowing", allowed=SEE_ALL, make=week),
    Row("weeks:shadowing_ask", allowed={"practitioner"}, make_for=own_week),
    _post("shadowing_ask", {"practitioner"}, {"slots": [1]}, make_for=own_week),
    _post("shadowing_take_back", {"practitioner"}, make_for=asked),
    Row("weeks:shadowing_offer", allowed=BE_SHADOWED, make_for=own_week),
    _post("shadowing_offer", BE_SHADOWED, {"slots": [1], "places": 1, "most": 2}, make_for=own_week),
    _post("shadowing_stop", BE_SHADOWED, make_for=hosting),
    Row("weeks:shadowing_rank", allowed=BE_SHADOWED, make_for=hosting),
    _post("shadowing_rank", BE_SHADOWED, make_for=hosting),
    Row("weeks:conversations", allowed=HOSTS, make=week),
    Row("weeks:conversation_add", allowed=HOSTS, make=week),
    _post("conversation_add", HOSTS, ok=422, make=week, note="nothing was filled in"),
    Row("weeks:conversation", allowed=LEAD, make=conversation),
    Row("weeks:conversation", allowed=HOSTS, make_for=own_conversation, query="?own"),
    _post("conversation", HOSTS, ok=422, make_for=own_conversation, note="nothing was filled in"),
    _post("conversation_call_off", HOSTS, make_for=own_conversation),
    Row("weeks:reminders", allowed=LEAD, make=week),
    _post("reminders", LEAD, make=week),
]
