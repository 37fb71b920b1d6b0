"""Which versions of a record stand. One usually; two when people edited the same one without knowing of each other."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.web.records.models import Record, RecordVersion


def heads_of(record: Record) -> list[RecordVersion]:
    """Versions that nothing was based on since and that no later one settles, oldest first."""
    versions = record.versions.select_related("form_version__form", "author").prefetch_related("settles")
    return heads_among(versions)


def heads_among(versions: Iterable[RecordVersion]) -> list[RecordVersion]:
    """The same, of versions at hand."""
    versions = list(versions)
    gone = {version.based_on_id for version in versions}
    gone |= {settled.pk for version in versions for settled in version.settles.all()}
    return [version for version in versions if version.pk not in gone]
