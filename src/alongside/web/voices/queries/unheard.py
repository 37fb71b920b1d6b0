"""Who was not heard: by service and by who they are. Small numbers stay private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from alongside.web.forms.kinds import FAMILY
from alongside.web.organisation.models import Service
from alongside.web.voices.models import Ask, Response
from alongside.web.voices.queries.asks import KINDS
from alongside.web.voices.small_numbers import FAMILIES, about, cells, fewer_than_five
from alongside.web.weeks.models import PracticeWeek

OUTCOMES = ("answered", "declined", "not_safe", "unreached", "asked")


@dataclass(frozen=True)
class Row:
    """`cells` are the outcomes in words, in the order of OUTCOMES, none where too few were asked; `others` answered but were not listed."""

    name: str
    asked: str
    cells: list[str]
    others: str


@dataclass(frozen=True)
class Unheard:
    services: list[Row]
    kinds: list[Row]
    services_not_asked: list[str]
    kinds_not_asked: list[str]
    total: Row


def unheard(week: PracticeWeek) -> Unheard:
    """Three queries."""
    asked = Ask.objects.filter(week=week).values_list("team__service", "kind", "outcome").annotate(count=Count("id")).order_by()
    said = Response.objects.filter(week=week, ask=None, version__form__kind__in=FAMILY)
    others = said.values_list("team__service", "version__form__kind").annotate(count=Count("id")).order_by()
    services = dict(Service.objects.filter(directorate_id=week.directorate_id, retired_on=None).values_list("pk", "name"))
    by_service, by_kind = _Tally(), _Tally()
    for service, kind, outcome, count in asked:
        by_service.ask(service, outcome, count)
        by_kind.ask(kind, outcome, count)
    for service, kind, count in others:
        by_service.others[service] += count
        by_kind.others[kind] += count
    return Unheard(
        services=by_service.rows(services),
        kinds=by_kind.rows(dict(KINDS)),
        services_not_asked=by_service.missing(services),
        kinds_not_asked=by_kind.missing(dict(KINDS)),
        total=by_kind.total(),
    )


class _Tally:
    def __init__(self) -> None:
        self.asked: dict[Hashable, Counter[str]] = {}
        self.others: Counter[Hashable] = Counter()

    def ask(self, key: Hashable, outcome: str, count: int) -> None:
        self.asked.setdefault(key, Counter())[outcome] += count

    def rows(self, names: Mapping[Hashable, str]) -> list[Row]:
        return [self._row(key, name) for key, name in names.items() if key in self.asked or self.others[key]]

    def missing(self, names: Mapping[Hashable, str]) -> list[str]:
        return [name for key, name in names.items() if key not in self.asked and not self.others[key]]

    def total(self) -> Row:
        counts = sum(self.asked.values(), Counter[str]())
        outcomes = [about(counts[each]) for each in OUTCOMES] if counts.total() >= FAMILIES else []
        return Row("All", about(counts.total()), outcomes, about(self.others.total()))

    def _row(self, key: Hashable, name: str) -> Row:
        counts = self.asked.get(key, Counter())
        outcomes = cells([counts[each] for each in OUTCOMES], FAMILIES)
        return Row(name, fewer_than_five(counts.total()), outcomes, fewer_than_five(self.others[key]))
