"""Forms: who may read them, who may change them."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.engines.forms.as_json import to_json
from tests import factories as make
from tests.web.access.matrix import Row

READERS = {"practice_lead", "analyst", "director"}
EDITORS = {"practice_lead"}
ALONE = "about one's own directorate"


def version() -> dict[str, Any]:
    return {"pk": make.form_version().pk}


def form() -> dict[str, Any]:
    return {"pk": make.form_version().form_id}


def draft() -> dict[str, Any]:
    return {"pk": make.form_version(published_at=None).pk}


def question() -> dict[str, Any]:
    return {**draft(), "key": "felt"}


def new(**more: Any) -> dict[str, Any]:
    return {"client_id": uuid.uuid4(), "kind": "pulse", "name": f"Form {uuid.uuid4()}", **more}


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("form.json", json.dumps(to_json(make.definition())).encode())


def _post(name: str, **more: Any) -> Row:
    return Row(f"forms:{name}", allowed=EDITORS, method="POST", **more)


ROWS = [
    Row("forms:list", allowed=READERS),
    Row("forms:form", allowed=READERS, make=form),
    Row("forms:version", allowed=READERS, make=version),
    Row("forms:export", allowed=READERS, make=lambda: {**version(), "kind": "json"}),
    Row("forms:try", allowed=READERS, make=version),
    Row("forms:try", allowed=READERS, make=version, method="POST", data=lambda: {"q-good": "It went well"}, ok=200, note="keeps nothing"),
    Row("forms:new", allowed=EDITORS, stranger=200, note=ALONE),
    _post("new", data=new, stranger=302, note=ALONE),
    Row("forms:load", allowed=EDITORS, stranger=200, note=ALONE),
    _post("load", data=lambda: new(file=file()), ok=200, stranger=200, note=ALONE),
    _post("agree", data=lambda: new(definition=json.dumps(to_json(make.definition()))), stranger=302, note=ALONE),
    _post("install", stranger=302, note=ALONE),
    Row("forms:copy", allowed=EDITORS, make=form),
    _post("copy", make=form, data=lambda: {"client_id": uuid.uuid4(), "name": f"Copy {uuid.uuid4()}"}),
    _post("begin", make=form),
    _post("retire", make=form),
    _post("bring_back", make=form),
    _post("week", make=form, data=lambda: {"week": make.week().pk}),
    Row("forms:draft", allowed=EDITORS, make=draft),
    Row("forms:about", allowed=EDITORS, make=draft),
    _post("about", make=draft, data=lambda: {"saves": 1, "title": "T", "introduction": "I", "minutes": 5}),
    Row("forms:add", allowed=EDITORS, make=draft, query="?type=text"),
    _post("add", make=draft, query="?type=text", data=lambda: {"saves": 1, "words": "What else?"}),
    Row("forms:question", allowed=EDITORS, make=question),
    _post("question", make=question, data=lambda: {"saves": 1, "words": "Felt?", "low": 1, "high": 5}),
    Row("forms:asked", allowed=EDITORS, make=question),
    _post("asked", make=question, data=lambda: {"saves": 1, "when": "always"}),
    _post("move", make=question, data=lambda: {"saves": 1, "to": "up"}),
    _post("remove", make=question, data=lambda: {"saves": 1}),
    Row("forms:words", allowed=EDITORS, make=lambda: {**draft(), "tab": "easy"}),
    _post("words", make=lambda: {**draft(), "tab": "cy"}, data=lambda: {"saves": 1, "plain-good": "Beth oedd yn dda?"}),
    Row("forms:publish", allowed=EDITORS, make=draft),
    _post("publish", make=draft, data=lambda: {"saves": 1}),
    _post("discard", make=draft),
]
