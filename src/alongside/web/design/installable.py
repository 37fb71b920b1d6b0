"""What makes Alongside an app on a phone: its manifest, and the script that keeps the page for recording at hand without signal.

That script is served at the root, because it may only look after addresses below its own. In front of it stands one line that
says what belongs to it, with the names that the files have in this release; any change to one of them is a new version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

STATIC = settings.PACKAGE / "static"
BUILT = STATIC / "built"
WORKER = BUILT / "offline/sw.js"
BESIDE = ("app.css", "icon.svg", "symbols.svg", "vendor/idb.js")
FOLDERS = ("offline", "forms")
FIT_TO_KEEP = "X-Alongside-Shell"
BLUE = "#12436d"


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    text = f"const SHELL = {json.dumps(shell(request))};\n{WORKER.read_text()}"
    headers = {"Cache-Control": "no-cache, max-age=0", "Service-Worker-Allowed": "/"}
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    icon = {"src": staticfiles_storage.url("built/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    whole = {**icon, "src": staticfiles_storage.url("built/icon-maskable.svg"), "purpose": "maskable"}
    content = {
        "id": "/",
        "name": "Alongside",
        "short_name": "Alongside",
        "description": "Record what you saw on a visit, with or without signal.",
        "lang": "en-GB",
        "start_url": reverse("records:device"),
        "scope": "/",
        "display": "standalone",
        "theme_color": BLUE,
        "background_color": "#ffffff",
        "icons": [icon, whole],
    }
    return JsonResponse(content, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


def fit_to_keep(page: HttpResponse) -> HttpResponse:
    """Say of a page that a device may keep it for when there is no signal: it is the same for everybody, with no name and no token."""
    page.headers[FIT_TO_KEEP] = "1"
    page.headers["Cache-Control"] = "no-cache"
    return page


def shell(request: HttpRequest) -> dict[str, object]:
    """What the script keeps: the page, and the files it is made of under their names in this release."""
    files = list(parts())
    page = render_to_string("records/device/shell.html", request=request)
    contents = [page.encode(), WORKER.read_bytes(), *((STATIC / name).read_bytes() for name in files)]
    return {
        "version": hashlib.sha256(b"\0".join(contents)).hexdigest()[:16],
        "page": reverse("records:device"),
        "worry": reverse("safeguarding:worry"),
        "files": [staticfiles_storage.url(name) for name in files],
        "hashed": settings.PRODUCTION,
    }


def parts() -> Iterator[str]:
    """Static names of all that the page needs."""
    scripts = (file for folder in FOLDERS for file in sorted((BUILT / folder).glob("*.js")) if file != WORKER)
    for file in (*(BUILT / name for name in BESIDE), *scripts):
        if file.exists():
            yield name_of(file)


def name_of(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()
