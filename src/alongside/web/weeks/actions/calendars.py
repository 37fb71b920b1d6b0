"""Calendar addresses: whoever has one can read it, so it is made once and can be made anew."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.models import Feed
from alongside.web.weeks.models.publication import feed_token, teams_seen_by


@transaction.atomic
def calendar_address(*, by: User, team: Team | None = None) -> Feed:
    """One's own calendar, or a team's: the same one each time."""
    require(by, Permission.WEEKS_VIEW)
    staff = _staff_of(by)
    if team is not None and not teams_seen_by(staff).filter(pk=team.pk).exists():
        raise NotAllowed("Not found")
    whose = {"team": team} if team else {"staff_member": staff}
    feed, created = Feed.objects.get_or_create(**whose, defaults={"directorate_id": by.directorate_id})
    if created:
        record("calendar.made", by=by, on=feed, name=str(feed))
    return feed


@transaction.atomic
def renew_calendar(*, feed: Feed, token: str, by: User) -> Feed:
    """A new address; the old one stops working at once. `token` is the one to give up, so pressing twice renews once."""
    if not Feed.objects.visible_to(by).filter(pk=feed.pk).exists():
        raise NotAllowed("Not found")
    if feed.team_id:
        require(by, Permission.WEEKS_OFFER, feed)
    held = Feed.objects.select_for_update().get(pk=feed.pk)
    if held.token == token:
        held.token, held.made_at = feed_token(), timezone.now()
        held.save(update_fields=["token", "made_at"])
        record("calendar.renewed", by=by, on=held, name=str(held))
    return held


def _staff_of(by: User) -> StaffMember:
    if by.staff_member is None:
        raise NotAllowed("Not found")
    return by.staff_member
