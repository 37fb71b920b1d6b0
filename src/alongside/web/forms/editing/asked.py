"""When a question is asked: always, or after some answers to earlier questions, chosen from menus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.design.forms import Gov
from alongside.web.forms.drafting import earlier
from alongside.web.forms.wording import only_if

T = QuestionType
ROWS = 3
ALWAYS, ALL, ANY, AS_IT_IS = "always", "all", "any", "as_it_is"
Choice = tuple[str, str]


def answers_to(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Conditions on one earlier question, and their words."""
    key, name = question.key, f"“{_short(question)}”"
    for option in question.options if question.type in (T.CHOICE, T.GRADE) else ():
        yield {"question": key, "is": option.key}, f"{name} is “{option.words.said()}”"
        yield {"question": key, "is_not": option.key}, f"{name} is not “{option.words.said()}”"
    for option in question.options if question.type in (T.CHOICES, T.THEMES) else ():
        yield {"question": key, "has": option.key}, f"{name} includes “{option.words.said()}”"
    if question.type is T.SCALE:
        yield from (({"question": key, "at_least": n}, f"{name} is {n} or more") for n in range(question.low + 1, question.high + 1))
        yield from (({"question": key, "at_most": n}, f"{name} is {n} or less") for n in range(question.low, question.high))
    yield {"question": key, "answered": True}, f"{name} is answered"
    yield {"question": key, "answered": False}, f"{name} is not answered"


class AskedForm(Gov, forms.Form):
    saves = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(label="Ask it", widget=forms.RadioSelect)
    first = forms.ChoiceField(label="If", required=False)
    second = forms.ChoiceField(label="And, or (optional)", required=False)
    third = forms.ChoiceField(label="And, or (optional)", required=False)

    def __init__(self, data: Any, *, form: Definition, question: Question, saves: int) -> None:
        self.question = question
        before = [each for each in earlier(form, question.key) if each.type is not T.NOTE]
        parts, joined = _parts(question.show_if)
        known = {written(condition) for each in before for condition, _ in answers_to(each)}
        self.is_odd = any(written(part) not in known for part in parts) or len(parts) > ROWS
        first = {"saves": saves, "when": AS_IT_IS if self.is_odd else joined}
        if not self.is_odd:
            first |= dict(zip(("first", "second", "third"), map(written, parts), strict=False))
        super().__init__(data, initial=first)
        self.fields["when"].choices = self._ways(form)  # type: ignore[attr-defined]
        choices: list[Any] = [("", "Choose")]
        for each in before:
            choices.append((_short(each), [(written(condition), words) for condition, words in answers_to(each)]))
        for name in ("first", "second", "third"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _ways(self, form: Definition) -> list[Choice]:
        ways = [(ALWAYS, "Always"), (ALL, "Only if all of these are so"), (ANY, "Only if any of these is so")]
        return [*ways, (AS_IT_IS, f"As it is now: {only_if(self.question.show_if, form.questions)}")] if self.is_odd else ways

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("when") in (ALL, ANY) and not self._chosen():
            self.add_error("first", "Choose after which answer it is asked")
        return found

    def _chosen(self) -> list[str]:
        given = [self.cleaned_data.get(name, "") for name in ("first", "second", "third")]
        return list(dict.fromkeys(each for each in given if each))

    def asked(self) -> Question:
        when = self.cleaned_data["when"]
        if when == AS_IT_IS:
            return self.question
        conditions = [json.loads(each) for each in self._chosen()] if when != ALWAYS else []
        if not conditions:
            return replace(self.question, show_if=None)
        return replace(self.question, show_if=conditions[0] if len(conditions) == 1 else {when: conditions})


def written(condition: Mapping[str, Any]) -> str:
    return json.dumps(condition, sort_keys=True)


def _parts(condition: Mapping[str, Any] | None) -> tuple[list[Mapping[str, Any]], str]:
    if not condition:
        return [], ALWAYS
    for name in (ALL, ANY):
        if name in condition:
            return list(condition[name]), name
    return [condition], ALL


def _short(question: Question) -> str:
    words = question.words.said()
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
