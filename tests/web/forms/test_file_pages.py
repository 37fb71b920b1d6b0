"""Forms loaded from files and downloaded as files; the version a week keeps to."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.xlsform import read_xlsform
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.models import Form, FormVersion, WeekForm
from tests import factories as make
from tests.web.forms.browsing import Fields
from tests.web.forms.pages import at
from tests.web.forms.test_posting import EVERY_KIND

pytestmark = pytest.mark.django_db


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
