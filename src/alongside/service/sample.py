"""What the demonstration shows: the sample directorate, its week planned, and who may be chosen to sign in as."""

import uuid

from alongside.web.access.demonstration import personas
from alongside.web.access.models import User
from alongside.web.jobs.models import Job
from alongside.web.today.sample import create_seen_and_heard
from alongside.web.weeks.actions.planning import plan_week
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.sample import create_sample

SECONDS_TO_PLAN = 30
ONE_RUN = uuid.UUID(int=2018)  # asked for again, it is the same run


def sample_week() -> PracticeWeek:
    """Make what is not there, and have the worker plan the week unless somebody has begun to."""
    week = create_sample()
    if week.based_on is not None:
        create_seen_and_heard(week.based_on, one_of_each_role())
    if not Plan.objects.filter(week=week).exists():
        plan_week(client_id=ONE_RUN, week=week, seconds=SECONDS_TO_PLAN, by=practice_lead())
    return week


def practice_lead() -> User:
    return next(cast.people[0].user for cast in personas() if cast.role.code == "practice_lead")


def one_of_each_role() -> dict[str, User]:
    """One a role, by the role's code."""
    return {cast.role.code: cast.people[0].user for cast in personas()}


def is_planned() -> bool:
    """No run is under way: there is a plan, or the page of the run says why there is none."""
    return not Job.objects.unfinished().filter(key__endswith=str(ONE_RUN)).exists()


def who_to_be() -> list[str]:
    """One person for each role, as the sign-in page offers them."""
    casts = [(cast.role.name, cast.people[0].user.name) for cast in personas()]
    width = max((len(role) for role, _ in casts), default=0)
    return [f"{role:<{width}}  {name}" for role, name in casts]
