"""The forms that come with the product, put into a council's own."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.shipped import shipped_forms
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.models import Form
from alongside.web.organisation.models import Directorate


@transaction.atomic
def install_shipped_forms(*, directorate: Directorate, by: User | None) -> list[Form]:
    """Publish version 1 of each that is not there yet, and say which. Safe to repeat; `by` is None when the council is being set up."""
    if by is not None:
        require(by, Permission.FORMS_CHANGE, directorate)
    Directorate.objects.select_for_update().get(pk=directorate.pk)  # pressed twice at once: one set
    there = set(Form.objects.filter(directorate=directorate).values_list("code", flat=True))
    made = []
    for code, (kind, definition) in shipped_forms().items():
        if code in there:
            continue
        form = Form.objects.create(directorate=directorate, code=code, kind=kind, name=definition.title.said()[:120], shipped=True)
        form.versions.create(number=1, definition=to_json(definition), made_by=by, published_by=by, published_at=timezone.now())
        made.append(form)
    if made:
        record("form.shipped_installed", by=by, on=directorate, forms=[form.code for form in made])
    return made
