"""The message each person gets: the whole of their programme the first time, then only what changes for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from alongside.web.design.words import day, plural, time
from alongside.web.weeks.models import PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.publication.telling import Parcel
from alongside.web.weeks.publication.words import Words, address_of, lower

Kind = PublishedEntry.Kind
SEE_PAGE = "How to get there, who to ask for and what to look for:"
SUBSCRIBE = "The calendar file with this message holds the same. To have changes arrive by themselves, subscribe to your calendar once:"
CANNOT = "If you cannot come, or cannot host, say so on that page: two taps, and the practice lead knows."


def subject_of(publication: Publication, parcel: Parcel) -> str:
    what = "your programme" if publication.number == 1 else f"{plural(len(parcel.lines), 'change')} to your programme"
    return f"{publication.week.name}: {what}"


def body_of(publication: Publication, parcel: Parcel) -> str:
    told = _programme(publication.week, parcel) if publication.number == 1 else _changes(parcel)
    return "\n\n".join([f"Dear {parcel.staff.name}", *told, *_where_to_look(publication.week)])


def entries_of_parcel(parcel: Parcel) -> list[PublishedEntry]:
    return [change.after for change in parcel.changes if change.after is not None]


def _changes(parcel: Parcel) -> list[str]:
    lines = "\n".join(f"- {line}" for line in parcel.lines)
    return ["The programme has changed. What changes for you is below; everything else stays as it was.", lines]


def _programme(week: PracticeWeek, parcel: Parcel) -> list[str]:
    me, entries = parcel.staff.pk, entries_of_parcel(parcel)
    mine = [e for e in entries if takes_part(e, me)]
    hosted = [e for e in entries if not takes_part(e, me)]
    teams = " and ".join(sorted(team.name for team in parcel.teams))
    return [
        f"The programme of {week.name} is published.",
        *_block("Your programme", [_own(e, week, me) for e in mine]),
        *_block(f"Coming to {teams}", [_hosted(e, week, me) for e in hosted]),
    ]


def _block(heading: str, lines: Sequence[str]) -> Iterable[str]:
    return ["\n".join([heading, *lines])] if lines else []


def takes_part(entry: PublishedEntry, person: UUID) -> bool:
    return person in (entry.visitor_id, entry.practitioner_id, entry.host_id)


def _own(entry: PublishedEntry, week: PracticeWeek, me: UUID) -> str:
    what = Words(week).entry(entry, me)
    parts = [f"{what[:1].upper()}{what[1:]}, at {address_of(entry.site)}"]
    if seen := entry.to_be_seen:
        parts.append(f"You will see: {lower(seen)}")
    if entry.meet and entry.kind == Kind.VISIT:
        parts.append(f"Ask for {entry.meet}")
    return f"- {_when(entry, week)}. {'. '.join(parts)}."


def _hosted(entry: PublishedEntry, week: PracticeWeek, me: UUID) -> str:
    seen = entry.to_be_seen
    return f"- {_when(entry, week)}. {Words(week).entry(entry, me)}{f', to see {lower(seen)}' if seen else ''}."


def _when(entry: PublishedEntry, week: PracticeWeek) -> str:
    slot = week.slots[entry.slot]
    return f"{day(slot.date)}, {time(slot.starts)} to {time(slot.ends)}"


def _where_to_look(week: PracticeWeek) -> list[str]:
    page = settings.BASE_URL.rstrip("/") + reverse("weeks:my_page", args=[week.pk])
    calendar = settings.BASE_URL.rstrip("/") + reverse("weeks:calendars")
    return [f"{SEE_PAGE}\n{page}", f"{SUBSCRIBE}\n{calendar}", CANNOT]
