"""How a week's listening goes: for each team, who was asked and how many answered. Counts of answers are never shown under five."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet

from alongside.web.forms.kinds import FAMILY
from alongside.web.organisation.models import Team
from alongside.web.voices.models import Ask, Response, Way
from alongside.web.voices.small_numbers import about, fewer_than_five
from alongside.web.weeks.models import PracticeWeek


@dataclass
class TeamHeard:
    """`asked` counts each outcome; `answers` is in words."""

    team: Team
    ways: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    answers: str = ""

    @property
    def all_asked(self) -> int:
        return self.asked.total()


@dataclass(frozen=True)
class WeekHeard:
    teams: list[TeamHeard]
    families: str
    staff: str
    asked: Counter[str]
    ways: int

    @property
    def silent(self) -> list[TeamHeard]:
        """Teams whose families nobody has asked, in any way."""
        return [row for row in self.teams if not row.ways and not row.all_asked]


def week_heard(week: PracticeWeek, teams: QuerySet[Team]) -> WeekHeard:
    """Four queries, however many teams."""
    rows = {team.pk: TeamHeard(team) for team in teams.select_related("service").order_by("service__order", "service__name", "name")}
    for team_id, count in _counted(Way.objects.open().filter(week=week, team__in=rows)):
        rows[team_id].ways = count
    asked = Ask.objects.filter(week=week, team__in=rows).values_list("team_id", "outcome").annotate(count=Count("id")).order_by()
    for team_id, outcome, count in asked:
        rows[team_id].asked[outcome] = count
    families, staff = answers_by_team(week)
    for team_id, row in rows.items():
        row.answers = fewer_than_five(families.get(team_id, 0))
    return WeekHeard(
        teams=list(rows.values()),
        families=about(families.total()),
        staff=about(staff.total()),
        asked=sum((row.asked for row in rows.values()), Counter()),
        ways=sum(row.ways for row in rows.values()),
    )


def answers_by_team(week: PracticeWeek) -> tuple[Counter[UUID | None], Counter[UUID | None]]:
    """How many answered, taken back or not: families, and staff and partners."""
    families, others = Counter[UUID | None](), Counter[UUID | None]()
    counted = Response.objects.filter(week=week).values_list("team_id", "version__form__kind").annotate(count=Count("id")).order_by()
    for team_id, kind, count in counted:
        (families if kind in FAMILY else others)[team_id] += count
    return families, others


def _counted(rows: QuerySet[Way]) -> list[tuple[UUID, int]]:
    found: dict[UUID, int] = defaultdict(int)
    for team_id, count in rows.order_by().values_list("team_id").annotate(count=Count("id")):
        found[team_id] += count
    return list(found.items())
