"""The Jinja environment: GOV.UK components, our own macros, and the few filters that pages share."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from alongside.web.access.browsers import browser_in_words
from alongside.web.design import words
from alongside.web.design.forms import choices_of, component


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 back end asks for."""
    loader = options.pop("loader")
    options.pop("undefined", None)
    env = Environment(  # noqa: S701 - Django passes autoescape=True in options
        **options,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        loader=ChoiceLoader([loader, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]),
    )
    env.globals.update(static=static, url=url, get_messages=get_messages, component=component, choices_of=choices_of)
    env.globals.update(json_script=json_script, now=timezone.now)
    env.filters.update(
        date=words.date,
        day=words.day,
        datetime=words.datetime,
        time=words.time,
        plural=words.plural,
        ago=naturaltime,
        number=words.number,
        browser=browser_in_words,
    )
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`reverse` with plain arguments, for templates."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
