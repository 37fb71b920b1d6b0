"""The service navigation: one row a room, shown to those who may enter it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from alongside.web.access.permissions import Permission


@dataclass(frozen=True)
class Room:
    """A link in the service navigation: its words, its route and who may see it."""

    text: str
    route: str
    permission: Permission | None = None


ROOMS = [
    Room("Home", "home"),
    Room("This week", "today:board", Permission.TODAY_SEE),
    Room("Practice weeks", "weeks:list", Permission.WEEKS_VIEW),
    Room("Voices", "voices:home", Permission.VOICES_ASK),
    Room("Records", "records:mine", Permission.RECORDS_SEE),
    Room("Forms", "forms:list", Permission.FORMS_VIEW),
    Room("Safeguarding", "safeguarding:home", Permission.SAFEGUARDING_READ),
    Room("Organisation", "organisation:home", Permission.ORGANISATION_VIEW),
    Room("People and access", "access:people", Permission.ACCESS_MANAGE),
    Room("Messages", "notices:list", Permission.ACCESS_MANAGE),
    Room("Audit", "audit:list", Permission.AUDIT_VIEW),
]


def navigation_for(user: Any, path: str) -> list[dict[str, Any]]:
    """Items for `govukServiceNavigation`, the current one marked."""
    items = []
    for room in ROOMS:
        if room.permission is None or user.may(room.permission):
            href = reverse(room.route)
            here = path == href if room.route == "home" else path.startswith(href)
            items.append({"text": room.text, "href": href, "active": here})
    return items
