"""The background run that plans a week: reads it, solves it while telling how it goes, keeps the result as a plan."""

from __future__ import annotations

import time
from typing import Any

from alongside.engines.timetable import Plan as Answer
from alongside.engines.timetable import Progress, Stage, score, solve
from alongside.web.jobs.work import Handle, Problem, does
from alongside.web.weeks.actions.planning import KIND
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.timetable import WeekProblem, build_problem, save_plan, weights_of
from alongside.web.weeks.timetable.plans import Visit, locked_visits_of, next_number

TELL_EVERY_SECONDS = 0.7
MOST_POINTS = 240  # on the chart; thinned out when there are more
NAMED_TEAMS = 12


@does(KIND, title="Planning the week", page="weeks:planning")
def plan(handle: Handle) -> dict[str, Any]:
    """Safe to run twice: the plan of a job is saved once, and a run that died before that begins anew."""
    week = PracticeWeek.objects.get(pk=handle.payload["week"])
    if saved := Plan.objects.filter(job=handle.job).first():
        return {"plan": str(saved.pk)}
    week_problem = build_problem(week)
    _check(week_problem)
    kept = handle.payload.get("keep_locked_of")
    base = Plan.objects.filter(pk=kept, week=week).first() if kept else None
    answer = _solve(handle, week, week_problem, locked_visits_of(base, week_problem) if base else [])
    number = next_number(week)
    saved = save_plan(
        week=week,
        week_problem=week_problem,
        answer=answer,
        name=f"Plan {number}",
        origin=Plan.Origin.RUN,
        by=handle.job.started_by,
        job=handle.job,
        based_on=base,
    )
    return {"plan": str(saved.pk)}


def _check(week_problem: WeekProblem) -> None:
    if not week_problem.offers:
        raise Problem("No team offers anything to be seen yet, so there is nothing to plan. Ask teams for offers first.")
    if not any(leader.avail for leader in week_problem.problem.leaders):
        raise Problem("No visitor has said when they are free yet. Ask visitors for their availability first.")


def _solve(handle: Handle, week: PracticeWeek, week_problem: WeekProblem, locked: list[Visit]) -> Answer:
    watching = Watching(handle, week_problem, handle.payload["seconds"])
    try:
        answer = solve(
            week_problem.with_meetings,
            weights=weights_of(week),
            time_limit=handle.payload["seconds"],
            locked=locked,
            progress=watching.tell,
            should_stop=handle.should_stop,
        )
    except ValueError as error:
        raise Problem(f"The locked visits cannot all stand together, so no plan was made: {error}.") from error
    watching.end(answer)
    return answer


class Watching:
    """Turns what the engine tells into what the page draws, at most a few times a second."""

    def __init__(self, handle: Handle, week_problem: WeekProblem, limit: int) -> None:
        self.handle, self.week_problem, self.limit = handle, week_problem, limit
        self.points: list[list[Any]] = []
        self.visits = 0
        self._began = time.monotonic()  # the engine's own clock starts anew when it turns to another part of the work
        self._told_at = float("-inf")

    def tell(self, news: Progress) -> None:
        if news.visits is not None:
            self.visits = len(news.visits)
        self._mark(news)
        if time.monotonic() - self._told_at >= TELL_EVERY_SECONDS:
            self._told_at = time.monotonic()
            self.handle.report(**self.so_far(news))

    def end(self, answer: Answer) -> None:
        """The last word: how the plan that is kept stands."""
        stage = answer.stages[-1]
        unseen = score(self.week_problem.problem, answer.visits).unseen
        last = Progress(answer.seconds, stage.name, stage.value, self._proven(stage), answer.levels, unseen, answer.visits)
        self.visits = len(answer.visits)
        self._mark(last)
        self.handle.report(**self.so_far(last))

    def _proven(self, stage: Stage) -> int:
        """Beside meetings the engine claims nothing for the whole; what it proved for the visits around them is what was told last."""
        told = self.points[-1] if self.points else None
        same = told is not None and told[1:3] == [stage.name, stage.value]
        return int(told[3]) if told and same and not stage.bound else stage.bound

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self._began, 1)

    def so_far(self, news: Progress) -> dict[str, Any]:
        teams = self.week_problem.teams
        return {
            "seconds": self.seconds,
            "limit": self.limit,
            "stage": news.stage,
            "value": news.value,
            "bound": news.bound,
            "levels": list(news.levels),
            "visits": self.visits,
            "teams": len(teams),
            "unseen": len(news.unseen),
            "unseen_names": [teams[n].name for n in news.unseen[:NAMED_TEAMS]],
            "meetings": bool(self.week_problem.meetings),
            "points": self.points,
        }

    def _mark(self, news: Progress) -> None:
        """A point [seconds, stage, value, bound] where something changed; every second one goes when there are too many."""
        now = [news.stage, news.value, news.bound]
        if self.points and self.points[-1][1:] == now:
            return
        self.points.append([self.seconds, *now])
        if len(self.points) > MOST_POINTS:
            self.points = [*self.points[:-1:2], self.points[-1]]
