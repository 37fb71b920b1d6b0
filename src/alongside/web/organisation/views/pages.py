"""Lists in pages of fifty."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

A_PAGE = 50


def paged(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page asked for, or the nearest there is. `page.links` are items for `govukPagination`."""
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page.links = links(request, page)
    return page


def links(request: HttpRequest, page: Page[Any]) -> dict[str, Any]:
    if page.paginator.num_pages < 2:
        return {}

    def to(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return "?" + query.urlencode()

    items: list[dict[str, Any]] = []
    for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        items.append({"number": n, "href": to(n), "current": n == page.number} if isinstance(n, int) else {"ellipsis": True})
    found: dict[str, Any] = {"items": items, "landmarkLabel": "Pages"}
    if page.has_previous():
        found["previous"] = {"href": to(page.previous_page_number())}
    if page.has_next():
        found["next"] = {"href": to(page.next_page_number())}
    return found
