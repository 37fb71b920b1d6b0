"""Which version of a form a week uses."""

from __future__ import annotations

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.models import Form, FormVersion, WeekForm
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused


@transaction.atomic
def choose_for_week(*, week: PracticeWeek, form: Form, version: FormVersion | None, by: User) -> WeekForm | None:
    """The week keeps to this version; with None it follows the newest. Choosing what is chosen changes nothing."""
    require(by, Permission.FORMS_CHANGE, week)
    require(by, Permission.FORMS_CHANGE, form)
    week = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if week.state == PracticeWeek.State.FINISHED:
        raise Refused("This week is finished, so its forms stand as they are")
    if version is not None and (version.form_id != form.pk or not version.is_published):
        raise Refused("Choose a published version of this form")
    chosen = WeekForm.objects.filter(week=week, form=form).first()
    if (chosen.version_id if chosen else None) == (version.pk if version else None):
        return chosen
    WeekForm.objects.filter(week=week, form=form).delete()
    made = WeekForm.objects.create(week=week, form=form, version=version) if version else None
    record("form.chosen_for_week", by=by, on=week, form=form.code, version=version.number if version else "newest")
    return made
