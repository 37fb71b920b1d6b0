"""Which records of which week to show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from alongside.web.access.models import User
from alongside.web.design.forms import Gov
from alongside.web.forms.kinds import RECORDS, Kind
from alongside.web.organisation.models import Service
from alongside.web.records.models import Record
from alongside.web.records.queries.rows import WORDS, Row
from alongside.web.weeks.models import PracticeWeek

KINDS = [("", "All kinds"), *((kind.value, kind.label) for kind in Kind if kind in RECORDS)]
INCOMPLETE = "incomplete"
STANDINGS = [("", "All"), *((standing.value, words) for standing, words in WORDS.items()), (INCOMPLETE, "Not complete")]


class RecordFilter(Gov, forms.Form):
    """Read from the address, so that a list can be sent to somebody."""

    week = forms.ModelChoiceField(PracticeWeek.objects.none(), label="Week", required=False, empty_label="This week")
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", required=False, empty_label="All services")
    standing = forms.ChoiceField(label="How it stands", choices=STANDINGS, required=False)

    def __init__(self, *args: Any, user: User, week: PracticeWeek | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.usual = user, week
        self.fields["week"].queryset = PracticeWeek.objects.visible_to(user).filter(state__in=["published", "finished"])  # type: ignore[attr-defined]
        self.fields["service"].queryset = Service.objects.filter(directorate_id=user.directorate_id)  # type: ignore[attr-defined]

    def matching(self) -> QuerySet[Record]:
        """As far as the database can tell; `shows` says the rest."""
        chosen = self.cleaned_data
        found = Record.objects.visible_to(self.user).filter(week=chosen["week"] or self.usual)
        if chosen["kind"]:
            found = found.filter(kind=chosen["kind"])
        return found.filter(team__service=chosen["service"]) if chosen["service"] else found

    def shows(self, row: Row) -> bool:
        standing = self.cleaned_data["standing"]
        return not standing or (row.is_incomplete if standing == INCOMPLETE else row.standing == standing)

    @property
    def query(self) -> str:
        """What is set, for the links to other pages of the list."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})
