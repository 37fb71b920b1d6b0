"""Making a form, copying one, retiring it, bringing it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import Definition, Wording
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.drafting import EMPTY
from alongside.web.forms.models import Form, FormVersion
from alongside.web.organisation.models import Directorate
from alongside.web.weeks.refusals import Refused


@transaction.atomic
def make_form(*, client_id: UUID, kind: str, name: str, definition: Definition | None = None, by: User) -> FormVersion:
    """A new form with a draft: empty, or as an imported file has it. Sending it twice makes one."""
    require(by, Permission.FORMS_CHANGE)
    return _made(client_id, kind, name, definition or EMPTY, based_on=None, by=by)


@transaction.atomic
def copy_form(*, client_id: UUID, form: Form, name: str, by: User) -> FormVersion:
    """A new form that begins as the newest words of another. Its core is free until it is first published."""
    require(by, Permission.FORMS_CHANGE, form)
    newest = form.versions.published().order_by("-number").first() or form.versions.first()
    if newest is None:
        raise Refused("This form has no questions yet, so there is nothing to copy")
    return _made(client_id, form.kind, name, newest.as_definition, based_on=form, by=by)


@transaction.atomic
def retire_form(*, form: Form, by: User) -> Form:
    """It is no longer offered. What was answered stays. Retiring it twice changes nothing."""
    require(by, Permission.FORMS_CHANGE, form)
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.retired_at is None:
        form.retired_at = timezone.now()
        form.save(update_fields=["retired_at"])
        record("form.retired", by=by, on=form)
    return form


@transaction.atomic
def bring_back_form(*, form: Form, by: User) -> Form:
    require(by, Permission.FORMS_CHANGE, form)
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.retired_at is not None:
        _refuse_same_name(form.name, form.directorate_id)
        form.retired_at = None
        form.save(update_fields=["retired_at"])
        record("form.brought_back", by=by, on=form)
    return form


def _made(client_id: UUID, kind: str, name: str, definition: Definition, *, based_on: Form | None, by: User) -> FormVersion:
    Directorate.objects.select_for_update().get(pk=by.directorate_id)  # the same form twice at once makes one
    if made := Form.objects.filter(pk=client_id).first():
        require(by, Permission.FORMS_CHANGE, made)
        return made.versions.order_by("number")[0]
    _refuse_same_name(name, by.directorate_id)
    form = Form(pk=client_id, directorate_id=by.directorate_id, kind=kind, name=name, based_on=based_on, code=_code(name, by))
    form.save(force_insert=True)
    if not definition.title.said():
        definition = _titled(definition, name)
    draft: FormVersion = form.versions.create(number=1, definition=to_json(definition), made_by=by)
    record("form.made", by=by, on=form, kind=kind, based_on=str(based_on.pk) if based_on else "")
    return draft


def _titled(definition: Definition, name: str) -> Definition:
    return Definition(Wording({"en": name}), definition.introduction, definition.questions, definition.closing, definition.minutes)


def _refuse_same_name(name: str, directorate_id: UUID) -> None:
    if Form.objects.current().filter(directorate_id=directorate_id, name__iexact=name).exists():
        raise Refused(f"There is already a form called {name}. Choose another name")


def _code(name: str, by: User) -> str:
    """What stands in exports: the name in small letters, with a number where it is taken."""
    base = slugify(name)[:50] or "form"
    taken = set(Form.objects.filter(directorate_id=by.directorate_id, code__startswith=base).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := base if n == 1 else f"{base}-{n}") not in taken)
