"""Which version of which form to use, and what the pages about forms show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch

from alongside.web.access.models import User
from alongside.web.forms.kinds import Kind, who_answers
from alongside.web.forms.models import Form, FormVersion, FormVersionQuerySet, WeekForm
from alongside.web.organisation.models import Directorate
from alongside.web.weeks.models import PracticeWeek


def version_for(form: Form, week: PracticeWeek | None = None) -> FormVersion | None:
    """The version a week uses, else the newest published; None when nothing of it is published."""
    if week is not None and (chosen := WeekForm.objects.filter(week=week, form=form).select_related("version").first()):
        return chosen.version
    return form.versions.published().order_by("-number").first()


def form_of_kind(directorate: Directorate, kind: str) -> Form | None:
    """The current form of a kind with something published: the council's own before the shipped one, newest first."""
    published = Form.objects.current().filter(directorate=directorate, kind=kind, versions__published_at__isnull=False)
    return published.order_by("shipped", "-created_at").first()


@dataclass
class Listed:
    """A form in the list: its newest published version, its draft, and the weeks that keep to another version."""

    form: Form
    published: FormVersion | None
    draft: FormVersion | None
    in_use: bool = False
    kept: list[WeekForm] = field(default_factory=list)


@dataclass
class OfAKind:
    kind: Kind
    who: str
    forms: list[Listed]


def forms_by_kind(user: User, *, retired: bool = False) -> list[OfAKind]:
    """Every kind in its order, with its forms: the one that is used first."""
    forms = Form.objects.visible_to(user).filter(retired_at__isnull=not retired)
    found = _listed(forms.prefetch_related(_versions()))
    _add_weeks(found)
    groups = []
    for kind in Kind:
        own = sorted((each for each in found if each.form.kind == kind), key=_used_first)
        if own and own[0].published and not retired:
            own[0].in_use = True
        groups.append(OfAKind(kind, who_answers(kind), own))
    return groups


def _add_weeks(found: list[Listed]) -> None:
    """Weeks that keep to a version, until they are finished."""
    by_form = {each.form.pk: each for each in found}
    rows = WeekForm.objects.filter(form__in=by_form).exclude(week__state=PracticeWeek.State.FINISHED)
    for row in rows.select_related("week", "version").defer("version__definition"):
        by_form[row.form_id].kept.append(row)


def listed(form: Form) -> Listed:
    return _listed(Form.objects.filter(pk=form.pk).prefetch_related(_versions()))[0]


@dataclass
class WeekChoice:
    """A week that is not finished, and the version of a form it uses."""

    week: PracticeWeek
    chosen: FormVersion | None  # None: it follows the newest


def weeks_using(form: Form, user: User) -> list[WeekChoice]:
    weeks = PracticeWeek.objects.visible_to(user).exclude(state=PracticeWeek.State.FINISHED)
    rows = WeekForm.objects.filter(form=form).select_related("version").defer("version__definition")
    chosen = {each.week_id: each.version for each in rows}
    return [WeekChoice(week, chosen.get(week.pk)) for week in weeks]


def _versions() -> Prefetch[str, FormVersionQuerySet, str]:
    return Prefetch("versions", FormVersion.objects.defer("definition").select_related("published_by").order_by("-number"), "with_versions")


def _listed(forms: Iterable[Form]) -> list[Listed]:
    found = []
    for form in forms:
        versions: Sequence[FormVersion] = form.with_versions  # type: ignore[attr-defined]
        draft = next((each for each in versions if not each.is_published), None)
        found.append(Listed(form, next((each for each in versions if each.is_published), None), draft))
    return found


def _used_first(each: Listed) -> tuple[bool, bool, float]:
    """As `form_of_kind` chooses."""
    return (each.published is None, each.form.shipped, -each.form.created_at.timestamp())
