"""Making, drafting, publishing, copying and retiring forms: who may, who may not, what is written, what a second call does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import Definition, Question, QuestionType, Wording
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.forms.actions.drafts import change_draft, discard_draft, publish_draft, start_draft
from alongside.web.forms.actions.forms import bring_back_form, copy_form, make_form, retire_form
from alongside.web.forms.actions.weeks import choose_for_week
from alongside.web.forms.models import Form, FormVersion, WeekForm
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.weeks.refusals import Refused, Stale
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


def theme(key: str = "rooms") -> Question:
    return Question(key, QuestionType.TEXT, Wording({"en": "Is there room to meet?"}), core=False)


def plus(form: Definition, *questions: Question) -> Definition:
    return replace(form, questions=(*form.questions, *questions))


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_form_from_nothing_to_its_second_version(lead):
    draft = make_form(client_id=uuid.uuid4(), kind="team_visit", name="Our visit", by=lead)
    change_draft(draft=draft, saves=1, definition=make.definition(), by=lead)
    first = publish_draft(draft=draft, saves=2, by=lead)
    second = start_draft(form=first.form, by=lead)
    change_draft(draft=second, saves=1, definition=plus(make.definition(), theme()), by=lead)
    publish_draft(draft=second, saves=2, by=lead)

    form = Form.objects.get()
    assert (form.code, form.name, form.shipped) == ("our-visit", "Our visit", False)
    assert [(each.number, each.is_published, each.published_by) for each in form.versions.order_by("number")] == [
        (1, True, lead),
        (2, True, lead),
    ]
    assert version_for(form).number == 2
    assert events() == [
        "form.made", "form.draft_changed", "form.published", "form.draft_started", "form.draft_changed", "form.published",
    ]  # fmt: skip


def test_what_is_written_to_the_trail_holds_keys_and_no_words(lead):
    draft = make.form_version(published_at=None)

    change_draft(draft=draft, saves=1, definition=plus(draft.as_definition, theme()), by=lead)

    event = AuditEvent.objects.get()
    assert event.detail == {"number": draft.number, "questions": ["rooms"]}


def test_sending_a_new_form_twice_makes_one(lead):
    client_id = uuid.uuid4()

    first, second = (make_form(client_id=client_id, kind="pulse", name="Pulse", by=lead) for _ in range(2))

    assert first == second
    assert Form.objects.count() == FormVersion.objects.count() == 1


def test_a_name_is_used_once_among_current_forms(lead):
    made = make_form(client_id=uuid.uuid4(), kind="pulse", name="Pulse", by=lead)
    with pytest.raises(Refused, match="already a form called pulse"):
        make_form(client_id=uuid.uuid4(), kind="pulse", name="pulse", by=lead)

    retire_form(form=made.form, by=lead)
    again = make_form(client_id=uuid.uuid4(), kind="pulse", name="Pulse", by=lead)

    assert again.form.code == "pulse-2"
    with pytest.raises(Refused, match="already a form called Pulse"):
        bring_back_form(form=made.form, by=lead)


def test_starting_a_draft_twice_gives_the_same_one_and_it_begins_as_what_is_published(lead):
    published = make.form_version()

    first, second = (start_draft(form=published.form, by=lead) for _ in range(2))

    assert first == second
    assert (first.number, first.definition, first.is_published) == (published.number + 1, published.definition, False)
    assert events() == ["form.draft_started"]


def test_a_stale_save_is_refused_and_loses_nothing_of_the_others(lead):
    draft = make.form_version(published_at=None)
    theirs, mine = plus(draft.as_definition, theme("theirs")), plus(draft.as_definition, theme("mine"))
    change_draft(draft=draft, saves=1, definition=theirs, by=make.user("practice_lead"))

    with pytest.raises(Stale) as refused:
        change_draft(draft=draft, saves=1, definition=mine, by=lead)

    assert refused.value.current == 2
    draft.refresh_from_db()
    assert draft.definition == to_json(theirs)


def test_saving_what_is_there_already_changes_nothing(lead):
    draft = make.form_version(published_at=None)

    change_draft(draft=draft, saves=1, definition=draft.as_definition, by=lead)

    assert events() == []
    assert FormVersion.objects.get().saves == 1


def test_core_questions_are_locked_once_published_and_theme_questions_are_free(lead):
    published = make.form_version(form_definition=plus(make.definition(), theme()))
    draft = start_draft(form=published.form, by=lead)
    good, felt, rooms = published.as_definition.questions
    other = replace(rooms, words=Wording({"en": "Is there a quiet room?"}))

    for questions in [(felt, rooms), (good, replace(felt, high=7), rooms), (good, felt, replace(theme("x"), core=True))]:
        with pytest.raises(Refused, match="Make a new form from this one"):
            change_draft(draft=draft, saves=1, definition=replace(published.as_definition, questions=questions), by=lead)
    changed = change_draft(draft=draft, saves=1, definition=replace(published.as_definition, questions=(good, felt, other)), by=lead)

    assert changed.as_definition.question("rooms").words.said() == "Is there a quiet room?"


def test_publishing_looks_at_the_core_again(lead):
    """A draft could have been made before something else was published, or by hand."""
    published = make.form_version()
    draft = start_draft(form=published.form, by=lead)
    draft.definition = to_json(make.definition(theme()))
    draft.save()

    with pytest.raises(Refused, match="Make a new form from this one"):
        publish_draft(draft=draft, saves=1, by=lead)


def test_a_draft_that_is_not_right_is_not_published_and_says_where(lead):
    draft = make_form(client_id=uuid.uuid4(), kind="team_visit", name="Ours", by=lead)
    choice = Question("way", QuestionType.CHOICE, Wording({"en": "Which way?"}))

    with pytest.raises(Refused) as nothing:
        publish_draft(draft=draft, saves=1, by=lead)
    change_draft(draft=draft, saves=1, definition=make.definition(choice), by=lead)
    with pytest.raises(Refused) as no_answers:
        publish_draft(draft=draft, saves=2, by=lead)

    assert nothing.value.reasons == ["Write an introduction: what the form is for and who reads it", "Add at least one question"]
    assert no_answers.value.reasons == ["“Which way?”: give the answers that people can choose from"]
    assert not FormVersion.objects.published().exists()


def test_publishing_twice_publishes_once(lead):
    draft = make.form_version(published_at=None)

    first, second = (publish_draft(draft=draft, saves=1, by=lead) for _ in range(2))

    assert first.published_at == second.published_at
    assert events() == ["form.published"]


def test_publishing_what_somebody_changed_since_is_refused(lead):
    draft = make.form_version(published_at=None)
    change_draft(draft=draft, saves=1, definition=plus(draft.as_definition, theme()), by=make.user("practice_lead"))

    with pytest.raises(Stale):
        publish_draft(draft=draft, saves=1, by=lead)


def test_what_is_published_is_neither_changed_nor_discarded(lead):
    published = make.form_version()

    with pytest.raises(Refused, match="stands as it is"):
        change_draft(draft=published, saves=1, definition=plus(published.as_definition, theme()), by=lead)
    with pytest.raises(Refused, match="stands as it is"):
        discard_draft(draft=published, by=lead)

    assert FormVersion.objects.get().definition == published.definition


def test_discarding_a_draft_leaves_what_is_published_and_takes_an_empty_form_away(lead):
    published = make.form_version()
    draft = start_draft(form=published.form, by=lead)
    alone = make_form(client_id=uuid.uuid4(), kind="pulse", name="A mistake", by=lead)

    for _ in range(2):
        discard_draft(draft=draft, by=lead)
        discard_draft(draft=alone, by=lead)

    assert list(FormVersion.objects.all()) == [published]
    assert list(Form.objects.all()) == [published.form]
    assert events().count("form.draft_discarded") == 2


def test_a_copy_is_a_form_of_its_own_whose_core_is_free(lead):
    published = make.form_version("parent")

    copy = copy_form(client_id=uuid.uuid4(), form=published.form, name="Ours", by=lead)
    change_draft(draft=copy, saves=1, definition=make.definition(theme()), by=lead)
    publish_draft(draft=copy, saves=2, by=lead)

    assert (copy.form.kind, copy.form.based_on, copy.number) == ("parent", published.form, 1)
    assert form_of_kind(make.directorate(), "parent") == copy.form


def test_retiring_takes_a_form_out_of_use_and_back(lead):
    version = make.form_version("parent")

    for _ in range(2):
        retire_form(form=version.form, by=lead)
    assert form_of_kind(make.directorate(), "parent") is None
    with pytest.raises(Refused, match="retired"):
        start_draft(form=version.form, by=lead)

    for _ in range(2):
        bring_back_form(form=version.form, by=lead)
    assert form_of_kind(make.directorate(), "parent") == version.form
    assert events() == ["form.retired", "form.brought_back"]


def test_a_week_keeps_to_its_version_until_it_follows_the_newest_again(lead):
    first = make.form_version()
    second = make.form_version(form=first.form)
    week = make.week()

    for _ in range(2):
        choose_for_week(week=week, form=first.form, version=first, by=lead)
    assert version_for(first.form, week) == first
    for _ in range(2):
        choose_for_week(week=week, form=first.form, version=None, by=lead)

    assert version_for(first.form, week) == second
    assert not WeekForm.objects.exists()
    assert events() == ["form.chosen_for_week"] * 2


def test_a_week_takes_only_published_versions_of_that_form_and_no_change_once_finished(lead):
    version, other, draft = make.form_version(), make.form_version(), make.form_version(published_at=None)
    week = make.week()

    for form, wrong in ((version.form, other), (draft.form, draft)):
        with pytest.raises(Refused, match="Choose a published version"):
            choose_for_week(week=week, form=form, version=wrong, by=lead)
    week.state = "finished"
    week.save()
    with pytest.raises(Refused, match="finished"):
        choose_for_week(week=week, form=version.form, version=version, by=lead)


EACH: dict[str, Callable] = {
    "start": lambda v, d, by: start_draft(form=v.form, by=by),
    "change": lambda v, d, by: change_draft(draft=d, saves=1, definition=plus(d.as_definition, theme()), by=by),
    "publish": lambda v, d, by: publish_draft(draft=d, saves=1, by=by),
    "discard": lambda v, d, by: discard_draft(draft=d, by=by),
    "copy": lambda v, d, by: copy_form(client_id=uuid.uuid4(), form=v.form, name="Ours", by=by),
    "retire": lambda v, d, by: retire_form(form=v.form, by=by),
    "bring back": lambda v, d, by: bring_back_form(form=v.form, by=by),
    "choose": lambda v, d, by: choose_for_week(week=make.week(), form=v.form, version=v, by=by),
}


@pytest.mark.parametrize("act", EACH)
def test_neither_a_stranger_nor_somebody_without_the_right_changes_anything(act: str):
    version, draft = make.form_version(), make.form_version(published_at=None)
    before = list(Form.objects.values()), list(FormVersion.objects.values())

    for by in (make.stranger(), make.user("director", "analyst", "visitor"), make.user()):
        with pytest.raises(NotAllowed):
            EACH[act](version, draft, by)

    assert (list(Form.objects.values()), list(FormVersion.objects.values())) == before
    assert events() == []


def test_a_form_is_not_made_by_somebody_without_the_right_nor_taken_over_by_its_identifier(lead):
    theirs = make_form(client_id=uuid.uuid4(), kind="pulse", name="Theirs", by=make.stranger())

    with pytest.raises(NotAllowed):
        make_form(client_id=uuid.uuid4(), kind="pulse", name="Ours", by=make.user("director"))
    with pytest.raises(NotAllowed):
        make_form(client_id=theirs.form_id, kind="pulse", name="Ours", by=lead)
