"""Who was asked, ready to be marked on a phone: conversations of the programme first, then everybody else on the list."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.organisation.models import Team
from alongside.web.voices.models import Ask, Response
from alongside.web.voices.queries.teams import teams_asking
from alongside.web.weeks.models import PracticeWeek, PublishedEntry

KINDS = [(kind.value, kind.label.removeprefix("Conversation with a ").capitalize()) for kind in Kind if kind in FAMILY]
KIND_NAMES = dict(KINDS)
OUTCOMES = [(each.value, each.label) for each in Ask.Outcome if each != Ask.Outcome.ASKED]


@dataclass(frozen=True)
class AskRow:
    """`client_id` makes the tap safe to repeat; `settled` says that their words are here, so nothing is left to mark."""

    reference: str
    who: str
    kind: str
    how: str
    when: str
    outcome: str
    outcome_in_words: str
    ask: Ask | None = None
    conversation: PublishedEntry | None = None
    settled: bool = False
    client_id: UUID | None = None


def rows_of_team(week: PracticeWeek, team: Team, user: User) -> tuple[list[AskRow], list[AskRow]]:
    """Conversations of the programme, and the others who were asked. Three queries."""
    asks = list(Ask.objects.visible_to(user).filter(week=week, team=team).select_related("conversation").order_by("-asked_on", "id"))
    answered = set(Response.objects.filter(ask__in=asks).values_list("ask_id", flat=True))
    entries = conversations(week).filter(team=team)
    by_entry = {ask.conversation_id: ask for ask in asks if ask.conversation_id}
    by_reference = {ask.reference: ask for ask in asks if ask.reference}
    listed = [_of_entry(week, entry, by_entry.get(entry.pk) or by_reference.get(entry.reference), answered) for entry in entries]
    shown = {row.ask.pk for row in listed if row.ask}
    return listed, [_of_ask(ask, answered) for ask in asks if ask.pk not in shown]


def conversations(week: PracticeWeek) -> QuerySet[PublishedEntry]:
    return week.entries.filter(kind=PublishedEntry.Kind.CONVERSATION, cancelled_in=None).order_by("slot", "reference", "id")


def still_to_mark(week: PracticeWeek, user: User) -> int:
    """Conversations that have been, and that nobody said anything about yet."""
    marked = Ask.objects.filter(week=week).exclude(outcome=Ask.Outcome.ASKED)
    waiting = conversations(week).filter(team__in=teams_asking(user), slot__lt=_slots_begun(week))
    by_entry = Q(pk__in=marked.exclude(conversation=None).values("conversation"))
    by_reference = Q(reference__in=marked.exclude(reference="").values("reference"))
    return waiting.exclude(by_entry | by_reference).count()


def _slots_begun(week: PracticeWeek) -> int:
    """How many slots of the week have begun by now."""
    now = timezone.localtime()
    return sum((slot.date, slot.starts) <= (now.date(), now.time()) for slot in week.slots)


def _of_entry(week: PracticeWeek, entry: PublishedEntry, ask: Ask | None, answered: set[UUID]) -> AskRow:
    return AskRow(
        reference=entry.reference,
        who=KIND_NAMES.get(ask.kind, "") if ask else "",
        kind=ask.kind if ask else Kind.PARENT,
        how=Ask.How.CONVERSATION,
        when=week.slot(entry.slot).name,
        outcome=ask.outcome if ask else "",
        outcome_in_words=ask.get_outcome_display() if ask else "Not marked yet",
        ask=ask,
        conversation=entry,
        settled=bool(ask and ask.pk in answered),
        client_id=uuid4(),
    )


def _of_ask(ask: Ask, answered: set[UUID]) -> AskRow:
    return AskRow(
        reference=ask.reference,
        who=KIND_NAMES.get(ask.kind, ask.kind),
        kind=ask.kind,
        how=ask.how,
        when=ask.get_how_display(),
        outcome=ask.outcome,
        outcome_in_words=ask.get_outcome_display(),
        ask=ask,
        settled=ask.pk in answered,
    )
