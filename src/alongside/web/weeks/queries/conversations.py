"""Family conversations to be held, as a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import capfirst

from alongside.web.organisation.models import Team
from alongside.web.weeks.languages import language_name
from alongside.web.weeks.models import FamilyConversation, PracticeWeek


@dataclass(frozen=True)
class ConversationRow:
    conversation: FamilyConversation
    when: str
    where: str
    needs: str


def conversation_rows(week: PracticeWeek, teams: QuerySet[Team]) -> list[ConversationRow]:
    """Those with the given teams. Two queries."""
    slots = week.slots
    found = FamilyConversation.objects.filter(week=week, team__in=teams).select_related("team").prefetch_related("sites")
    return [
        ConversationRow(
            conversation=row,
            when=", ".join(slots[n].short_name for n in row.slots if n < len(slots)),
            where=", ".join(site.name for site in row.sites.all()) or "Any family room",
            needs=capfirst(", ".join(_needs(row))) or "Nothing",
        )
        for row in found
    ]


def _needs(row: FamilyConversation) -> list[str]:
    needs = ["a place without steps"] if row.needs_step_free else []
    return needs + ([f"{language_name(row.language)} interpreter"] if row.language else [])
