"""A record's page: the version or versions that stand, what others said beside them, and the versions before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from alongside.web.access.models import User
from alongside.web.records.actions.beside import may_answer_as_host, may_reply
from alongside.web.records.heads import heads_among
from alongside.web.records.models import ANSWER_WITHIN, HostAnswer, Record, RecordVersion, Reply
from alongside.web.records.said import Said, lines_of, names_in, still_missing
from alongside.web.records.writers import ONES_OWN, About, may_write

RELATED = ("week", "team", "practitioner", "author", "entry__week", "entry__team", "entry__site")


@dataclass(frozen=True)
class Shown:
    """One version in words. `missing` is what its form asked for and nobody said."""

    version: RecordVersion
    lines: Sequence[Said]
    missing: dict[str, str]
    host_answers: Sequence[HostAnswer] = ()

    @property
    def answered(self) -> list[Said]:
        return [line for line in self.lines if line.parts]


@dataclass(frozen=True)
class Page:
    """`rows` sets the standing versions side by side: one question a row, one version a column."""

    record: Record
    standing: Sequence[Shown]
    before: Sequence[Shown]
    replies: dict[str, list[Reply]] = field(default_factory=dict)  # by question, "" for the whole
    may_change: bool = False
    may_confirm: bool = False
    may_reply: bool = False

    @property
    def newest(self) -> Shown:
        return self.standing[-1]

    @property
    def two(self) -> bool:
        return len(self.standing) > 1

    @property
    def rows(self) -> list[tuple[Said, list[Said | None]]]:
        columns = [{line.key: line for line in shown.answered} for shown in self.standing]
        keys = {key: line for column in reversed(columns) for key, line in column.items()}
        order = [line.key for line in self.newest.lines]
        places = {key: order.index(key) if key in order else len(order) for key in keys}
        return [(keys[key], [column.get(key) for column in columns]) for key in sorted(keys, key=lambda key: places[key])]

    @property
    def replies_to_the_whole(self) -> list[Reply]:
        return self.replies.get("", [])

    @property
    def days_to_answer(self) -> int:
        return ANSWER_WITHIN.days


def page_of(record: Record, user: User) -> Page:
    """The same number of queries whatever is in it."""
    related = record.versions.select_related("form_version__form", "author", "based_on")
    versions = list(related.prefetch_related("settles", "host_answers__by", "replies__by").order_by("received_at", "id"))
    names, heads = names_in(versions), heads_among(versions)
    shown = {version.pk: _shown(version, names) for version in versions}
    replies: dict[str, list[Reply]] = defaultdict(list)
    for reply in sorted((reply for version in versions for reply in version.replies.all()), key=lambda reply: reply.at):
        replies[reply.question].append(reply)
    return Page(
        record=record,
        standing=[shown[head.pk] for head in heads],
        before=[shown[version.pk] for version in reversed(versions) if version not in heads],
        replies=dict(replies),
        may_change=may_change(user, record),
        may_confirm=may_answer_as_host(user, record),
        may_reply=may_reply(user, record),
    )


def may_change(user: User, record: Record) -> bool:
    own = record.author_id == user.pk or record.kind not in ONES_OWN
    return own and may_write(user, About(record.kind, record.entry, record.team, record.practitioner))


def _shown(version: RecordVersion, names: dict[str, str]) -> Shown:
    return Shown(version, lines_of(version, names), still_missing(version), list(version.host_answers.all()))
