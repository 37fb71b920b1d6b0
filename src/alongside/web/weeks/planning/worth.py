"""What a plan is worth, in plain words: the six levels as the judge counts them, and what was proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from alongside.engines.timetable import Score, score
from alongside.web.design.words import plural
from alongside.web.weeks.models import Plan
from alongside.web.weeks.timetable import WeekProblem, visits_of
from alongside.web.weeks.timetable.plans import Visit

STAGES = {
    "coverage": "Every team seen",
    "meetings": "Shadowings and family conversations that people wish for",
    "independence": "Seen from outside",
    "quality": "Preferences, fairness, travel and days out, weighed together",
    "preference": "What people want to see",
    "fairness": "Fair shares",
    "travel": "Driving",
    "compactness": "Days out",
}


@dataclass(frozen=True)
class Level:
    name: str
    words: str
    value: int
    promise: bool = False
    names: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        return self.value == 0


@dataclass(frozen=True)
class StageWords:
    name: str
    value: int
    bound: int
    proven: bool

    @property
    def gap(self) -> str:
        """How far from the best that could be, at most."""
        if self.proven:
            return "Proven: nothing better exists"
        if not self.bound:
            return "How much better it could be is not known"
        return f"At most {max(0.1, 100 * (self.value - self.bound) / self.value):.1f}% from the best there could be"


@dataclass(frozen=True)
class Worth:
    levels: list[Level]
    stages: list[StageWords]
    broken: list[str]
    visits: int

    @property
    def all_proven(self) -> bool:
        return bool(self.stages) and all(stage.proven for stage in self.stages)


def worth_of(plan: Plan, found: WeekProblem) -> Worth:
    """Counted anew from the visits, so that it holds after changes by hand too."""
    visits = visits_of(plan, found)
    counted = score(found.problem, visits)
    stages = [StageWords(STAGES.get(s["name"], s["name"]), s["value"], s["bound"], s["proven"]) for s in plan.stages]
    return Worth(levels_in_words(counted, visits, found), stages, list(counted.broken), len(visits))


def levels_in_words(counted: Score, visits: list[Visit], found: WeekProblem) -> list[Level]:
    coverage, independence, preference, fairness, travel, compactness = counted.levels
    gaps = _gaps(counted, found)
    return [
        Level("Every team is seen", _coverage(counted, found), coverage, promise=True, names=gaps),
        Level("Teams are seen by someone from outside their service", _independence(independence, len(visits)), independence, promise=True),
        Level("People see what they want to see", _preference(visits, found), preference),
        Level("Visits are shared out fairly", _fairness(visits, found), fairness),
        Level("Nobody drives further than needed", _travel(travel, len(visits)), travel),
        Level("Few days out, few gaps", _days_out(visits, found), compactness),
    ]


def _coverage(counted: Score, found: WeekProblem) -> str:
    teams = len(found.teams)
    seen = teams - len(counted.unseen)
    words = f"All {plural(teams, 'team')} are seen" if seen == teams else f"{seen} of {plural(teams, 'team')} are seen"
    return f"{words}, {plural(counted.doubles, 'visit')} by two visitors."


def _gaps(counted: Score, found: WeekProblem) -> list[str]:
    """Everything that keeps the first promise from being whole."""
    gaps = [f"{found.teams[n].name} is not seen" for n in counted.unseen]
    gaps += [f"No corporate visitor sees {found.services[n].name}" for n in counted.areas_unseen]
    gaps += [f"{plural(counted.visits_short, 'visit')} short of the fewest that visitors should make"] if counted.visits_short else []
    missing = found.problem.rules.double_min - counted.doubles
    gaps += [f"{plural(missing, 'visit')} by two fewer than the week asks for"] if missing > 0 else []
    return gaps


def _independence(inside: int, visits: int) -> str:
    if not inside:
        return "No visit is by somebody from the team's own service."
    return f"{inside} of {plural(visits, 'visit')} {'is' if inside == 1 else 'are'} by somebody from the team's own service."


def _preference(visits: list[Visit], found: WeekProblem) -> str:
    problem = found.problem
    said = Counter(problem.leaders[leader].interest[problem.teams[team].kind] for leader, team, _ in visits)
    again = sum((leader, team) in problem.last for leader, team, _ in visits)
    words = [f"{said[0]} keen", f"{said[1]} happy", f"{said[2]} rather not", f"{said[3]} last resort"]
    repeat = f" {plural(again, 'pair')} met last time too." if again else " No pair met last time."
    return f"Visits by what the visitor said: {', '.join(words)}.{repeat}"


def _fairness(visits: list[Visit], found: WeekProblem) -> str:
    load = Counter(leader for leader, _, _ in visits)
    free = [leader for leader in found.problem.leaders if leader.avail]
    usual = sum(load[leader.id] == leader.target for leader in free)
    none = sum(load[leader.id] == 0 for leader in free)
    idle = f" {plural(none, 'visitor')} {'makes' if none == 1 else 'make'} none." if none else ""
    return f"{usual} of {plural(len(free), 'visitor')} make their usual number of visits.{idle}"


def _travel(minutes: int, visits: int) -> str:
    hours = f"{minutes // 60} hours {minutes % 60} minutes"
    each = f", {round(minutes / visits)} minutes a visit" if visits else ""
    return f"{hours} on the road altogether{each}."


def _days_out(visits: list[Visit], found: WeekProblem) -> str:
    parts = found.problem.parts
    days = {(leader, slot // parts) for leader, _, slot in visits}
    at = {(leader, slot) for leader, _, slot in visits}
    gaps = sum((v, d * parts) in at and (v, d * parts + 2) in at and (v, d * parts + 1) not in at for v, d in days)
    return f"{plural(len(days), 'day')} out, {plural(gaps, 'idle afternoon') if gaps else 'no idle afternoon'} between two visits."
