"""The permission matrix: every address, who may open it, and what everybody else gets. ASVS 5.0 8.1.1, 8.2.1, 8.2.2, 8.3.1, 8.4.1.

A route that is missing fails `tests/web/access/test_permission_matrix.py`. To add one, put a line in the file of your room
(`tests/web/access/matrix/<room>.py`, a list called `ROWS`; a new file is found by itself):

    Row("weeks:list", allowed=WEEK_READERS)                                       # a page without an object
    Row("weeks:board", allowed={"practice_lead"}, make=lambda: {"pk": make.week().pk})
    Row("weeks:publish", allowed={"practice_lead"}, make=..., method="POST", data=lambda: {"name": "First"})
    Row("weeks:my_visits", allowed={"visitor"}, make_for=lambda user: {"pk": a_visit_of(user).pk})

- `make` builds the object in the home directorate and returns the arguments of the address; it is called anew for every person, so a
  refused person always faces something that exists. `make_for` gets the person (None for the anonymous), for "one's own" objects.
- `ok` is what the allowed get (200 for GET, 302 for POST); `refused` what the others get: 404, as if it did not exist.
- `anonymous` is "sign in" (302 to the sign-in page) unless the page is for everybody.
- The stranger holds every role in another directorate: 404 where there is an object; where there is none, the same as the allowed.
- A route that changes something needs a POST row; one without it must answer 405 to POST (decorate it with `require_safe`), and
  one without a GET row 405 to GET (`require_POST`).
- `read_is_noted` for pages of sealed words: that somebody opened them is itself written to the trail, and nothing else.
- `note` says why, where a row is unusual.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.access.roles import BY_CODE, ROLES

ROLE_CODES = tuple(BY_CODE)
EVERYONE = frozenset({*ROLE_CODES, "no role"})
NOBODY: frozenset[str] = frozenset()
SIGN_IN = "sign in"
Arguments = Mapping[str, Any]


def holders(permission: Permission) -> frozenset[str]:
    """Codes of the roles that have a permission. Prefer naming roles; use this where the permission is the point."""
    return frozenset(role.code for role in ROLES if permission in role.permissions)


@dataclass(frozen=True)
class Row:
    """One address and method, and what each kind of person gets."""

    name: str
    allowed: Iterable[str] = NOBODY
    make: Callable[[], Arguments] | None = None
    make_for: Callable[[User | None], Arguments] | None = None
    method: str = "GET"
    data: Callable[[], Mapping[str, Any]] | None = None
    ok: int | None = None
    refused: int = 404
    anonymous: int | str = SIGN_IN
    stranger: int | None = None
    query: str = ""
    signed_in_anew: bool = False
    read_is_noted: bool = False
    public: bool = False  # under /say/ or /help/: no cookie is read or set, so nobody is signed in and there is no authority to forge
    note: str = ""

    @property
    def id(self) -> str:
        return f"{self.method} {self.name}{self.query}"

    @property
    def when_allowed(self) -> int:
        return self.ok or (200 if self.method == "GET" else 302)

    @property
    def for_stranger(self) -> int:
        if self.stranger is not None:
            return self.stranger
        about_something = self.make is not None or self.make_for is not None
        return self.refused if about_something or not set(self.allowed) else self.when_allowed

    def arguments(self, user: User | None) -> Arguments:
        if self.make_for is not None:
            return self.make_for(user)
        return self.make() if self.make is not None else {}

    def expected(self) -> dict[str, int | str]:
        people = {who: self.when_allowed if who in set(self.allowed) else self.refused for who in (*ROLE_CODES, "no role")}
        return {"anonymous": self.anonymous, **people, "stranger": self.for_stranger}


def rows() -> list[Row]:
    """Every row of every room."""
    found: list[Row] = []
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").ROWS
    return found
