"""A week as the engine sees it, beside the rows that its numbers stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from alongside.engines.timetable import Problem
from alongside.web.organisation.models import Service, Site, Team
from alongside.web.weeks.models import FamilyConversation, Interpreter, Offer, PracticeWeek, ShadowingHost, ShadowingRequest, Visitor


def places(rows: Sequence[Any]) -> dict[UUID, int]:
    """Where each row stands in its list: the engine's number for it."""
    return {row.pk: n for n, row in enumerate(rows)}


@dataclass(frozen=True)
class WeekProblem:
    """`visitors[n]` is the engine's leader n, `teams[n]` its team n, and so on. `offers` holds each (team number, slot).

    `problem` is the visits alone, which is what a plan is judged and changed by; `with_meetings` adds shadowings and family
    conversations, which are planned in the same run.
    """

    week: PracticeWeek
    problem: Problem
    visitors: list[Visitor]
    teams: list[Team]
    services: list[Service]
    sites: list[Site]
    offers: dict[tuple[int, int], Offer]
    hosts: list[ShadowingHost] = field(default_factory=list)
    requests: list[ShadowingRequest] = field(default_factory=list)
    conversations: list[FamilyConversation] = field(default_factory=list)
    interpreters: list[Interpreter] = field(default_factory=list)
    venues: list[Site] = field(default_factory=list)
    meetings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def with_meetings(self) -> Problem:
        return replace(self.problem, extra=self.meetings) if self.meetings else self.problem

    @cached_property
    def visitor_number(self) -> dict[UUID, int]:
        return places(self.visitors)

    @cached_property
    def staff_number(self) -> dict[UUID, int]:
        """Staff member to visitor number."""
        return {v.staff_member_id: n for n, v in enumerate(self.visitors)}

    @cached_property
    def team_number(self) -> dict[UUID, int]:
        return places(self.teams)

    @cached_property
    def service_number(self) -> dict[UUID, int]:
        return places(self.services)

    @cached_property
    def site_number(self) -> dict[UUID, int]:
        return places(self.sites)
