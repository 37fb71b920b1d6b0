"""One address for the whole walk: GET is its first page, every other page is a POST that carries the answers so far."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.engines.forms.answers import missing, wrong
from alongside.engines.forms.definition import Question
from alongside.web.design.languages import in_language
from alongside.web.design.public import public, shown
from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.posting import READERS, wants_another_row
from alongside.web.forms.queries import version_for
from alongside.web.safeguarding.queries import family_forms_may_open
from alongside.web.voices.actions.ways import way_by_token
from alongside.web.voices.models import Way
from alongside.web.voices.public.carried import Carried, TooLong, opened
from alongside.web.voices.public.limits import DEAD_LINKS, address_of, too_many
from alongside.web.voices.public.pages import Sitting, Trouble, page, page_or_shorter
from alongside.web.voices.public.views.refusing import busy, closed, guarded
from alongside.web.voices.public.views.sending import save, send
from alongside.web.voices.public.walk import CHECK, START

EASY_FIRST = frozenset({Kind.CHILD_5_8, Kind.CHILD_9_12})


@public
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def answer(request: HttpRequest, token: str) -> HttpResponse:
    way = way_by_token(token, finishing=request.method == "POST")
    version = version_for(way.form, way.week) if way is not None and is_open(way, request) else None
    if way is None or version is None:
        return busy(request) if too_many(DEAD_LINKS, address_of(request)) else closed(request, kept=_words_of(request))
    carried = opened(request.POST.get("carried", ""))
    if carried is None or carried.way != str(way.pk):
        return page(sitting_of(request, way, version, token), START, Carried(version=str(version.pk), way=str(way.pk)))
    begun_with = FormVersion.objects.filter(pk=carried.version, form=way.form).published().first() or version
    return step(sitting_of(request, way, begun_with, token), carried, token)


def is_open(way: Way, request: HttpRequest) -> bool:
    """Full ways take nobody new; who has begun may finish, and who sent it and never saw the answer may ask again."""
    if way.form.kind in FAMILY and not family_forms_may_open(way.directorate):
        return False
    return request.method == "POST" or way.answers_taken < way.most_answers


def sitting_of(request: HttpRequest, way: Way, version: FormVersion, token: str) -> Sitting:
    reader = "easy" if way.form.kind in EASY_FIRST else "plain"
    return Sitting(
        request=request,
        version=version,
        directorate=way.directorate,
        address=reverse("say:start", args=[token]),
        how=shown(request, language_code=way.language, reader=reader),
        way=way,
        anonymous=way.anonymous,
    )


def step(sitting: Sitting, carried: Carried, token: str = "") -> HttpResponse:
    """What was typed is taken in, then the page that was asked for is shown."""
    with in_language(sitting.how.language.code):
        post = sitting.request.POST
        at = sitting.walk.nearest(carried.at, carried)
        go = "here" if "show" in post or wants_another_row(post) else post.get("go", "next")
        question = sitting.walk.question(at)
        if question is None:
            return _go(sitting, carried, at, go, token)
        return _answered(sitting, carried, question, go, token)


def _answered(sitting: Sitting, carried: Carried, question: Question, go: str, token: str) -> HttpResponse:
    """At a question. Only "Continue" asks for a whole answer; going elsewhere keeps what can be kept."""
    at, post = carried.at, sitting.request.POST
    typed = READERS[question.type](question, post) if question.type in READERS else None
    said = carried.saying(question.key, typed)
    if go == "skip":
        said, typed = carried.saying(question.key, None), None
    definition = sitting.version.as_definition
    problem = wrong(definition, said.answers).get(question.key)
    if go == "next":
        problem = problem or missing(definition, said.answers).get(question.key)
        if problem:
            return page(sitting, at, carried, Trouble(problems={question.key: _(problem)}, typed=typed))
    elif problem:
        said = carried
    if go == "here":
        return _shown_again(sitting, at, said, carried, typed)
    return _go(sitting, said, at, go, token, before=carried, typed=typed)


def _shown_again(sitting: Sitting, at: str, said: Carried, before: Carried, typed: Any) -> HttpResponse:
    try:
        return page(sitting, at, said, Trouble(typed=typed, status=200))
    except TooLong:
        return page(sitting, at, before, Trouble(words=_too_long(), typed=typed))


def _go(
    sitting: Sitting, carried: Carried, at: str, go: str, token: str, *, before: Carried | None = None, typed: Any = None
) -> HttpResponse:
    walk = sitting.walk
    before = before or carried
    if go == "save" and sitting.way is not None:
        return save(sitting, carried, at, token)
    if go == "send" and at == CHECK:
        return send(sitting, carried)
    if (use := walk.use(at)) and go in {"yes", "no"}:
        carried, go = carried.agreeing(use, go == "yes"), "next"
    if go.startswith("to:"):
        there = go.removeprefix("to:")
    elif go in {"next", "skip"} and at != CHECK:
        there = walk.after(at, carried)
    else:
        there = walk.before(at, carried) if go == "back" else at
    return page_or_shorter(sitting, there, carried, before, typed, _too_long())


def _words_of(request: HttpRequest) -> list[str]:
    """What somebody was in the middle of saying when the link was closed, to be given back to them."""
    carried = opened(request.POST.get("carried", ""))
    return [text for text in (carried.answers.values() if carried else ()) if isinstance(text, str)]


def _too_long() -> str:
    return _("This is more than one form can carry. Please make it shorter. You can send this, then open the link again to say more.")
