"""Finding the form or draft that an address names, for somebody who may."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.forms.models import Form, FormVersion


def form_to_change(request: HttpRequest, pk: UUID) -> Form:
    form = get_object_or_404(Form.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FORMS_CHANGE, form)
    return form


def version_to_see(request: HttpRequest, pk: UUID) -> FormVersion:
    return get_object_or_404(FormVersion.objects.visible_to(request.user).select_related("form", "published_by"), pk=pk)


def draft_to_change(request: HttpRequest, pk: UUID) -> FormVersion:
    """A version that is published by now is no draft any more: its page says so."""
    draft = version_to_see(request, pk)
    require(request.user, Permission.FORMS_CHANGE, draft)
    if draft.is_published:
        raise NotAllowed("Not found")
    return draft
