"""What practitioners answered in the pulse: averages of groups with enough answers, never of a person, in no order of rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.organisation.models import Team
from alongside.web.voices.models import PulseTaken, Response
from alongside.web.voices.small_numbers import STAFF, Group, rolled_up
from alongside.web.weeks.models import PracticeWeek


@dataclass(frozen=True)
class Line:
    """A question on a scale, and its average over everybody; `means` are those of the rows, in their order."""

    question: str
    low: str
    high: str
    top: int
    mean: float
    means: list[float | None]


@dataclass(frozen=True)
class Results:
    """`lines` is empty where too few answered."""

    answered: int
    rows: list[tuple[str, int]]
    lines: list[Line]


def pulse_version(week: PracticeWeek) -> FormVersion | None:
    form = form_of_kind(week.directorate, Kind.PULSE)
    return version_for(form, week) if form else None


def has_taken(week: PracticeWeek, user: User) -> bool:
    return PulseTaken.objects.filter(week=week, staff_member=user.staff_member_id).exists()


def pulse_results(week: PracticeWeek, user: User) -> Results:
    """Every group for those who read what is said; for everybody else the whole, and the group of their own team."""
    taken = Response.objects.released().filter(week=week, version__form__kind=Kind.PULSE)
    answers = [(team, dict(said or {})) for team, said in taken.values_list("team_id", "answers")]
    version = pulse_version(week)
    if version is None or len(answers) < STAFF:
        return Results(len(answers), [], [])
    groups = _groups(week, Counter(team for team, _ in answers))
    if not user.may(Permission.VOICES_READ):
        own = user.staff_member.team_id if user.staff_member else None
        groups = [(name, group) for name, group in groups if own in group.teams]
    said = [[each for team, each in answers if team in group.teams] for _, group in groups]
    lines = [line for question in _scales(version.as_definition) if (line := _line(question, [each for _, each in answers], said))]
    return Results(len(answers), [(name, group.count) for name, group in groups], lines)


def _groups(week: PracticeWeek, counts: Counter[UUID | None]) -> list[tuple[str, Group[UUID | None]]]:
    """Named, in the order of their names. Somebody of no team counts among the rest."""
    found = Team.objects.filter(directorate_id=week.directorate_id, pk__in=[key for key in counts if key])
    teams = {team.pk: team for team in found.select_related("service")}
    service_of = {key: teams[key].service_id if key in teams else None for key in counts}
    groups = rolled_up(counts, service_of, STAFF)
    return sorted(((_name(group, teams), group) for group in groups), key=lambda named: named[0])


def _name(group: Group[UUID | None], teams: dict[UUID, Team]) -> str:
    if len(group.teams) == 1 and group.teams[0] in teams:
        return str(teams[group.teams[0]])
    if group.service is None:
        return "Teams of several services"
    service = next(teams[key].service.name for key in group.teams if key in teams)
    return service if group.whole else f"Other teams in {service}"


def _scales(definition: Definition) -> list[Question]:
    return [question for question in definition.questions if question.type is QuestionType.SCALE]


def _line(question: Question, everybody: Sequence[dict[str, Any]], groups: Sequence[Sequence[dict[str, Any]]]) -> Line | None:
    mean = _mean(question, everybody)
    if mean is None:
        return None
    names = {option.key: option.words.said() for option in question.options}
    low, high = names.get(str(question.low), ""), names.get(str(question.high), "")
    return Line(question.words.said(), low, high, question.high, mean, [_mean(question, group) for group in groups])


def _mean(question: Question, answers: Sequence[dict[str, Any]]) -> float | None:
    """To one place; None where fewer than six answered this question."""
    given = [each[question.key] for each in answers if isinstance(each.get(question.key), int)]
    return round(sum(given) / len(given), 1) if len(given) >= STAFF else None
