"""Reads of the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from alongside.web.organisation.models import Service, Site
from alongside.web.weeks.models import BoardChange, Plan, Publication


def plan_on_the_board(user: Any, pk: UUID) -> Plan:
    """A plan this person may see and that was not discarded; 404 otherwise."""
    return get_object_or_404(Plan.objects.visible_to(user).filter(discarded_at=None).select_related("week__directorate"), pk=pk)


def next_to_undo(plan: Plan) -> BoardChange | None:
    return plan.changes.filter(undone_at=None).select_related("made_by").first()


def published_as(plan: Plan) -> Publication | None:
    """The newest version that people were told of, where it was made from this plan."""
    newest = Publication.objects.filter(week_id=plan.week_id).order_by("-number").first()
    return newest if newest is not None and newest.plan_id == plan.pk else None


def changes_of(plan: Plan) -> list[BoardChange]:
    """Newest first, those undone included."""
    return list(plan.changes.select_related("made_by", "undone_by"))


def services_to_choose(plan: Plan) -> list[Service]:
    return list(Service.objects.filter(directorate_id=plan.week.directorate_id).current())


def sites_to_choose(plan: Plan) -> list[Site]:
    return list(Site.objects.filter(directorate_id=plan.week.directorate_id).current())
