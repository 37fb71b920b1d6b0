"""Pages on which a form is worded for each reader, and tried as one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.definition import LANGUAGES, Question, QuestionType, Wording
from alongside.engines.forms.shipped import shipped_forms
from alongside.web.audit.models import AuditEvent
from alongside.web.forms.models import FormVersion
from tests import factories as make
from tests.web.forms.browsing import Fields
from tests.web.forms.pages import at, draft_of, page_of, send
from tests.web.forms.test_posting import EVERY_KIND

pytestmark = pytest.mark.django_db
HOSTILE = "</textarea><script>alert(1)</script>'\"{{ 7*7 }}{% raw %}&lt;"
T = QuestionType


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
