"""Broken rules, and what a change would do, in plain words with the names people know."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alongside.engines.timetable.plan import Visit
from alongside.web.design.words import plural
from alongside.web.weeks.board.breaches import Breach, Kind
from alongside.web.weeks.board.ledger import Ledger
from alongside.web.weeks.board.rules import Commitments
from alongside.web.weeks.board.weighing import Effect
from alongside.web.weeks.timetable import WeekProblem

Say = Callable[["Words", Breach], str]


class Words:
    """Names for the engine's numbers, and sentences made of them."""

    def __init__(self, week_problem: WeekProblem, ledger: Ledger, commitments: Commitments) -> None:
        self.rows, self.ledger, self.commitments = week_problem, ledger, commitments
        self.slots = week_problem.week.slots

    def visitor(self, n: int | None) -> str:
        return self.rows.visitors[n].staff_member.name if n is not None else "The visitor"

    def team(self, n: int | None) -> str:
        return self.rows.teams[n].name if n is not None else "the team"

    def site_of(self, team: int) -> str:
        return self.rows.sites[self.ledger.problem.teams[team].site].name

    def slot(self, n: int | None) -> str:
        return self.slots[n].name if n is not None else "then"

    def day(self, n: int | None) -> str:
        return f"{self.rows.week.days[n]:%A}" if n is not None else "that day"

    def breach(self, breach: Breach) -> str:
        return SAYINGS[breach.kind](self, breach)

    def breaches(self, found: Iterable[Breach]) -> str:
        """All of them as one clause to follow "Not possible:"."""
        return joined([self.breach(b) for b in found])

    # --- one saying for each kind of broken rule ---

    def unknown(self, b: Breach) -> str:
        return "a rule of the week would be broken"

    def twice(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} is already at this visit"

    def line(self, b: Breach) -> str:
        person, team = self.rows.visitors[b.leader or 0].staff_member, self.rows.teams[b.team or 0]
        if person.team_id == team.pk:
            return f"{person.name} works in {team.name}"
        return f"{person.name} is in the line of management of {team.name}"

    def declared(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} and {self.team(b.team)} must not meet, because of a declared interest"

    def too_far(self, b: Breach) -> str:
        p = self.ledger.problem
        minutes = p.travel[p.leaders[b.leader or 0].base][p.teams[b.team or 0].site]
        whose, most = possessive(self.visitor(b.leader)), p.rules.max_from_base
        return f"{self.team(b.team)} is {minutes} minutes from {whose} base, and the most is {most}"

    def not_allowed(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} may not visit {self.team(b.team)}"

    def not_offered(self, b: Breach) -> str:
        return f"{self.team(b.team)} offers nothing on {self.slot(b.slot)}"

    def not_free(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} is not free on {self.slot(b.slot)}"

    def busy(self, b: Breach) -> str:
        other = self.commitments[b.leader or 0, b.slot or 0]
        return f"{self.visitor(b.leader)} has {other.what}{' at ' + other.where if other.where else ''} then"

    def elsewhere(self, b: Breach) -> str:
        if b.slot is None:
            return f"{self.visitor(b.leader)} would be in two places at once on {self.day(b.day)}"
        team = next(t for at, t in self.ledger.days[b.leader or 0, b.slot // self.ledger.problem.parts] if at == b.slot)
        return f"{self.visitor(b.leader)} is with {self.team(team)} at {self.site_of(team)} then"

    def met(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} already visits {self.team(b.team)} this week"

    def full(self, b: Breach) -> str:
        there = joined([self.visitor(v) for v in sorted(self.ledger.present[b.team or 0, b.slot or 0])])
        places = self.ledger.problem.offers[b.team or 0, b.slot or 0].cap
        room = "one visitor" if places == 1 else f"{places} visitors"
        return f"there is room for {room}, and {there} {'is' if places == 1 else 'are'} going"

    def same_service(self, b: Breach) -> str:
        p = self.ledger.problem
        others = [v for v in sorted(self.ledger.present[b.team or 0, b.slot or 0]) if p.leaders[v].area == b.area]
        who = self.visitor(others[0]) if others else "someone"
        return f"{who}, from the same service, is already going" if b.area is not None else "two visitors would come from one service"

    def team_full(self, b: Breach) -> str:
        return f"{self.team(b.team)} takes at most {plural(self.ledger.problem.teams[b.team or 0].max_visits, 'visit')} this week"

    def team_that_day(self, b: Breach) -> str:
        return f"{self.team(b.team)} already has a visit on {self.day(b.day)}"

    def site_full(self, b: Breach) -> str:
        cap = self.ledger.problem.sites[b.site or 0].cap
        return f"{self.rows.sites[b.site or 0].name} takes at most {plural(cap, 'visit')} at once and is full on {self.slot(b.slot)}"

    def day_full(self, b: Breach) -> str:
        most = self.ledger.problem.rules.max_per_day
        stops = plural(most, "visit or conversation", "visits or conversations")
        return f"{self.visitor(b.leader)} has a full {self.day(b.day)}, with at most {stops} in a day"

    def visitor_full(self, b: Breach) -> str:
        return f"{self.visitor(b.leader)} agreed to at most {plural(self.ledger.problem.leaders[b.leader or 0].max, 'visit')}"

    def travel(self, b: Breach) -> str:
        other = f" between here and {self.rows.sites[b.site].name}" if b.site is not None else ""
        return f"{self.visitor(b.leader)} could not travel{other} in time for {self.slot(b.slot)}"

    # --- what a change would do ---

    def effect(self, effect: Effect) -> list[str]:
        """Short clauses, what is promised first. Empty when nothing changes."""
        return [*self._promises(effect), *self._quality(effect)]

    def _promises(self, e: Effect) -> list[str]:
        said = [f"{self.team(t)} would be seen" for t in sorted(e.teams_won)]
        said += [f"nobody would see {self.team(t)}" for t in sorted(e.teams_lost)]
        areas = self.ledger.problem.areas
        said += [f"{areas[a]} would have a corporate visitor" for a in sorted(e.areas_won)]
        said += [f"no corporate visitor would see {areas[a]}" for a in sorted(e.areas_lost)]
        said += [f"{self.visitor(v)} would no longer be short of visits" for v in sorted(e.short_won) if self._just_enough(v)]
        said += [f"{self.visitor(v)} would be nearer to enough visits" for v in sorted(e.short_won) if not self._just_enough(v)]
        said += [f"{self.visitor(v)} would have too few visits" for v in sorted(e.short_lost)]
        if not said and e.levels.coverage:
            said.append("one more visit made by two" if e.levels.coverage < 0 else "one visit fewer made by two")
        if e.levels.independence:
            said.append("seen by another service" if e.levels.independence < 0 else "seen by its own service")
        return said

    def _just_enough(self, leader: int) -> bool:
        return self.ledger.problem.leaders[leader].min - self.ledger.load[leader] <= 1

    def _quality(self, e: Effect) -> list[str]:
        said = []
        if e.levels.travel:
            said.append(f"{minutes(abs(e.levels.travel))} {'less' if e.levels.travel < 0 else 'more'} travel")
        if e.levels.preference:
            said.append("closer to what people asked for" if e.levels.preference < 0 else "further from what people asked for")
        if e.levels.fairness:
            said.append("visits shared more evenly" if e.levels.fairness < 0 else "visits shared less evenly")
        if e.levels.compactness:
            said.append("fewer days out or gaps" if e.levels.compactness < 0 else "another day out or gap")
        return said

    def visit(self, visit: Visit) -> str:
        """Asha Khan to Kestrel team on Tuesday morning"""
        leader, team, slot = visit
        return f"{self.visitor(leader)} to {self.team(team)} on {self.slot(slot)}"


SAYINGS: dict[Kind, Say] = {kind: getattr(Words, kind.value) for kind in Kind}


def joined(parts: list[str], last: str = "and") -> str:
    """a, b and c"""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def minutes(count: int) -> str:
    """12 minutes; 1 hour 5 minutes"""
    hours, rest = divmod(count, 60)
    parts = [plural(hours, "hour")] if hours else []
    return " ".join(parts + ([plural(rest, "minute")] if rest or not hours else []))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
