"""What other rooms may ask of this one: numbers to ring, whether family forms may open, and counts. Never words, never names."""

from alongside.web.safeguarding.queries.counts import open_concern_count, unread_count
from alongside.web.safeguarding.queries.numbers import Numbers, family_forms_may_open, numbers_for

__all__ = ["Numbers", "family_forms_may_open", "numbers_for", "open_concern_count", "unread_count"]
