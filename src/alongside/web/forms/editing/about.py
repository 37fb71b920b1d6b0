"""What stands around the questions: title, introduction, what is said at the end, how long it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from alongside.engines.forms.definition import Definition, Wording
from alongside.engines.forms.limits import LONGEST_TITLE, MOST_MINUTES, MOST_WORDS
from alongside.web.design.forms import Gov
from alongside.web.forms.models import FormVersion


def reworded(wording: Wording | None, english: str) -> Wording | None:
    """The same wording with other English words; None when there are none left."""
    if not english:
        return None
    return Wording({**(wording.plain if wording else {}), "en": english}, dict(wording.easy) if wording else {})


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"classes": "govuk-input--width-3"})


class AboutForm(Gov, forms.Form):
    saves = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=LONGEST_TITLE, label="Title", help_text="What the person who fills it in sees first")
    introduction = forms.CharField(
        max_length=MOST_WORDS,
        label="Introduction",
        widget=area(4),
        help_text="What it is for, who reads the answers, and what happens then",
    )
    minutes = forms.IntegerField(
        label="How many minutes should it take?",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=short(),
    )
    closing = forms.CharField(
        max_length=MOST_WORDS,
        required=False,
        label="What to say when it is sent (optional)",
        widget=area(3),
        help_text="Thank them, and say when they will hear back",
    )

    @classmethod
    def of(cls, draft: FormVersion, data: Any = None) -> AboutForm:
        form = draft.as_definition
        return cls(
            data,
            initial={
                "saves": draft.saves,
                "title": form.title.said(),
                "introduction": form.introduction.said(),
                "minutes": form.minutes,
                "closing": form.closing.said() if form.closing else "",
            },
        )

    def applied(self, form: Definition) -> Definition:
        given = self.cleaned_data
        return replace(
            form,
            title=reworded(form.title, given["title"]) or form.title,
            introduction=reworded(form.introduction, given["introduction"]) or form.introduction,
            closing=reworded(form.closing, given["closing"]),
            minutes=given["minutes"],
        )
