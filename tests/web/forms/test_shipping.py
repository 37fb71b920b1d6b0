"""The forms that come with the product, in a council's own list."""

import pytest

from alongside.engines.forms.checking import check
from alongside.engines.forms.shipped import shipped_forms
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import Form, FormVersion
from alongside.web.forms.queries import form_of_kind
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_every_kind_has_a_published_form_that_passes_the_check():
    council = make.directorate()

    made = install_shipped_forms(directorate=council, by=None)

    assert {form.kind for form in made} == set(Kind)
    assert all(form.shipped and form_of_kind(council, form.kind) for form in made)
    assert [check(version.definition) for version in FormVersion.objects.published()] == [[]] * len(made)


def test_doing_it_twice_adds_nothing_and_leaves_other_councils_alone():
    lead = make.user("practice_lead")

    first = install_shipped_forms(directorate=lead.directorate, by=lead)
    second = install_shipped_forms(directorate=lead.directorate, by=lead)

    assert (len(first), second) == (len(shipped_forms()), [])
    assert set(Form.objects.values_list("directorate_id", flat=True)) == {lead.directorate_id}
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["form.shipped_installed"]


def test_only_who_may_change_forms_of_that_council_adds_them():
    for by in (make.stranger(), make.user("director", "administrator")):
        with pytest.raises(NotAllowed):
            install_shipped_forms(directorate=make.directorate(), by=by)

    assert not Form.objects.exists()
