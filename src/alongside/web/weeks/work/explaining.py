"""The background run that says what cannot be met, which rules stand in the way, and the least that would cure it."""

from __future__ import annotations

from typing import Any

from alongside.engines.timetable import Plan as Answer
from alongside.engines.timetable.explain import Explanation, explain
from alongside.web.jobs.work import Handle, does
from alongside.web.weeks.actions.explaining import KIND
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.timetable import build_problem, visits_of, weights_of

SECONDS = 20


@does(KIND, title="Finding out why", page="weeks:explaining")
def find_out(handle: Handle) -> dict[str, Any]:
    """Reads and computes, changes nothing: safe to run twice."""
    week = PracticeWeek.objects.get(pk=handle.payload["week"])
    found = build_problem(week)
    plan = Plan.objects.filter(pk=handle.payload["plan"], week=week).first() if handle.payload["plan"] else None
    answer = Answer(visits=tuple(visits_of(plan, found))) if plan else None
    explained = explain(found.problem, answer, weights=weights_of(week), time_limit=SECONDS, should_stop=handle.should_stop)
    return in_words(explained)


def in_words(explained: Explanation) -> dict[str, Any]:
    """Sentences for the page. `feasible` is None when time ran out before it was known."""
    problem, cure = explained.problem, explained.cure
    return {
        "feasible": explained.feasible,
        "missed": [_sentence(promise.text(problem)) for promise in explained.missed],
        "conflicts": [conflict.text(problem) for conflict in explained.conflicts],
        "asks": [_sentence(ask.text(problem)) for ask in cure.asks] if cure else [],
        "hopeless": [_sentence(promise.text(problem)) for promise in cure.hopeless] if cure else [],
        "cheapest": bool(cure and cure.proven),
        "checked": explained.checked,
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
