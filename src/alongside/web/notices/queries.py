"""Messages as the pages show them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from alongside.web.notices.models import Notice

PER_PAGE = 50
FILTERS = {
    "failed": Q(state=Notice.State.FAILED),
    "waiting": Q(state__in=[Notice.State.QUEUED, Notice.State.SENDING]),
    "sent": Q(state=Notice.State.SENT),
}


def messages_page(user: Any, *, which: str, page: str) -> Page[Notice]:
    """Newest first, without the text of the messages."""
    found = Notice.objects.visible_to(user).filter(FILTERS.get(which, Q())).defer("body", "attachment")
    return Paginator(found, PER_PAGE).get_page(page)


def counts_of(user: Any) -> dict[str, int]:
    """How many are failed, waiting and sent."""
    return Notice.objects.visible_to(user).aggregate(**{name: Count("pk", filter=q) for name, q in FILTERS.items()})


def may_send_again(user: Any) -> bool:
    return bool(user.may("weeks.publish") or user.may("access.manage"))
