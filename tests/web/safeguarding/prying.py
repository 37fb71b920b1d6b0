"""Opening everything that there is, as one person, and looking for what must not be there.

Each row of the permission matrix says how an address is built. Its objects are found, put aside again, and replaced by those of the
world that is being pried into; a row whose kind of object that world does not have is asked about its own.
"""

from __future__ import annotations

import base64
import io
import itertools
import re
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.web.access.models import User
from tests.web.access.matrix import Row
from tests.web.access.walking import client_of, person, somebody_allowed

MARK = re.compile(rb"zqm[0-9a-f]{16}")
MOST_OF_A_KIND = 2
LINES = re.compile(rb"\r\n[ \t]")
Values = dict[str, Any]
Kind = type[models.Model] | None


def marks_in(content: bytes) -> set[str]:
    """The marks in a page or file: a calendar's folded lines are joined, an archive is opened."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set().union(*(marks_in(archive.read(name)) for name in archive.namelist()))
    return {found.decode() for found in MARK.findall(LINES.sub(b"", content))}


def content_of(response: HttpResponse) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return body + repr(dict(response.headers)).encode() + response.cookies.output().encode()


class Aside(Exception):
    """Whatever was done is undone."""


@dataclass
class Map:
    """For each row the arguments that lead to what is there."""

    _models: list[type[models.Model]] = field(default_factory=list)
    _ours: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    _seen: dict[Any, tuple[Values, dict[str, Kind]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._models = [m for m in apps.get_models() if isinstance(m._meta.pk, models.UUIDField)]
        self._ours = {model: list(model._base_manager.values_list("pk", flat=True)[:MOST_OF_A_KIND]) for model in self._models}

    def of(self, row: Row) -> list[Values] | None:
        """None for a row whose kind of object is not there."""
        made, kinds = self._made_by(row)
        if any(kind is not None and not self._ours[kind] for kind in kinds.values()):
            return None
        choices = [[(name, value) for value in (self._ours[kind] if kind else [made[name]])] for name, kind in kinds.items()]
        return [dict(chosen) for chosen in itertools.product(*choices)][:MOST_OF_A_KIND]

    def _made_by(self, row: Row) -> tuple[Values, dict[str, Kind]]:
        """What the row would make, and of which kind each part is; nothing of it remains. Many rows make theirs in the same way."""
        maker = row.make or row.make_for
        if maker is None:
            return {}, {}
        if maker not in self._seen:
            try:
                with transaction.atomic():
                    who = somebody_allowed(row)
                    made = dict(row.arguments(person(who) if who else None))
                    self._seen[maker] = (made, {name: self._kind_of(value) for name, value in made.items()})
                    raise Aside
            except Aside:
                pass
        return self._seen[maker]

    def _kind_of(self, value: object) -> type[models.Model] | None:
        if not isinstance(value, uuid.UUID):
            return None
        return next((model for model in self._models if model._base_manager.filter(pk=value).exists()), None)


@dataclass
class Pryer:
    """One kind of person, signed in once. Nothing that a request changed remains, so the session holds for the next."""

    who: str
    user: User | None
    client: Client = field(init=False)  # one for all: each new one reads every static file again

    def __post_init__(self) -> None:
        self.client = client_of(self.user, signed_in_anew=True, raise_request_exception=False)
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def opens(self, row: Row, choices: list[Values] | None, query: str = "") -> Iterator[tuple[str, HttpResponse]]:
        """Each answer, with what was asked."""
        for arguments in choices if choices is not None else [None]:
            try:
                with transaction.atomic():
                    fresh = User.objects.get(pk=self.user.pk) if self.user else None
                    values = arguments if arguments is not None else dict(row.arguments(fresh))
                    address = reverse(row.name, kwargs=values) + (query or row.query)
                    yield address, self._ask(row, address)
                    raise Aside
            except Aside:
                pass

    def _ask(self, row: Row, address: str) -> HttpResponse:
        self.client.cookies = SimpleCookie(self.cookies)
        if row.method == "GET":
            return self.client.get(address)
        return self.client.post(address, _data(row, self.user))


ACCOUNT = re.compile("account_|mfa_|socialaccount_|usersessions_|openid_")


def those_who_get_in(row: Row, pryers: Mapping[str, Pryer]) -> list[Pryer]:
    """Whoever the matrix lets in; that the others get nothing is what the matrix is tested for. One's own sign-in pages: one person."""
    got = row.expected()
    wanted = [who for who in pryers if got[who] == row.when_allowed]
    return [pryers[who] for who in (wanted[-1:] if ACCOUNT.match(row.name) else wanted)]


def _data(row: Row, user: User | None) -> Mapping[str, Any]:
    """Some rows send what they have made themselves; then it is made, and put aside again with the rest."""
    if row.data is None:
        return {}
    try:
        return row.data()
    except ObjectDoesNotExist:
        row.arguments(user)
        return row.data()


def marks_in_the_database() -> dict[str, set[str]]:
    """By table, every column of every row as it is stored: the sealed ones too. What is coded rather than sealed is decoded."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            marks = set().union(set(), *(marks_in(_readable(row)) for row in cursor.fetchall()))
            if marks:
                found[table] = marks
    return found


def _readable(row: tuple[Any, ...]) -> bytes:
    return repr(row).encode() + b"".join(_decoded(value) for value in row if isinstance(value, str))


def _decoded(value: str) -> bytes:
    """A session is base64, perhaps of something compressed, and so is what is cached: that hides a mark without keeping it."""
    text = value.split(":")[0].lstrip(".").replace("-", "+").replace("_", "/").rstrip("=\n")
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), validate=False)
    except ValueError:
        return b""
    try:
        return zlib.decompress(plain)
    except zlib.error:
        return plain


def marks_on_disk() -> set[str]:
    files = (file for file in settings.DATA.rglob("*") if file.is_file() and ".sqlite3" not in file.name)
    return set().union(set(), *(marks_in(file.read_bytes()) for file in files))
