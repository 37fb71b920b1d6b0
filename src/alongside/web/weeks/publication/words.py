"""Changes and entries in lines that people read."""

from __future__ import annotations

from uuid import UUID

from alongside.web.organisation.models import Site
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.publication.difference import Change, What

Kind = PublishedEntry.Kind


class Words:
    """Says what changed. `reader` is a staff member's id: what is theirs is called "your visit"."""

    def __init__(self, week: PracticeWeek) -> None:
        self.slots = week.slots

    def change(self, change: Change, reader: UUID | None = None) -> str:
        before, after = change.before, change.after
        if after is None or (reader and change.ends_and_begins and _takes_part(before, reader) and not _takes_part(after, reader)):
            assert before is not None
            return f"Cancelled: {self.entry(before, reader)} on {self.when(before)}."
        if before is None or (reader and change.ends_and_begins and _takes_part(after, reader)):
            return f"New: {self.entry(after, reader)} on {self.when(after)}."
        return getattr(self, f"_{change.what}")(before, after, reader)  # type: ignore[no-any-return]

    def _moved(self, before: PublishedEntry, after: PublishedEntry, reader: UUID | None) -> str:
        place = f", now at {after.site.name}" if before.site_id != after.site_id else ""
        return f"Moved: {self.entry(after, reader)}, from {self.when(before)} to {self.when(after)}{place}."

    def _place(self, before: PublishedEntry, after: PublishedEntry, reader: UUID | None) -> str:
        return f"Different place: {self.entry(after, reader)} on {self.when(after)}, now at {after.site.name}, not {before.site.name}."

    def _visitor(self, before: PublishedEntry, after: PublishedEntry, reader: UUID | None) -> str:
        where = after.team.name if after.kind == Kind.VISIT and after.team else f"family conversation {after.reference}"
        moved = f", now {self.when(after)}" if before.slot != after.slot else ""
        return f"Different visitor: {where}, {self.when(before)}: {after.visitor} instead of {before.visitor}{moved}."

    def _details(self, before: PublishedEntry, after: PublishedEntry, reader: UUID | None) -> str:
        said = []
        if before.meet != after.meet:
            said.append(f"ask for {after.meet}" if after.meet else "nobody to ask for any more")
        if (before.activity, before.what) != (after.activity, after.what):
            said.append(f"to be seen: {lower(after.to_be_seen)}" if after.kind == Kind.VISIT else after.what)
        if before.interpreter != after.interpreter:
            said.append(f"interpreter: {after.interpreter or 'none'}")
        return f"Changed: {self.entry(after, reader)} on {self.when(after)}: {'; '.join(said) or 'details'}."

    def entry(self, entry: PublishedEntry, reader: UUID | None = None) -> str:
        """Rowan Ashfell to Kestrel team; or, for Rowan, your visit to Kestrel team."""
        if entry.kind == Kind.SHADOWING:
            if reader == entry.practitioner_id:
                return f"your shadowing of {entry.host}"
            return f"{entry.practitioner} shadowing {'you' if reader == entry.host_id else entry.host}"
        if entry.kind == Kind.CONVERSATION:
            mine = reader == entry.visitor_id
            return f"your family conversation {entry.reference}" if mine else f"{entry.visitor} in family conversation {entry.reference}"
        return f"your visit to {entry.team}" if reader == entry.visitor_id else f"{entry.visitor} to {entry.team}"

    def when(self, entry: PublishedEntry) -> str:
        return self.slots[entry.slot].name


def _takes_part(entry: PublishedEntry | None, reader: UUID) -> bool:
    return entry is not None and reader in (entry.visitor_id, entry.practitioner_id, entry.host_id)


def lower(text: str) -> str:
    """The first letter small, unless the word is all capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def address_of(site: Site) -> str:
    return ", ".join(part for part in (site.name, site.address, site.postcode) if part)


def line_of(change: Change, words: Words) -> dict[str, object]:
    """The line as a publication keeps it: with whose business it is, so that others are not shown it."""
    entries = [e for e in (change.before, change.after) if e is not None]
    staff = {str(p) for e in entries for p in (e.visitor_id, e.practitioner_id, e.host_id) if p}
    teams = {str(e.team_id) for e in entries if e.team_id}
    what = What.NEW if change.before is None else change.what
    return {"what": str(what), "text": words.change(change), "staff": sorted(staff), "teams": sorted(teams)}
