"""The address that stands on a poster or in a letter, and its picture for a phone's camera."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.urls import reverse

from alongside.web.voices.actions.ways import token_of
from alongside.web.voices.models import Way

GROUP = 4


def address_of(way: Way) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("say:start", kwargs={"token": token_of(way)})


def typed_address(way: Way) -> str:
    """The same, to be typed from paper: without https://, the end in groups (`ways.way_by_token` takes the dashes out)."""
    token = token_of(way)
    start = settings.BASE_URL.split("://")[-1].rstrip("/") + reverse("say:start", kwargs={"token": "-"}).rstrip("/-")
    return start + "/" + "-".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))


def qr_svg(address: str, *, title: str) -> str:
    """An SVG to stand in a page: dark on light whatever the page's colours, a title for screen readers, no style of its own.

    Error correction M (15%) survives a fold or a coffee stain; the four light modules around it are the quiet zone a camera needs.
    """
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark="#000", light="#fff", svgclass="app-square", title=title,
        lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode()
