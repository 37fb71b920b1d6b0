"""How a test reads and fills in the pages about forms."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.engines.forms.definition import Definition
from alongside.web.forms.models import FormVersion
from tests import factories as make
from tests.web.forms.browsing import Fields


def at(name: str, **arguments: Any) -> str:
    return reverse(f"forms:{name}", kwargs=arguments or None)


def draft_of(form: Definition, **fields: Any) -> FormVersion:
    return make.form_version(form_definition=form, published_at=None, **fields)


def page_of(client: Client, address: str) -> Fields:
    return Fields(client.get(address).content.decode())


def send(client: Client, address: str, **typed: Any) -> Any:
    """Fill in the last form of the page as a browser would, and send it."""
    html = client.get(address).content.decode()
    inner = re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL)
    main = next(each for each in reversed(inner) if all(f'name="{name}"' in each for name in typed))
    return client.post(address, Fields(main).filled(**typed).urlencode(), content_type="application/x-www-form-urlencoded")
