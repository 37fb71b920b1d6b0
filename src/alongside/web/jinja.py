"""The Jinja environment: GOV.UK components, our own macros, and the few filters that pages share."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from alongside.web.access.browsers import browser_in_words
from alongside.web.design import words
from alongside.web.design.forms import choices_of, component
from alongside.web.forms.wording import direction, only_if, point_names, said


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 back end asks for."""
    loader = options.pop("loader")
    options.pop("undefined", None)
    env = Environment(  # noqa: S701 - Django passes autoescape=True in options
        **options,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.i18n"],
        loader=ChoiceLoader([loader, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]),
    )
    env.policies["ext.i18n.trimmed"] = True  # a sentence may run over several lines of a template
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]
    env.globals.update(static=static, url=url, get_messages=get_messages, component=component, choices_of=choices_of)
    env.globals.update(json_script=json_script, now=timezone.now)
    env.globals.update(said=said, direction=direction, only_if=only_if, point_names=point_names)
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
