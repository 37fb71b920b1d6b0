"""The shipped forms, and every wording in one of them."""

import re
from collections.abc import Iterator

from alongside.engines.forms.definition import Definition, Wording
from alongside.engines.forms.shipped import shipped_forms

FORMS = {code: form for code, (_, form) in shipped_forms().items()}
CHILDREN = ("child-5-8", "child-9-12", "young-13-17")
FAMILY = (*CHILDREN, "young-18-25", "parent", "carer")


def wordings(form: Definition) -> Iterator[tuple[str, Wording]]:
    """Where it stands, and the words for each reader."""
    yield "title", form.title
    yield "introduction", form.introduction
    if form.closing:
        yield "closing", form.closing
    for question in form.questions:
        yield question.key, question.words
        if question.hint:
            yield f"{question.key}'s hint", question.hint
        yield from ((f"{question.key}={option.key}", option.words) for option in question.options)


def running_text(form: Definition) -> Iterator[tuple[str, Wording]]:
    """Without the title, which is no sentence."""
    return ((where, wording) for where, wording in wordings(form) if where != "title")


def sentences(text: str) -> list[str]:
    """\u06d4 and \u061f end a sentence in Urdu, \u061f a question in Arabic."""
    return [part for part in re.split(r"(?<=[.?!:\u06d4\u061f])\s+", text) if part]


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)
