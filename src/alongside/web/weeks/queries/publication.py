"""Reads of what was published: versions, programmes, and calendars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import Feed, Plan, PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.models.publication import PublishedEntryQuerySet, teams_seen_by

RELATED = ("week", "visitor", "team", "practitioner", "host", "site", "changed_in")


def entries_for(user: User, week: PracticeWeek) -> PublishedEntryQuerySet:
    """What of the week this user may see, cancelled entries too, in the order of slots."""
    return PublishedEntry.objects.visible_to(user).filter(week=week).select_related(*RELATED).order_by("slot", "kind", "team__name", "id")


def of_person(entries: PublishedEntryQuerySet, staff: StaffMember | UUID) -> PublishedEntryQuerySet:
    return entries.filter(Q(visitor=staff) | Q(practitioner=staff) | Q(host=staff))


def lines_for(user: User, publications: Iterable[Publication]) -> list[tuple[Publication, list[dict[str, Any]]]]:
    """Each version with its change log: all of it for those who see all visits, otherwise the lines about oneself or one's teams."""
    concern = Concern(user)
    return [(p, [line for line in p.changes if concern.with_(line["staff"], line["teams"])]) for p in publications]


class Concern:
    """Whether something is this user's business. Asks the database once."""

    def __init__(self, user: User) -> None:
        self.all = user.may(Permission.WEEKS_SEE_ALL_VISITS)
        staff = user.staff_member
        self.person = str(staff.pk) if staff else ""
        self.teams = set() if self.all or staff is None else {str(pk) for pk in teams_seen_by(staff).values_list("pk", flat=True)}

    def with_(self, staff: Iterable[str], teams: Iterable[str]) -> bool:
        return self.all or self.person in set(staff) or not self.teams.isdisjoint(teams)


def calendar_entries(feed: Feed) -> PublishedEntryQuerySet:
    """Everything ever published to this person or team, with what was cancelled: calendars must be told of that too."""
    entries = (
        PublishedEntry.objects.filter(week__directorate_id=feed.directorate_id).select_related(*RELATED).order_by("week_id", "slot", "id")
    )
    if feed.team_id:
        return entries.filter(team_id=feed.team_id)
    assert feed.staff_member_id is not None
    return of_person(entries, feed.staff_member_id)


def live_feed(token: str) -> Feed | None:
    """The calendar at this address, unless the person has left or the team is closed."""
    feed = Feed.objects.select_related("staff_member__user", "team").filter(token=token).first()
    if feed is None:
        return None
    owner: StaffMember | Team | None = feed.staff_member or feed.team
    gone = owner is None or owner.retired_on is not None
    return None if gone or _is_shut_out(feed.staff_member) else feed


def _is_shut_out(staff: StaffMember | None) -> bool:
    """Their account was closed, or may no longer read weeks. Somebody without an account keeps their calendar."""
    user = getattr(staff, "user", None)
    return user is not None and not user.may(Permission.WEEKS_VIEW)


def no_longer_works(plan: Plan, *, first_open: int) -> list[str]:
    """Visits still to come that break a rule by now, with the reason: an offer taken back, somebody no longer free."""
    desk = Desk(plan)
    rows = [row for row in desk.visits if row.pk in desk.problems and row.offer.slot >= first_open]
    slots = plan.week.slots
    return [f"{r.visitor} to {r.offer.team} on {slots[r.offer.slot].name}: {desk.problems[r.pk]}" for r in rows]
