"""Publishing a plan: what people have in their hands changes here and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.notices.actions import queue_notice
from alongside.web.weeks.models import Cancellation, Feed, Plan, PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.publication.calendar import calendar_of
from alongside.web.weeks.publication.difference import COPIED, Change
from alongside.web.weeks.publication.draft import Draft, draft_of
from alongside.web.weeks.publication.messages import body_of, subject_of
from alongside.web.weeks.publication.snapshot import snapshot
from alongside.web.weeks.publication.telling import Parcel
from alongside.web.weeks.refusals import Refused

S = PracticeWeek.State
FILE_NAME = "practice-week.ics"
Held = Mapping[int, PublishedEntry]
"""Saved entries by the identity of the entry a change names."""


@transaction.atomic
def publish_plan(*, plan: Plan, name: str, version: int, after: int, by: User, now: dt.datetime) -> Publication:
    """Make the plan what stands, and tell those it touches, and only them.

    `version` is the plan's and `after` the number of the last publication, as the person who pressed the button saw them.
    Publishing the very same plan again returns the same publication and tells nobody.
    """
    require(by, Permission.WEEKS_PUBLISH, plan.week)
    week = PracticeWeek.objects.select_for_update().get(pk=plan.week_id)
    plan = Plan.objects.select_for_update().select_related("week").get(pk=plan.pk)
    latest = week.publications.order_by("-number").first()
    if latest is not None and (latest.plan_id, latest.plan_version) == (plan.pk, plan.version):
        return latest
    _check(week, plan, latest, version, after)
    draft = draft_of(plan, now=now)
    if not draft.changes:
        raise Refused("Nothing has changed since the last version" if latest else "The plan is empty, so there is nothing to publish")
    publication = _write(draft, name.strip() or f"Version {after + 1}", by, now)
    parcels = draft.parcels  # worded before the rows move on
    held = _apply(draft, publication, now)
    _keep_programme(publication)
    _make_calendars(parcels, week)
    _settle(week, plan, by)
    for parcel in parcels:
        _tell(publication, parcel, held, by)
    PracticeWeek.objects.filter(pk=week.pk).update(state=S.PUBLISHED)
    record("week.published", by=by, on=week, number=publication.number, plan=str(plan.pk), changes=len(draft.changes), told=len(parcels))
    return publication


@transaction.atomic
def accept_repair(*, plan: Plan, version: int, after: int, by: User, now: dt.datetime) -> Publication:
    """Publish a proposed repair, unless another version was published since: then it must be worked out again."""
    require(by, Permission.WEEKS_PUBLISH, plan.week)
    latest = Publication.objects.filter(week_id=plan.week_id).order_by("-number").first()
    if latest is not None and latest.plan_id != plan.pk and latest.published_at > plan.created_at:
        raise Refused("Another version was published after this repair was worked out. Work it out again")
    return publish_plan(plan=plan, name=plan.name, version=version, after=after, by=by, now=now)


def _check(week: PracticeWeek, plan: Plan, latest: Publication | None, version: int, after: int) -> None:
    if plan.discarded_at is not None:
        raise Refused("This plan was put away. Choose another, or bring it back first")
    if week.state == S.FINISHED:
        raise Refused("The week is finished, so its programme stands")
    if plan.version != version:
        raise Refused("The plan changed while you had this page open. Read what it says now, and publish again")
    if (latest.number if latest else 0) != after:
        raise Refused("Another version was published while you had this page open. Read what would change now, and publish again")


def _write(draft: Draft, name: str, by: User, now: dt.datetime) -> Publication:
    number = draft.latest.number + 1 if draft.latest else 1
    return Publication.objects.create(
        week=draft.plan.week, number=number, name=name[:120], plan=draft.plan, plan_version=draft.plan.version, changes=draft.lines,
        published_by=by, published_at=now,
    )  # fmt: skip


def _apply(draft: Draft, publication: Publication, now: dt.datetime) -> dict[int, PublishedEntry]:
    """Bring the rows up to date. The answer holds every row that was written."""
    held: dict[int, PublishedEntry] = {}
    for change in draft.changes:
        for entry in _rows_of(change, publication, now):
            entry.week = draft.plan.week
            entry.save()
            held[id(entry)] = entry
    return held


def _rows_of(change: Change, publication: Publication, now: dt.datetime) -> list[PublishedEntry]:
    before, after = change.before, change.after
    if before is not None and after is not None and not change.ends_and_begins:
        for name in COPIED:
            setattr(before, name, getattr(after, name))
        return [_touched(before, publication, now)]
    rows = []
    if before is not None:
        before.cancelled_in = publication
        rows.append(_touched(before, publication, now))
    if after is not None:
        after.first_in = after.changed_in = publication
        after.changed_at = now
        rows.append(after)
    return rows


def _touched(entry: PublishedEntry, publication: Publication, now: dt.datetime) -> PublishedEntry:
    entry.sequence += 1
    entry.changed_in, entry.changed_at = publication, now
    return entry


def _keep_programme(publication: Publication) -> None:
    standing = PublishedEntry.objects.filter(week_id=publication.week_id).standing().order_by("slot", "kind", "id")
    publication.programme = snapshot(standing)
    publication.save(update_fields=["programme"])


def _make_calendars(parcels: Sequence[Parcel], week: PracticeWeek) -> None:
    """Everyone who is told has a calendar to subscribe to, and so has every team that is visited."""
    teams = {team.pk: team for parcel in parcels for team in parcel.teams}
    feeds = [Feed(directorate_id=week.directorate_id, staff_member=parcel.staff) for parcel in parcels]
    feeds += [Feed(directorate_id=week.directorate_id, team=team) for team in teams.values()]
    Feed.objects.bulk_create(feeds, ignore_conflicts=True)


def _settle(week: PracticeWeek, plan: Plan, by: User) -> None:
    """Publishing the repair proposed for a cancellation, as it is or edited, accepts it."""
    for cancellation in week.cancellations.open().filter(repair=plan):
        cancellation.state = Cancellation.State.ACCEPTED
        cancellation.save(update_fields=["state"])
        record("repair.accepted", by=by, on=cancellation, plan=str(plan.pk))


def _tell(publication: Publication, parcel: Parcel, held: Held, by: User) -> None:
    entries = [entry for change in parcel.changes for e in (change.before, change.after) if (entry := held.get(id(e)))]
    queue_notice(
        key=f"publication:{publication.pk}:{parcel.staff.pk}",
        kind="publication",
        to=parcel.address,
        to_name=parcel.staff.name,
        subject=subject_of(publication, parcel),
        body=body_of(publication, parcel),
        directorate=publication.week.directorate_id,
        by=by,
        attachment=calendar_of(entries, name=publication.week.name, reader=parcel.staff.pk).decode(),
        attachment_name=FILE_NAME,
    )
