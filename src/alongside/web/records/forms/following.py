"""Praise, promises, second grades and moderation, as people fill them in."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone

from alongside.engines.forms.definition import Question
from alongside.web.design.forms import DateField, Gov
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.actions.praise import TO_TEAM, GoodWork
from alongside.web.records.actions.promises import Promised
from alongside.web.records.grading import graded
from alongside.web.records.models import Promise, RecordVersion

LONGEST = 10_000
FURTHEST = dt.timedelta(days=2 * 365)


class Once(Gov, forms.Form):
    """Carries an identifier made with the form, so that sending it twice does it once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class PraiseForm(Once):
    to = forms.ChoiceField(label="Whose good work was it?")
    words = forms.CharField(
        label="What did they do well?",
        help_text="Say what you saw and what it meant for somebody. No names of children, adults or families",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, team: Team, giver: StaffMember | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.people = {str(p.pk): p for p in team.staff.filter(retired_on=None) if giver is None or p.pk != giver.pk}
        named = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["to"].choices = [("", "Choose who it is for"), (TO_TEAM, f"The whole team: {team}"), *named]  # type: ignore[attr-defined]

    def what(self) -> GoodWork:
        return GoodWork(self.team, self.people.get(self.cleaned_data["to"]), self.cleaned_data["words"].strip())


class PromiseForm(Once):
    team = forms.ModelChoiceField(queryset=Team.objects.none(), label="Which team is it for?", empty_label="Choose a team")
    words = forms.CharField(label="What will you do?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = DateField(label="By when?")

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if not today <= due <= today + FURTHEST:
            raise forms.ValidationError("Enter a day from today to two years from now")
        return due

    def what(self) -> Promised:
        return Promised(self.cleaned_data["team"], self.cleaned_data["words"].strip(), self.cleaned_data["due_on"])


class SettleForm(Gov, forms.Form):
    state = forms.ChoiceField(
        label="What came of it?", choices=[("done", "It is done"), ("cannot", "It cannot be done")], widget=forms.RadioSelect
    )
    told_team = forms.CharField(
        label="What should the team know?",
        help_text="They read it in these words",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HeardBackForm(Gov, forms.Form):
    heard_back = forms.ChoiceField(label="Did you hear back?", choices=Promise.HeardBack.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What would you like to say about it? (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GradesForm(Gov, forms.Form):
    """Each graded question of a record, with its reason."""

    def __init__(self, *args: Any, version: RecordVersion, **kwargs: Any) -> None:
        self.questions = graded(version)
        fields = dict(pair for question in self.questions for pair in _grade_fields(question))
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def grades(self) -> dict[str, dict[str, str]]:
        said = self.cleaned_data
        return {q.key: {"grade": said[q.key], "rationale": said[f"{q.key}-rationale"].strip()} for q in self.questions}


class ModerationForm(Gov, forms.Form):
    question = forms.CharField(widget=forms.HiddenInput)
    grade = forms.ChoiceField(label="Which grade stands?", widget=forms.RadioSelect)
    words = forms.CharField(label="Why?", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", question.key)
        super().__init__(*args, initial={"question": question.key}, **kwargs)
        self.fields["grade"].choices = [(option.key, option.words.said()) for option in question.options]  # type: ignore[attr-defined]


def _grade_fields(question: Question) -> list[tuple[str, forms.Field]]:
    title = question.words.said()
    grade = forms.ChoiceField(
        label=title,
        choices=[(option.key, option.words.said()) for option in question.options],
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose a grade for “{title}”"},
    )
    why = forms.CharField(
        label="Why this grade?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": f"Say why you gave this grade for “{title}”"},
    )
    return [(question.key, grade), (f"{question.key}-rationale", why)]
