"""What is missing before a week is planned, and which teams nobody could see. Each point says what to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse

from alongside.web.design.words import plural
from alongside.web.weeks.models import Activity
from alongside.web.weeks.timetable import WeekProblem

WITH_FAMILIES = {Activity.HOME_VISIT, Activity.DIRECT_WORK}


@dataclass(frozen=True)
class Point:
    """Something to know. `stops` means that no plan can be made at all."""

    text: str
    names: list[str] = field(default_factory=list)
    href: str = ""
    action: str = ""
    stops: bool = False


@dataclass(frozen=True)
class Preflight:
    points: list[Point]
    teams: int
    offers: int
    visitors: int
    free: int  # visitors who are free at some time
    possible: int  # pairs of visitor and offer that could be

    @property
    def can_plan(self) -> bool:
        return not any(point.stops for point in self.points)


def preflight(found: WeekProblem) -> Preflight:
    """From the problem alone: nothing more is read."""
    points = [point for check in (_basics, _unseeable, _replies, _offers, _places, _families, _conversations) for point in check(found)]
    problem = found.problem
    free = sum(bool(leader.avail) for leader in problem.leaders)
    return Preflight(points, len(found.teams), len(found.offers), len(found.visitors), free, sum(_reach(found).values()))


def _reach(found: WeekProblem) -> Counter[int]:
    """For each team, how many (visitor, time) there are that could be a visit."""
    times = _times(found)
    reach: Counter[int] = Counter()
    for leader, team in found.problem.pairs:
        reach[team] += len(times[team].intersection(found.problem.leaders[leader].avail))
    return reach


def _times(found: WeekProblem) -> list[set[int]]:
    return [{offer.slot for offer in team.offers} for team in found.problem.teams]


def _basics(found: WeekProblem) -> list[Point]:
    week = found.week.pk
    points = []
    if not found.visitors:
        href = reverse("weeks:visitors_add", kwargs={"pk": week})
        points.append(Point("Nobody has been chosen to visit.", href=href, action="Choose visitors", stops=True))
    elif not any(leader.avail for leader in found.problem.leaders):
        href = reverse("weeks:reminders", kwargs={"pk": week})
        points.append(Point("No visitor has said when they are free.", href=href, action="Remind them", stops=True))
    if not found.offers:
        href = reverse("weeks:offers", kwargs={"pk": week})
        points.append(Point("No team offers anything to be seen.", href=href, action="See what teams offer", stops=True))
    return points


def _unseeable(found: WeekProblem) -> list[Point]:
    """Teams that offer something, but at times when nobody who may see them is free."""
    reach, times = _reach(found), _times(found)
    stuck = [n for n, slots in enumerate(times) if slots and not reach[n]]
    if not stuck or not found.visitors:
        return []
    words = f"{plural(len(stuck), 'team')} cannot be seen by anybody as things are:"
    href = reverse("weeks:offers", kwargs={"pk": found.week.pk})
    return [Point(words, [f"{found.teams[n].name}: {_why_unseeable(found, n, times[n])}" for n in stuck], href, "See what teams offer")]


def _why_unseeable(found: WeekProblem, team: int, times: set[int]) -> str:
    """The first reason that takes away the last visitor."""
    problem, host = found.problem, found.problem.teams[team]
    free = [leader for leader in problem.leaders if times.intersection(leader.avail)]
    if not free:
        return "no visitor is free when it offers something"
    near = [leader for leader in free if problem.travel[leader.base][host.site] <= problem.rules.max_from_base]
    if not near:
        return f"everybody free at its times is based more than {problem.rules.max_from_base} minutes away"
    outside = [leader for leader in near if leader.id not in host.line]
    if not outside:
        return "everybody free at its times works in it or manages it"
    return "everybody free at its times has declared an interest, works in it or manages it"


def _replies(found: WeekProblem) -> list[Point]:
    silent = [v.staff_member.name for v in found.visitors if v.replied_at is None]
    never = [v.staff_member.name for v in found.visitors if v.replied_at and not any(v.availability.all())]
    points = []
    if silent:
        words = f"{plural(len(silent), 'visitor')} did not say when they are free, so the plan leaves them out:"
        points.append(Point(words, silent, reverse("weeks:reminders", kwargs={"pk": found.week.pk}), "Remind them"))
    if never:
        words = f"{plural(len(never), 'visitor')} answered that they are never free:"
        points.append(Point(words, never, reverse("weeks:visitors", kwargs={"pk": found.week.pk}), "See visitors"))
    return points


def _offers(found: WeekProblem) -> list[Point]:
    silent = [found.teams[n].name for n, slots in enumerate(_times(found)) if not slots]
    if not silent or not found.offers:
        return []
    words = f"{plural(len(silent), 'team')} {'offers' if len(silent) == 1 else 'offer'} nothing, so nobody will see them:"
    return [Point(words, silent, reverse("weeks:offers", kwargs={"pk": found.week.pk}), "See what teams offer")]


def _places(found: WeekProblem) -> list[Point]:
    used = {team.site_id for team in found.teams}
    lost = [site.name for site in found.sites if site.pk in used and site.latitude is None]
    homeless = [v.staff_member.name for v in found.visitors if not v.staff_member.base_id and not v.staff_member.team]
    points = []
    if lost:
        points.append(Point("These sites have no place on the map, so journeys there are guessed unless you gave the times:", lost))
    if homeless:
        points.append(Point("These visitors have no base, so their journeys are counted from the busiest site:", homeless))
    return points


def _families(found: WeekProblem) -> list[Point]:
    slots = found.week.slots
    asked = [
        f"{found.teams[team].name}, {slots[slot].name}"
        for (team, slot), offer in sorted(found.offers.items())
        if offer.activity in WITH_FAMILIES and not offer.family_agreed
    ]
    if not asked:
        return []
    words = f"{plural(len(asked), 'visit')} to a family {'is' if len(asked) == 1 else 'are'} offered before the family has agreed:"
    return [Point(words, asked)]


def _conversations(found: WeekProblem) -> list[Point]:
    spoken = {language for interpreter in found.interpreters for language in interpreter.languages}
    unmet = [c.reference for c in found.conversations if c.language and c.language not in spoken]
    points = []
    if unmet:
        href = reverse("weeks:interpreters", kwargs={"pk": found.week.pk})
        words = "No interpreter is booked who speaks the language of these family conversations:"
        points.append(Point(words, unmet, href, "Book an interpreter"))
    if found.conversations and not found.venues:
        points.append(Point("No site has a family room, so family conversations without a place of their own cannot be planned."))
    return points
