"""Which version of which form to use."""

from __future__ import annotations

from alongside.web.forms.models import Form, FormVersion, WeekForm
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
