"""From draft to published version. A form has one draft at most; what is published never changes (database triggers hold to that)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition
from alongside.engines.forms.differences import core_changes
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.drafting import EMPTY
from alongside.web.forms.models import Form, FormVersion
from alongside.web.forms.problems import problems_in_words
from alongside.web.weeks.refusals import Refused, Stale

PUBLISHED_STANDS = "This version is published, so it stands as it is. Start a draft to change the form"
LOCKED = "The core questions are locked so that rounds can be compared. Make a new form from this one to change them"


@transaction.atomic
def start_draft(*, form: Form, by: User) -> FormVersion:
    """A draft that begins as the newest published version; empty when there is none. A draft that is there already is given back."""
    require(by, Permission.FORMS_CHANGE, form)
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.retired_at is not None:
        raise Refused("This form is retired. Bring it back before changing it")
    if draft := form.versions.filter(published_at=None).first():
        return draft
    newest = form.versions.order_by("-number").first()
    definition = newest.definition if newest else to_json(EMPTY)
    draft = form.versions.create(number=newest.number + 1 if newest else 1, definition=definition, made_by=by)
    record("form.draft_started", by=by, on=draft, number=draft.number)
    return draft


@transaction.atomic
def change_draft(*, draft: FormVersion, saves: int, definition: Definition, by: User) -> FormVersion:
    """Save the whole draft. `saves` is what the person had open; a save over somebody else's is refused. No difference, no save."""
    require(by, Permission.FORMS_CHANGE, draft)
    draft = _locked(draft, saves)
    data = to_json(definition)
    if data == draft.definition:
        return draft
    _refuse_core_changes(draft, definition)
    changed = _changed_questions(draft.as_definition, definition)
    draft.definition, draft.saves = data, draft.saves + 1
    draft.save(update_fields=["definition", "saves"])
    record("form.draft_changed", by=by, on=draft, number=draft.number, questions=changed)
    return draft


@transaction.atomic
def publish_draft(*, draft: FormVersion, saves: int, by: User) -> FormVersion:
    """From now on this is the form's newest version, and it never changes. Publishing it twice publishes it once."""
    require(by, Permission.FORMS_CHANGE, draft)
    held = FormVersion.objects.select_for_update(of=("self",)).select_related("form").get(pk=draft.pk)
    if held.is_published:
        return held
    held = _locked(draft, saves)
    if held.form.retired_at is not None:
        raise Refused("This form is retired. Bring it back before publishing")
    if faults := check(held.definition):
        raise Refused(*problems_in_words(faults, held.definition))
    _refuse_core_changes(held, held.as_definition)
    held.published_at, held.published_by = timezone.now(), by
    held.save(update_fields=["published_at", "published_by"])
    record("form.published", by=by, on=held, number=held.number, questions=len(held.as_definition.questions))
    return held


@transaction.atomic
def discard_draft(*, draft: FormVersion, by: User) -> None:
    """Throw a draft away; a form that has nothing else goes with it. Discarding it twice changes nothing more."""
    require(by, Permission.FORMS_CHANGE, draft)
    held = FormVersion.objects.select_for_update(of=("self",)).select_related("form").filter(pk=draft.pk).first()
    if held is None:
        return
    if held.is_published:
        raise Refused(PUBLISHED_STANDS)
    record("form.draft_discarded", by=by, on=held, number=held.number)
    form = held.form
    held.delete()
    if not form.versions.exists():
        form.delete()


def last_published(form: Form) -> FormVersion | None:
    return form.versions.published().order_by("-number").first()


def _locked(draft: FormVersion, saves: int) -> FormVersion:
    found = FormVersion.objects.select_for_update(of=("self",)).select_related("form").filter(pk=draft.pk).first()
    if found is None:
        raise Refused("Somebody else discarded this draft while you had it open")
    if found.is_published:
        raise Refused(PUBLISHED_STANDS)
    if found.saves != saves:
        raise Stale("this draft", found.saves)
    return found


def _refuse_core_changes(draft: FormVersion, definition: Definition) -> None:
    published = last_published(draft.form)
    if published and (changes := core_changes(published.as_definition, definition)):
        raise Refused(LOCKED, *changes)


def _changed_questions(old: Definition, new: Definition) -> list[str]:
    """Keys of questions that were added, taken away or changed; never their words."""
    before, after = ({question.key: question for question in each.questions} for each in (old, new))
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
