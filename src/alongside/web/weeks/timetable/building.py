"""A week's rows into the engine's problem. The same rows give the same problem: everything is in the order of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from alongside.engines.timetable import Problem
from alongside.engines.timetable.problem import Leader, Rules
from alongside.engines.timetable.problem import Offer as EngineOffer
from alongside.engines.timetable.problem import Site as EngineSite
from alongside.engines.timetable.problem import Team as EngineTeam
from alongside.web.organisation.models import Service, Site, Team
from alongside.web.organisation.queries import travel_matrix
from alongside.web.weeks.models import Interest, Offer, PracticeWeek, Visitor
from alongside.web.weeks.slots import PARTS
from alongside.web.weeks.timetable.lines import Lines
from alongside.web.weeks.timetable.meetings import meetings_of
from alongside.web.weeks.timetable.pairs import declared_pairs, pairs_of_last_week
from alongside.web.weeks.timetable.week_problem import WeekProblem, places

ONE_COUNCIL = 0


def build_problem(week: PracticeWeek) -> WeekProblem:
    """Read the week and make its problem. The number of queries does not depend on how much there is to read."""
    last_slot = len(week.days) * PARTS - 1
    services = list(Service.objects.filter(directorate_id=week.directorate_id).order_by("order", "name", "code"))
    sites = list(Site.objects.filter(directorate_id=week.directorate_id).order_by("code"))
    teams = list(Team.objects.filter(directorate_id=week.directorate_id).current().select_related("service", "site").order_by("code"))
    visitors = list(
        Visitor.objects.filter(week=week)
        .select_related("staff_member__team", "staff_member__service")
        .prefetch_related("availability", "interests")
        .order_by("staff_member__code")
    )
    team_number, service_number = places(teams), places(services)
    offers = {
        (team_number[offer.team_id], offer.slot): offer
        for offer in Offer.objects.filter(week=week, team__in=team_number, slot__lte=last_slot).standing().order_by("team__code", "slot")
    }
    staff_number = {visitor.staff_member_id: n for n, visitor in enumerate(visitors)}
    lines = Lines(week.directorate_id)
    meetings = meetings_of(week, lines, staff_number, places(sites), last_slot)
    problem = Problem(
        name=week.name,
        days=len(week.days),
        parts=PARTS,
        sites=tuple(EngineSite(n, ONE_COUNCIL, site.visits_at_once, {"name": site.name}) for n, site in enumerate(sites)),
        travel=tuple(tuple(row) for row in travel_matrix(sites)),
        areas=tuple(service.name for service in services),
        leaders=_leaders(visitors, teams, services, places(sites), lines, staff_number, last_slot),
        teams=_teams(teams, service_number, places(sites), lines, staff_number, offers),
        forbid=declared_pairs(week, staff_number, team_number),
        last=pairs_of_last_week(week, staff_number, team_number),
        rules=rules_of(week),
    )
    return WeekProblem(week, problem, visitors, teams, services, sites, offers, meetings=meetings.extra, **meetings.rows)


def rules_of(week: PracticeWeek) -> Rules:
    return Rules(
        am_pm_gap=week.morning_to_afternoon_minutes,
        pm_eve_gap=week.afternoon_to_evening_minutes,
        max_per_day=week.max_visits_a_day,
        max_from_base=week.max_minutes_from_base,
        double_min=week.visits_by_two,
    )


def _leaders(
    visitors: Sequence[Visitor],
    teams: Sequence[Team],
    services: Sequence[Service],
    site_number: Mapping[UUID, int],
    lines: Lines,
    staff_number: Mapping[UUID, int],
    last_slot: int,
) -> tuple[Leader, ...]:
    service_number = places(services)
    headquarters = _busiest_site(teams, site_number)
    found = []
    for n, visitor in enumerate(visitors):
        person = visitor.staff_member
        avail = tuple(sorted(a.slot for a in visitor.availability.all() if a.slot <= last_slot))
        own_site = person.base_id or (person.team.site_id if person.team else None)
        found.append(
            Leader(
                id=n,
                role=person.get_seniority_display(),
                corporate=person.is_corporate,
                council=ONE_COUNCIL,
                area=service_number.get(person.service_id) if person.service_id else None,
                base=site_number[own_site] if own_site else headquarters,
                parent=_nearest_visitor_above(person.pk, lines, staff_number),
                avail=avail,
                min=min(visitor.min_visits, len(avail)),
                max=visitor.max_visits,
                target=min(visitor.target_visits, len(avail)),
                interest=_interests(visitor, services),
                extra={"name": person.name},
            )
        )
    return tuple(found)


def _interests(visitor: Visitor, services: Sequence[Service]) -> tuple[int, ...]:
    """One a service; where nothing was said, happy to see."""
    said = {interest.service_id: interest.level for interest in visitor.interests.all()}
    return tuple(said.get(service.pk, int(Interest.Level.HAPPY)) for service in services)


def _busiest_site(teams: Sequence[Team], site_number: Mapping[UUID, int]) -> int:
    """Where most teams are: taken as the base of a visitor who has none."""
    counts = [0] * max(1, len(site_number))
    for team in teams:
        counts[site_number[team.site_id]] += 1
    return counts.index(max(counts))


def _nearest_visitor_above(person: UUID, lines: Lines, staff_number: Mapping[UUID, int]) -> int | None:
    return next((staff_number[boss] for boss in lines.upwards(person)[1:] if boss in staff_number), None)


def _teams(
    teams: Sequence[Team],
    service_number: Mapping[UUID, int],
    site_number: Mapping[UUID, int],
    lines: Lines,
    staff_number: Mapping[UUID, int],
    offers: Mapping[tuple[int, int], Offer],
) -> tuple[EngineTeam, ...]:
    on_offer: dict[int, list[EngineOffer]] = {n: [] for n in range(len(teams))}
    for (n, slot), offer in offers.items():
        on_offer[n].append(EngineOffer(slot, offer.activity, offer.places, offer.cost))
    found = []
    for n, team in enumerate(teams):
        line, exempt = (sorted(staff_number[p] for p in people if p in staff_number) for people in lines.of_team(team.pk))
        found.append(
            EngineTeam(
                id=n,
                council=ONE_COUNCIL,
                area=service_number[team.service_id],
                kind=service_number[team.service_id],
                site=site_number[team.site_id],
                line=tuple(line),
                exempt=tuple(exempt),
                max_visits=team.max_visits,
                weight=team.weight,
                offers=tuple(on_offer[n]),
                extra={"name": team.name},
            )
        )
    return tuple(found)
