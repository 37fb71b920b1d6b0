"""The bridge between a practice week in the database and the timetable engine."""

from alongside.web.weeks.timetable.building import build_problem
from alongside.web.weeks.timetable.plans import save_plan, visits_of, weights_of
from alongside.web.weeks.timetable.week_problem import WeekProblem

__all__ = ["WeekProblem", "build_problem", "save_plan", "visits_of", "weights_of"]
