"""A small week with a plan on the board: three teams of two services at two sites, four visitors, and one of every kind of obstacle."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.engines.timetable import score
from alongside.web.access.models import User
from alongside.web.organisation.models import Team
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import Offer, Plan, PlannedVisit, PracticeWeek, Visitor
from tests import factories as make

MON_AM, MON_PM, MON_EVE, TUE_AM, TUE_PM, TUE_EVE, WED_AM = range(7)
Placed = set[tuple[str, str, int, bool]]


@dataclass
class BoardScene:
    """`visitors["Asha"]`, `teams["Kestrel"]`, `offers["Kestrel", MON_AM]`."""

    week: PracticeWeek
    lead: User
    plan: Plan
    teams: dict[str, Team] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    offers: dict[tuple[str, int], Offer] = field(default_factory=dict)

    def visit(self, who: str, team: str, slot: int) -> PlannedVisit:
        return PlannedVisit.objects.select_related("visitor__staff_member", "offer__team", "plan").get(
            plan=self.plan, visitor=self.visitors[who], offer=self.offers[team, slot]
        )

    def placed(self) -> Placed:
        rows = PlannedVisit.objects.filter(plan=self.plan).select_related("visitor__staff_member", "offer__team")
        return {(v.visitor.staff_member.name.split()[0], v.offer.team.name, v.offer.slot, v.locked) for v in rows}

    @property
    def version(self) -> int:
        return Plan.objects.get(pk=self.plan.pk).version


OFFERED = {
    "Kestrel": {MON_AM: 2, TUE_AM: 1, TUE_PM: 1, WED_AM: 2},
    "Heron": {MON_AM: 1, MON_PM: 1, TUE_AM: 2},
    "Wren": {MON_AM: 1, MON_PM: 2, TUE_EVE: 1},
}
FREE = {
    "Asha Khan": (MON_AM, MON_PM, TUE_AM, WED_AM),
    "Ben Ode": (MON_AM, MON_PM, MON_EVE, TUE_AM, TUE_PM, WED_AM),
    "Cara Lim": (MON_AM, MON_PM, TUE_AM, TUE_PM, TUE_EVE),
    "Dev Rai": (TUE_AM, TUE_PM),
}


def a_board(**week_fields: object) -> BoardScene:
    """Asha is corporate; Cara is of Heron's service and manages Wren. Planned: Asha at Kestrel and Heron, Ben at Wren."""
    week = make.week(state=PracticeWeek.State.PLANNING, visits_by_two=1, **week_fields)
    lead = make.user("practice_lead", name="Lee Lead")
    safe, early = make.service(name="Safeguarding", order=1), make.service(name="Early help", order=2)
    near, far = make.site(name="Kestrel House", latitude=54.5), make.site(name="Wren Lodge", latitude=54.6)
    plan = Plan.objects.create(week=week, number=1, name="First draft", created_by=lead)
    scene = BoardScene(week, lead, plan)
    for name, service, site in (("Kestrel", safe, near), ("Heron", early, near), ("Wren", safe, far)):
        scene.teams[name] = make.team(name=name, service=service, site=site)
        for slot, places in OFFERED[name].items():
            scene.offers[name, slot] = make.offer(week, scene.teams[name], slot, places=places, activity="duty_desk")
    for name, slots in FREE.items():
        own = {"service": early} if name == "Cara Lim" else {}
        rank = "head_of_service" if name == "Asha Khan" else "service_manager"
        person = make.staff(name=name, seniority=rank, base=near, job_title="Manager", **own)
        scene.visitors[name.split()[0]] = make.visitor(week, person, slots=slots, min_visits=1, target_visits=1, max_visits=2)
    make.post(scene.teams["Wren"], scene.visitors["Cara"].staff_member, manages_team=True)
    for who, team, slot in (("Asha", "Kestrel", MON_AM), ("Asha", "Heron", MON_PM), ("Ben", "Wren", MON_PM)):
        PlannedVisit.objects.create(plan=plan, visitor=scene.visitors[who], offer=scene.offers[team, slot])
    desk = Desk(plan)
    plan.levels = list(score(desk.rows.problem, desk.engine_visits()).levels)
    plan.save()
    return scene
