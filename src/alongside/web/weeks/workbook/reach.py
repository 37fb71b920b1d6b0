"""Teams that offer something which nobody could come to, and why."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.timetable import WeekProblem, build_problem

NAMED = 4


def unreachable(week: PracticeWeek) -> dict[str, str]:
    """Team code to the reason. Empty while nobody has said when they are free."""
    made = build_problem(week)
    if not any(visitor.avail for visitor in made.problem.leaders):
        return {}
    reasons = {}
    for number, team in enumerate(made.problem.teams):
        if team.offers and (reason := _reason(made, number)):
            reasons[made.teams[number].code] = reason
    return reasons


def _reason(made: WeekProblem, number: int) -> str:
    """Nothing when somebody can come."""
    problem = made.problem
    team, rules = problem.teams[number], problem.rules
    offered = {offer.slot for offer in team.offers}
    free = [v for v in problem.leaders if offered & set(v.avail)]
    if not free:
        return f"Nobody is free when it can be seen ({_slots(made, offered)})"
    own = [v for v in free if v.id in team.line]
    declared = [v for v in free if v not in own and (v.id, team.id) in problem.forbid]
    far = [v for v in free if v not in own + declared and problem.travel[v.base][team.site] > rules.max_from_base]
    if len(own) + len(declared) + len(far) < len(free):
        return ""
    why = [
        (own, "answers for this team or works in it", "answer for this team or work in it"),
        (declared, "must not meet it (declared interest)", "must not meet it (declared interests)"),
        (far, f"is based more than {rules.max_from_base} minutes away", f"are based more than {rules.max_from_base} minutes away"),
    ]
    told = [f"{_names(made, [v.id for v in who])} {one if len(who) == 1 else many}" for who, one, many in why if who]
    return f"Of those free when it can be seen ({_slots(made, offered)}), " + "; ".join(told)


def _slots(made: WeekProblem, slots: Iterable[int]) -> str:
    return ", ".join(made.week.slot(slot).short_name for slot in sorted(slots))


def _names(made: WeekProblem, visitors: list[int]) -> str:
    names = [made.visitors[v].staff_member.name for v in visitors[:NAMED]]
    more = len(visitors) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
