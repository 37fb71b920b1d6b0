"""The reference of forms: its example is a form, and every gap is filled."""

import json
import re

from alongside.engines.forms.checking import check
from scripts import form_reference


def test_the_example_is_a_form() -> None:
    [example] = re.findall(r"```json\n(.*?)```", form_reference.page(), re.DOTALL)

    assert check(json.loads(example)) == []


def test_the_message_shown_is_one_that_is_given() -> None:
    form = json.loads(re.findall(r"```json\n(.*?)```", form_reference.page(), re.DOTALL)[0])
    form["questions"][0]["options"][0]["key"] = "home"
    shown = re.search(r"^    questions\[\d\]\.show_if\.is: .*$", form_reference.page(), re.MULTILINE)

    [problem] = check(form)

    assert shown
    assert str(problem) == shown[0].strip().replace("questions[2]", "questions[1]")


def test_no_gap_is_left() -> None:
    assert "<<" not in form_reference.page()
