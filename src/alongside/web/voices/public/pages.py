"""What each page of the walk shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alongside.engines.forms.answers import shown as asked
from alongside.engines.forms.definition import QuestionType, Reader
from alongside.web.design.public import Shown, render_public
from alongside.web.forms.kinds import FAMILY
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.queries import numbers_for
from alongside.web.voices import wording
from alongside.web.voices.consent import BY_KEY, uses_asked
from alongside.web.voices.models import Way
from alongside.web.voices.public.carried import Carried, TooLong
from alongside.web.voices.public.walk import CHECK, LINK, READS, START, Walk

TEMPLATES = {START: "start", READS: "reads", LINK: "link", CHECK: "check"}
SHORTENED = 500  # characters of one answer on the page that shows them all


@dataclass(frozen=True)
class Sitting:
    """One person's walk through one version of a form. `way` is the link they came by; without one they correct what they sent."""

    request: HttpRequest
    version: FormVersion
    directorate: Directorate
    address: str
    how: Shown
    way: Way | None = None
    anonymous: bool = True

    @property
    def walk(self) -> Walk:
        return Walk(self.version.as_definition, self.anonymous, correcting=self.way is None)

    @property
    def context(self) -> dict[str, Any]:
        return {
            "way": self.way,
            "anonymous": self.anonymous,
            "correcting": self.way is None,
            "family": self.version.form.kind in FAMILY,
            "definition": self.version.as_definition,
            "address": self.address,
            "signed_video": settings.SIGNED_VIDEO,
            **numbers_context(self.directorate),
        }


@dataclass(frozen=True)
class Trouble:
    """Why a page is shown again. `problems` is a sentence a question, `words` one about the whole; `typed` what was in the field."""

    words: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Any = None
    status: int = 422


NONE = Trouble(status=200)


def numbers_context(directorate: Directorate | None) -> dict[str, Any]:
    """What the way to help needs, on every page."""
    return {"directorate": directorate, "numbers": numbers_for(directorate)} if directorate else {}


def page(sitting: Sitting, name: str, carried: Carried, trouble: Trouble = NONE) -> HttpResponse:
    """Show one page of the walk. Raises TooLong."""
    walk = sitting.walk
    carried = carried.having_seen(walk.nearest(name, carried)) if name != START else carried
    name = walk.nearest(name, carried)
    context = {**sitting.context, "carried": carried.but(at=name).sealed, "at": name, "first": name == walk.pages(carried)[0]}
    if question := walk.question(name):
        template, more = "question", _question(sitting, name, carried, trouble)
    elif use := walk.use(name):
        template, more = "use", {"use": BY_KEY[use], "agreed": carried.consent.get(use)}
    else:
        template, more = TEMPLATES[name], _check(sitting, carried) if name == CHECK else {}
    problems = trouble.problems if question else {}
    summary = [{"text": text, "href": f"#q-{key}"} for key, text in problems.items()] + ([{"text": trouble.words}] if trouble.words else [])
    return render_public(
        sitting.request,
        f"voices/public/{template}.html",
        {**context, **more, "error_summary": summary},
        how=sitting.how,
        status=trouble.status,
    )


def page_or_shorter(sitting: Sitting, name: str, carried: Carried, before: Carried, typed: Any, too_long: str) -> HttpResponse:
    """The next page; or, where that is more than a page can carry, this one again with what was typed."""
    try:
        return page(sitting, name, carried)
    except TooLong:
        return page(sitting, before.at, before, Trouble(words=too_long, typed=typed))


def _question(sitting: Sitting, name: str, carried: Carried, trouble: Trouble) -> dict[str, Any]:
    question = sitting.walk.question(name)
    assert question is not None
    number, of = sitting.walk.where(name, carried)
    value = trouble.typed if trouble.typed is not None else carried.answers.get(question.key)
    is_note = question.type is QuestionType.NOTE
    return {"q": question, "value": value, "error": trouble.problems.get(question.key, ""), "number": number, "of": of, "is_note": is_note}


def _check(sitting: Sitting, carried: Carried) -> dict[str, Any]:
    asked_for = () if sitting.way is None else uses_asked(anonymous=sitting.anonymous)
    return {"said_words": said(sitting, carried), "uses": [(use, carried.consent.get(use.key, False)) for use in asked_for]}


def said(sitting: Sitting, carried: Carried) -> list[dict[str, str]]:
    """Each question asked, with what was said or nothing; long answers shortened, for the page carries them whole anyway."""
    how = sitting.how
    definition = sitting.version.as_definition
    reader = Reader(how.reader)
    spoken = {each["key"]: each["said"] for each in wording.said(definition, carried.answers, reader=reader, language=how.language.code)}
    return [
        {"key": each.key, "question": each.words.said(reader, how.language.code), "said": _short(spoken.get(each.key, ""))}
        for each in asked(definition, carried.answers)
        if each.type is not QuestionType.NOTE
    ]


def _short(words: str) -> str:
    return words if len(words) <= SHORTENED else words[:SHORTENED].rstrip() + " …"
