"""Pages about forms: what they show to whom, what odd input does to them, how often they ask the database."""

from __future__ import annotations

import io
import json
import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import LANGUAGES, Definition, Option, Question, QuestionType, Wording
from alongside.engines.forms.shipped import shipped_forms
from alongside.engines.forms.xlsform import read_xlsform
from alongside.web.audit.models import AuditEvent
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.models import Form, FormVersion, WeekForm
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.forms.browsing import Fields
from tests.web.forms.test_posting import EVERY_KIND

pytestmark = pytest.mark.django_db
HOSTILE = "</textarea><script>alert(1)</script>'\"{{ 7*7 }}{% raw %}&lt;"
T = QuestionType
LIST_QUERIES = 6  # session, person, roles; forms, versions, weeks
FORM_QUERIES = 9


@pytest.fixture
def lead(client: Client) -> Any:
    user = make.user("practice_lead")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def at(name: str, **arguments: Any) -> str:
    return reverse(f"forms:{name}", kwargs=arguments or None)


def draft_of(form: Definition, **fields: Any) -> FormVersion:
    return make.form_version(form_definition=form, published_at=None, **fields)


def page_of(client: Client, address: str) -> Fields:
    return Fields(client.get(address).content.decode())


def send(client: Client, address: str, **typed: Any) -> Any:
    """Fill in the last form of the page as a browser would, and send it."""
    html = client.get(address).content.decode()
    inner = re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL)
    main = next(each for each in reversed(inner) if all(f'name="{name}"' in each for name in typed))
    return client.post(address, Fields(main).filled(**typed).urlencode(), content_type="application/x-www-form-urlencoded")


def test_the_list_says_which_form_of_a_kind_is_used_and_by_which_week(client: Client, lead: Any):
    shipped = make.form_version("parent")
    Form.objects.filter(pk=shipped.form_id).update(shipped=True)
    own = make.form_version("parent")
    week = make.week(name="Spring")
    WeekForm.objects.create(week=week, form=shipped.form, version=shipped)

    text = page_of(client, at("list")).text

    assert f"{own.form.name} Conversation with a parent" in text
    assert text.count("In use") == 1
    assert "Another form of this kind is used" in text
    assert f"Version {shipped.number} in Spring" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_forms_as_for_one(client: Client, lead: Any, django_assert_num_queries, rows: int):
    for _ in range(rows):
        version = make.form_version("team_visit")
        make.form_version(form=version.form, published_at=None)
        WeekForm.objects.create(week=make.week(), form=version.form, version=version)
    client.get(at("list"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(at("list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_forms_page_asks_as_often_for_three_versions_as_for_one(client: Client, lead: Any, django_assert_num_queries, rows: int):
    version = make.form_version()
    for _ in range(rows - 1):
        version = make.form_version(form=version.form)
    for _ in range(rows):
        WeekForm.objects.create(week=make.week(), form=version.form, version=version)
    client.get(at("form", pk=version.form_id))

    with django_assert_num_queries(FORM_QUERIES):
        client.get(at("form", pk=version.form_id))


def test_readers_see_no_way_to_change_anything(client: Client):
    version = make.form_version()
    make.form_version(form=version.form, published_at=None)
    client = client_of(make.user("director"))

    pages = [client.get(address).content.decode() for address in (at("list"), at("form", pk=version.form_id), at("version", pk=version.pk))]

    for html in pages:
        assert "/forms/drafts/" not in html and "Make a" not in html and "Retire this form" not in html
        assert [action for action in re.findall(r'<form method="post" action="([^"]+)"', html) if action.startswith("/forms")] == []


def test_strangers_find_nothing(client: Client):
    draft = make.form_version(published_at=None)
    stranger = client_of(make.stranger())

    for name in ("draft", "about", "publish", "version", "try"):
        assert stranger.get(at(name, pk=draft.pk)).status_code == 404
    assert stranger.post(at("publish", pk=draft.pk), {"saves": 1}).status_code == 404
    assert not FormVersion.objects.published().exists()


def test_hostile_words_are_shown_as_words_on_every_page(client: Client, lead: Any):
    question = Question("a", T.CHOICE, Wording({"en": HOSTILE}, {"en": HOSTILE}), hint=Wording({"en": HOSTILE}),
                        options=(Option("x", Wording({"en": HOSTILE})), Option("y", Wording({"en": "Y"}))))  # fmt: skip
    after = Question("b", T.TEXT, Wording({"en": HOSTILE}), show_if={"question": "a", "is": "x"})
    draft = draft_of(Definition(Wording({"en": HOSTILE}), Wording({"en": HOSTILE}), (question, after), Wording({"en": HOSTILE})))
    Form.objects.update(name=HOSTILE[:120])

    addresses = [
        *(at(name, pk=draft.pk) for name in ("draft", "about", "publish", "version", "try")),
        *(at("words", pk=draft.pk, tab=tab) for tab in ("easy", "ur")),
        *(at(name, pk=draft.pk, key=key) for name in ("question", "asked") for key in ("a", "b")),
        at("form", pk=draft.form_id), at("copy", pk=draft.form_id), at("list"), at("try", pk=draft.pk) + "?reader=easy&language=ar",
    ]  # fmt: skip
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert "{{ 7*7 }}" in response.content.decode()


def test_a_question_is_changed_and_its_answers_keep_their_keys_and_translations(client: Client, lead: Any):
    old = Question("way", T.CHOICE, Wording({"en": "Which?", "pl": "Który?"}, {"en": "Which one?"}), options=(
        Option("a", Wording({"en": "First", "pl": "Pierwszy"})), Option("b", Wording({"en": "Second"}))))  # fmt: skip
    draft = draft_of(make.definition(old))

    response = send(client, at("question", pk=draft.pk, key="way"), words="Which way?", **{"option-words": ["Second", "The first", "", ""]})

    assert response.status_code == 302, Fields(response.content.decode()).text
    draft.refresh_from_db()
    question = draft.as_definition.questions[0]
    assert (question.key, question.words.plain) == ("way", {"en": "Which way?", "pl": "Który?"})
    assert [(option.key, option.words.said()) for option in question.options] == [("a", "Second"), ("b", "The first")]


def test_moving_an_answer_up_saves_nothing_yet(client: Client, lead: Any):
    draft = draft_of(EVERY_KIND)
    sent = {"saves": 1, "words": "Typed", "option-key": ["sunny", "cloudy"], "option-words": ["Sunny", "Cloudy"], "up": "1"}

    html = client.post(at("question", pk=draft.pk, key="mood"), sent).content.decode()

    assert re.findall(r'name="option-words" value="(\w+)"', html) == ["Cloudy", "Sunny"]
    assert "Typed" in html
    assert FormVersion.objects.get().saves == 1


@pytest.mark.parametrize("up", ["-1", "0", "99", "x", ""])
def test_moving_from_nowhere_is_harmless(client: Client, lead: Any, up: str):
    draft = draft_of(EVERY_KIND)

    sent = {"saves": 1, "words": "W", "option-key": ["sunny", "cloudy"], "option-words": ["Sunny", "Cloudy"], "up": up}

    assert client.post(at("question", pk=draft.pk, key="mood"), sent).status_code == 200


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("choice", {"option-words": ["One", "", ""]}, "Enter at least two answers"),
        ("choices", {"option-words": ["", "", ""]}, "Enter at least one of the answers"),
        ("choice", {"option-words": ["Same", "same", ""]}, "Two answers are worded alike"),
        ("scale", {"low": "5", "high": "5"}, "The highest point must be above the lowest"),
        ("scale", {"low": "0", "high": "50"}, "with at most 11 points"),
        ("scale", {"low": "x"}, "Enter a whole number"),
    ],
)
def test_a_question_that_is_not_right_is_shown_again(client: Client, lead: Any, kind: str, typed: dict[str, Any], said: str):
    draft = draft_of(make.definition())

    response = send(client, at("add", pk=draft.pk) + f"?type={kind}&part=core", words="New?", **typed)

    assert response.status_code == 422
    assert said in Fields(response.content.decode()).text
    assert FormVersion.objects.get().saves == 1


@pytest.mark.parametrize("kind", list(QuestionType))
def test_every_kind_of_question_can_be_added(client: Client, lead: Any, kind: QuestionType):
    draft = draft_of(make.definition())
    address = at("add", pk=draft.pk) + f"?type={kind}"
    boxes = sum(name == "option-words" for name, _ in page_of(client, address).values)
    options = {"option-words": ["One", "Two", *[""] * (boxes - 2)]} if boxes else {}

    response = send(client, address, words="What now?", **options)

    assert response.status_code == 302, Fields(response.content.decode()).text
    draft.refresh_from_db()
    added = draft.as_definition.questions[-1]
    assert (added.key, added.type, added.core) == ("what_now", kind, False)
    assert client.get(at("try", pk=draft.pk)).status_code == 200


def test_what_is_asked_when_is_chosen_from_menus(client: Client, lead: Any):
    draft = draft_of(EVERY_KIND)
    typed = {
        "when": "any",
        "first": json.dumps({"is": "sunny", "question": "mood"}),
        "second": json.dumps({"at_least": 7, "question": "felt"}),
    }

    response = send(client, at("asked", pk=draft.pk, key="will"), **typed)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.as_definition.question("will").show_if == {
        "any": [{"question": "mood", "is": "sunny"}, {"question": "felt", "at_least": 7}]
    }
    again = page_of(client, at("asked", pk=draft.pk, key="will"))
    assert dict(again.values)["first"] == typed["first"] and dict(again.values)["second"] == typed["second"]


def test_a_condition_that_menus_cannot_show_stays_as_it_is(client: Client, lead: Any):
    odd = {"not": {"question": "good", "answered": True}}
    form = make.definition(*make.definition().questions, Question("c", T.TEXT, Wording({"en": "C?"}), show_if=odd))
    draft = draft_of(form)

    assert "As it is now: Only if it is not so that you answered" in page_of(client, at("asked", pk=draft.pk, key="c")).text
    response = send(client, at("asked", pk=draft.pk, key="c"))

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.as_definition.question("c").show_if == odd


@pytest.mark.parametrize("first", ['{"question": "later", "is": 1}', "[]", "x", '{"question":"good","is":"x"}'])
def test_a_condition_that_is_not_in_the_menus_is_refused(client: Client, lead: Any, first: str):
    draft = draft_of(EVERY_KIND)

    response = client.post(at("asked", pk=draft.pk, key="will"), {"saves": 1, "when": "all", "first": first})

    assert response.status_code == 422


def test_a_question_others_depend_on_is_neither_removed_nor_moved_past_them(client: Client, lead: Any):
    first = Question("a", T.TEXT, Wording({"en": "First?"}))
    draft = draft_of(make.definition(first, Question("b", T.TEXT, Wording({"en": "Second?"}), show_if={"question": "a", "answered": True})))

    removed = client.post(at("remove", pk=draft.pk, key="a"), {"saves": 1}, follow=True)
    moved = client.post(at("move", pk=draft.pk, key="a"), {"saves": 1, "to": "down"}, follow=True)

    assert "“Second?” is asked only after some answers to this question" in Fields(removed.content.decode()).text
    assert "so it must come after it" in Fields(moved.content.decode()).text
    draft.refresh_from_db()
    assert [question.key for question in draft.as_definition.questions] == ["a", "b"]


def test_questions_move_within_their_section(client: Client, lead: Any):
    core, theme = (Question(key, T.TEXT, Wording({"en": key}), core=key[0] == "c") for key in ("c1", "t1"))
    second = replace(theme, key="t2")
    draft = draft_of(make.definition(theme, core, second))

    client.post(at("move", pk=draft.pk, key="t2"), {"saves": 1, "to": "up"})

    draft.refresh_from_db()
    assert [question.key for question in draft.as_definition.questions] == ["t2", "c1", "t1"]


def test_a_locked_question_has_no_page_to_change_it(client: Client, lead: Any):
    version = make.form_version()
    draft = make.form_version(form=version.form, published_at=None)

    for name in ("question", "asked"):
        assert client.get(at(name, pk=draft.pk, key="good")).status_code == 404
    assert client.post(at("remove", pk=draft.pk, key="good"), {"saves": 1}).status_code == 404
    assert client.get(at("question", pk=draft.pk, key="nothing")).status_code == 404


def test_somebody_elses_save_in_between_is_told_and_the_next_save_is_on_top(client: Client, lead: Any):
    draft = draft_of(make.definition())
    FormVersion.objects.update(saves=4)
    typed = {"saves": 1, "title": "Mine", "introduction": "I", "minutes": 5}

    response = client.post(at("about", pk=draft.pk), typed)
    again = client.post(at("about", pk=draft.pk), dict(Fields(response.content.decode()).values))

    assert response.status_code == 422
    assert "Somebody else changed this draft" in Fields(response.content.decode()).text
    assert again.status_code == 302
    assert FormVersion.objects.get().as_definition.title.said() == "Mine"


@pytest.mark.parametrize("tab", ["easy", *LANGUAGES[1:]])
def test_every_wording_of_every_shipped_form_survives_its_page(client: Client, lead: Any, tab: str):
    """Saving a page of words as it came changes nothing."""
    for kind, definition in shipped_forms().values():
        draft = draft_of(definition, kind=kind)
        response = send(client, at("words", pk=draft.pk, tab=tab), saves="1")
        assert response.status_code == 302, Fields(response.content.decode()).text
        draft.refresh_from_db()
        assert (draft.saves, draft.definition) == (1, to_json(definition))


def test_words_for_a_reader_are_added_and_taken_away(client: Client, lead: Any):
    draft = draft_of(make.definition())

    send(client, at("words", pk=draft.pk, tab="pl"), **{"plain-good": "Co działa?", "plain--title": "Formularz"})
    assert FormVersion.objects.get().as_definition.question("good").words.plain == {"en": "What is going well?", "pl": "Co działa?"}
    send(client, at("words", pk=draft.pk, tab="pl"), **{"plain-good": " "})

    assert FormVersion.objects.get().as_definition.question("good").words.plain == {"en": "What is going well?"}


def test_published_english_of_the_core_stays_and_its_translations_may_be_corrected_but_not_emptied(client: Client, lead: Any):
    words = Wording({"en": "A?", "pl": "A po polsku?"}, {"en": "A, easily?"})
    version = make.form_version(form_definition=make.definition(Question("a", T.TEXT, words)))
    draft = make.form_version(form=version.form, form_definition=version.as_definition, published_at=None)

    easy = page_of(client, at("words", pk=draft.pk, tab="easy"))
    send(client, at("words", pk=draft.pk, tab="pl"), **{"plain-a": "A lepiej?"})
    send(client, at("words", pk=draft.pk, tab="cy"), **{"plain-a": "A yn Gymraeg?"})
    emptied = client.post(at("words", pk=draft.pk, tab="pl"), {"saves": 3, "plain-a": ""})

    assert "easy-a" not in easy.names
    assert "published, so it stays" in easy.text
    assert emptied.status_code == 422
    draft.refresh_from_db()
    assert draft.as_definition.question("a").words.plain == {"en": "A?", "pl": "A lepiej?", "cy": "A yn Gymraeg?"}


@pytest.mark.parametrize(
    ("words", "said"), [("x" * 4001, "at most 4,000"), ("a\x01b", "cannot be read"), ("${x}", "words cannot hold an answer")]
)
def test_words_that_no_form_can_hold_are_told_and_kept_on_the_page(client: Client, lead: Any, words: str, said: str):
    draft = draft_of(make.definition())

    response = client.post(at("words", pk=draft.pk, tab="easy"), {"saves": 1, "easy-good": words, "symbol-good": "nonsense"})

    page = Fields(response.content.decode())
    assert response.status_code == 422
    assert said in page.text
    assert dict(page.values)["easy-good"] == words
    assert FormVersion.objects.get().saves == 1


def test_trying_shows_what_would_be_kept_and_keeps_nothing(client: Client, lead: Any):
    version = make.form_version(form_definition=EVERY_KIND)
    before = AuditEvent.objects.count(), FormVersion.objects.count()

    wrong = client.post(at("try", pk=version.pk), {"q-good": ""})
    right = client.post(at("try", pk=version.pk), {"q-good": HOSTILE, "q-quality": "good", "q-quality-rationale": "Why not"})

    assert wrong.status_code == 422 and "Write your answer" in Fields(wrong.content.decode()).text
    assert right.status_code == 200 and HOSTILE.replace("{{ ", "{{ ") in Fields(right.content.decode()).text
    assert (AuditEvent.objects.count(), FormVersion.objects.count()) == before


@pytest.mark.parametrize("query", ["?reader=x&language=xx&frame=y", "?reader=easy&reader=plain", "?language=ur&frame=wide", "?language="])
def test_an_odd_reader_is_nobody(client: Client, lead: Any, query: str):
    assert client.get(at("try", pk=make.form_version().pk) + query).status_code == 200


def test_what_is_downloaded_can_be_loaded_again(client: Client, lead: Any):
    install_shipped_forms(directorate=lead.directorate, by=lead)
    version = FormVersion.objects.get(form__code="parent")

    as_json = client.get(at("export", pk=version.pk, kind="json"))
    as_xlsx = client.get(at("export", pk=version.pk, kind="xlsx"))

    assert json.loads(as_json.content) == version.definition
    assert as_json["Content-Disposition"] == 'attachment; filename="parent-1.json"'
    assert to_json(read_xlsform(as_xlsx.content)) == version.definition
    assert client.get(at("export", pk=version.pk, kind="pdf")).status_code == 404
    for name, content in (("form.json", as_json.content), ("form.xlsx", as_xlsx.content)):
        shown = load(client, content, name)
        assert shown.status_code == 200 and "Nothing in the file would be left out" in Fields(shown.content.decode()).text


def load(client: Client, content: bytes, name: str = "form.xlsx", **typed: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(at("load"), {"client_id": uuid.uuid4(), "kind": "pulse", "name": "Loaded", "file": file, **typed})


def workbook(*survey: tuple[str, ...], choices: tuple[tuple[str, ...], ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in survey:
        sheet.append(row)
    listed = book.create_sheet("choices")
    for row in (("list_name", "name", "label"), *choices):
        listed.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_an_xlsform_is_looked_at_first_and_then_made_into_a_draft(client: Client, lead: Any):
    content = workbook(
        ("type", "name", "label", "constraint"),
        ("text", "good", "What is good?", "string-length(.) < 9"),
        ("select_one yesno", "again", "Would you come again?", ""),
        choices=(("yesno", "yes", "Yes"), ("yesno", "no", "No")),
    )

    shown = load(client, content)
    page = Fields(shown.content.decode())
    assert "2 questions. Nothing is made yet." in page.text
    assert "constraint" in page.text and "What would be left out or changed" in page.text
    assert not Form.objects.exists()
    made = client.post(at("agree"), dict(page.values))
    again = client.post(at("agree"), dict(page.values))

    draft = FormVersion.objects.get()
    assert made["Location"] == again["Location"] == at("draft", pk=draft.pk)
    assert [question.key for question in draft.as_definition.questions] == ["good", "again"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"not a workbook", "There is something to put right in the file"),
        (b"PK\x03\x04 broken", "There is something to put right in the file"),
        (b"{", "The file is not JSON that can be read"),
        (b"[" * 100_000, "The file is not JSON that can be read"),
        (b'{"schema": 1}', "There are 3 things to put right in the file"),
        (b"\xff\xfe{", "something to put right"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_form_is_told_with_its_place_and_makes_nothing(client: Client, lead: Any, content: bytes, said: str):
    response = load(client, content)

    assert response.status_code == 422
    assert said in Fields(response.content.decode()).text
    assert not Form.objects.exists()


def test_every_problem_of_a_workbook_is_named_by_sheet_row_and_column(client: Client, lead: Any):
    refused = workbook(("type", "name", "label", "relevant"), ("text", "good", "What is good?", ""), ("text", "bad", "Bad?", "${zz} = 1"))
    lost = workbook(("type", "name", "label", "default"), ("text", "good", "What is good?", "All"), ("geopoint", "at", "Where?", ""))

    assert "survey, row 3, column relevant" in Fields(load(client, refused).content.decode()).text
    left_out = Fields(load(client, lost).content.decode()).text
    assert "survey, row 2, column default" in left_out and "survey, row 3" in left_out, left_out


@pytest.mark.parametrize("definition", ["{}", "[]", "x", "", '{"schema": 1, "title": 3}'])
def test_what_was_changed_on_the_way_back_is_not_made(client: Client, lead: Any, definition: str):
    response = client.post(at("agree"), {"client_id": uuid.uuid4(), "kind": "pulse", "name": "N", "definition": definition}, follow=True)

    assert response.status_code == 200
    assert not Form.objects.exists()


def test_a_week_keeps_to_a_version_from_the_forms_page(client: Client, lead: Any):
    version, week, other = make.form_version(), make.week(), make.form_version()
    address = at("week", pk=version.form_id)

    client.post(address, {"week": week.pk, "version": version.pk})
    assert WeekForm.objects.get().version == version
    for week_sent, version_sent in ((week.pk, other.pk), ("x", ""), (uuid.uuid4(), ""), (week.pk, "x")):
        assert client.post(address, {"week": week_sent, "version": version_sent}).status_code == 404
    client.post(address, {"week": week.pk, "version": ""})

    assert not WeekForm.objects.exists()


def test_an_xlsx_that_is_downloaded_opens_as_a_workbook(client: Client, lead: Any):
    content = client.get(at("export", pk=make.form_version(form_definition=EVERY_KIND).pk, kind="xlsx")).content

    assert {"survey", "choices", "settings"} <= set(load_workbook(io.BytesIO(content)).sheetnames)
