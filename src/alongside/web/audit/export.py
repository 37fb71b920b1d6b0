"""The audit trail as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io

from django.utils import timezone

from alongside.web.audit.models import AuditEventQuerySet
from alongside.web.audit.words import details_in_words, in_words

HEADINGS = ["When", "Who", "What they did", "To whom or what", "Details", "Kind", "Identifier", "Request"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """A spreadsheet takes some beginnings for a formula and runs it; an apostrophe makes it text (ASVS 5.0 1.2.10)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_of(events: AuditEventQuerySet) -> str:
    """With a byte order mark, or Excel misreads names with accents."""
    out = io.StringIO("﻿", newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for event in events.iterator(chunk_size=2000):
        when = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
        words = [event.actor_name, in_words(event.action), event.object_name, "; ".join(details_in_words(event.detail))]
        writer.writerow([when, *map(harmless, [*words, event.object_type, event.object_id, event.request_id])])
    return out.getvalue()
