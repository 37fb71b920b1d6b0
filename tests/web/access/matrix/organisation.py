"""Services, teams, sites, people, and the workbook."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.web.access.models import User
from alongside.web.weeks.actions.workbook import load_workbook
from alongside.web.weeks.models import WorkbookImport
from alongside.web.weeks.workbook.example import write_template
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row

READERS = EVERYONE - {"practitioner", "no role"}
EDITORS = {"practice_lead", "administrator"}


def one(kind: str) -> Callable[[], dict[str, Any]]:
    return lambda: {"pk": _made(kind).pk}


def of_kind(kind: str) -> Callable[[], dict[str, Any]]:
    return lambda: {"kind": kind, "pk": _made(kind).pk}


def _made(kind: str) -> Any:
    if kind == "posts":
        return make.post(make.team())
    return {"services": make.service, "sites": make.site, "teams": make.team, "people": make.staff}[kind]()


def loaded_by(user: User | None) -> dict[str, Any]:
    """A workbook of one's own, or somebody else's for whoever may not load one."""
    owner = (
        user
        if user is not None and user.may("organisation.change") and user.directorate == make.directorate()
        else make.user("practice_lead")
    )
    file = io.BytesIO(write_template(None))
    return {"pk": load_workbook(file=file, name="book.xlsx", directorate=owner.directorate, week=None, by=owner).pk}


def somebody_elses(user: User | None) -> dict[str, Any]:
    found = WorkbookImport.objects.get(pk=loaded_by(None)["pk"])
    return {"pk": found.pk}


def code() -> str:
    return uuid.uuid4().hex[:12]


ROWS = [
    Row("organisation:home", allowed=READERS),
    Row("organisation:search", allowed=READERS, query="?q=team"),
    Row("organisation:teams", allowed=READERS),
    Row("organisation:sites", allowed=READERS),
    Row("organisation:people", allowed=READERS),
    Row("organisation:posts", allowed=READERS),
    Row("organisation:service", allowed=READERS, make=one("services")),
    Row("organisation:team", allowed=READERS, make=one("teams")),
    Row("organisation:site", allowed=READERS, make=one("sites")),
    Row("organisation:person", allowed=READERS, make=one("people")),
    Row("organisation:add", allowed=EDITORS, make=lambda: {"kind": "teams"}, stranger=200, note="adds to one's own directorate"),
    Row(
        "organisation:add",
        allowed=EDITORS,
        make=lambda: {"kind": "services"},
        method="POST",
        data=lambda: {"name": "North", "code": code(), "order": 1},
        stranger=302,
        note="adds to one's own directorate",
    ),
    Row("organisation:change", allowed=EDITORS, make=of_kind("people")),
    Row(
        "organisation:change",
        allowed=EDITORS,
        make=of_kind("services"),
        method="POST",
        data=lambda: {"name": "", "code": "", "order": 1},
        ok=422,
    ),
    Row("organisation:retire", allowed=EDITORS, make=of_kind("posts")),
    Row("organisation:retire", allowed=EDITORS, make=of_kind("teams"), method="POST", data=lambda: {"retired_on": "1/3/2018"}),
    Row("organisation:bring_back", allowed=EDITORS, make=of_kind("sites"), method="POST"),
    Row("organisation:travel", allowed=EDITORS, make=one("sites")),
    Row(
        "organisation:travel",
        allowed=EDITORS,
        make=one("sites"),
        method="POST",
        data=lambda: {"destination": make.site().pk, "minutes": 5},
    ),
    Row("workbook:start", allowed=EDITORS),
    Row(
        "workbook:start",
        allowed=EDITORS,
        method="POST",
        data=lambda: {"file": SimpleUploadedFile("book.xlsx", write_template(None))},
    ),
    Row("workbook:template", allowed=EDITORS),
    Row("workbook:export", allowed=EDITORS, method="POST", data=lambda: {"format": "xlsx"}, ok=200),
    Row("workbook:check", allowed=EDITORS, make_for=loaded_by),
    Row("workbook:check", make_for=somebody_elses, query="?theirs", note="a workbook is seen only by who loaded it"),
    Row("workbook:put", allowed=EDITORS, make_for=loaded_by, method="POST"),
    Row("workbook:leave", allowed=EDITORS, make_for=loaded_by, method="POST"),
]
