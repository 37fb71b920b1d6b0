"""Who may shadow whom, and who has asked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.web.weeks.models import PracticeWeek, ShadowingHost, ShadowingPreference, ShadowingRequest
from alongside.web.weeks.timetable.lines import Lines


def hosts_for(week: PracticeWeek, person: UUID) -> list[ShadowingHost]:
    """Managers a practitioner may shadow: never one of their own line."""
    line = set(Lines(week.directorate_id).upwards(person))
    hosts = ShadowingHost.objects.filter(week=week).select_related("staff_member")
    return [host for host in hosts if host.staff_member_id not in line]


def requests_for(host: ShadowingHost) -> list[ShadowingRequest]:
    """Practitioners outside the host's own line; those who chose this host first."""
    lines = Lines(host.week.directorate_id)
    asked = ShadowingRequest.objects.filter(week=host.week).select_related("staff_member__team").prefetch_related("preferences")
    allowed = [request for request in asked if host.staff_member_id not in lines.upwards(request.staff_member_id)]
    return sorted(allowed, key=lambda request: (_rank(request, host), request.staff_member.name))


def _rank(request: ShadowingRequest, host: ShadowingHost) -> int:
    ranks = [p.practitioner_choice for p in request.preferences.all() if p.host_id == host.pk and p.practitioner_choice is not None]
    return ranks[0] if ranks else 99


@dataclass(frozen=True)
class Asked:
    request: ShadowingRequest
    choices: list[str]


@dataclass(frozen=True)
class Hosting:
    host: ShadowingHost
    when: str
    chosen_by: int


def shadowing_overview(week: PracticeWeek) -> tuple[list[Hosting], list[Asked]]:
    """Everything asked and offered, for the practice lead. Three queries."""
    hosts = list(ShadowingHost.objects.filter(week=week).select_related("staff_member"))
    requests = list(ShadowingRequest.objects.filter(week=week).select_related("staff_member__team"))
    preferences = list(
        ShadowingPreference.objects.filter(request__week=week, practitioner_choice__isnull=False).order_by("practitioner_choice")
    )
    names = {host.pk: host.staff_member.name for host in hosts}
    slots = week.slots
    hosting = [
        Hosting(
            host,
            ", ".join(slots[n].short_name for n in host.slots if n < len(slots)),
            sum(p.host_id == host.pk for p in preferences),
        )
        for host in hosts
    ]
    asked = [Asked(r, [names[p.host_id] for p in preferences if p.request_id == r.pk and p.host_id in names]) for r in requests]
    return hosting, asked
