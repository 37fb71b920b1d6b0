"""Forms in a real browser: made, worded, tried and published by the practice lead; shown and filled in as each reader meets them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.engines.forms.definition import Question, QuestionType, Wording
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.models import Form, FormVersion
from tests import factories as make
from tests.system.accessibility import assert_accessible, tab_to
from tests.web.forms.test_posting import ANSWERS, EVERY_KIND, options, words

pytestmark = pytest.mark.django_db(transaction=True)
STAFF_HERE = "example-1"  # praise can be tried on an example


def in_page(page: Page, script: str, argument: Any = None) -> Any:
    """Run something of the page's own module on its form."""
    return page.evaluate(
        "async ([script, argument]) => { const module = await import('/static/built/forms/answers.js');"
        " const form = document.querySelector('[data-form]'); return module[script](form, argument) ?? null; }",
        [script, argument],
    )


def test_a_practice_lead_makes_a_form_words_it_and_publishes_it(page: Page, sign_in: Any) -> None:
    sign_in(page, make.user("practice_lead"))

    page.goto("/forms/")
    page.get_by_role("button", name="Add the forms that come with Alongside").click()
    expect(page.get_by_role("rowheader", name="Team visit")).to_be_visible()
    assert_accessible(page, "forms-list", widths=(320, 1280))
    page.get_by_role("button", name="Make a form").click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter name of the form")
    assert_accessible(page, "forms-new-errors", widths=(320,))
    page.get_by_label("What is it for?").select_option("Team visit")
    page.get_by_label("Name of the form").fill("Our visit")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Before it can be published")).to_be_visible()

    page.get_by_role("button", name="Add a core question").click()
    page.get_by_label("One answer", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Answer 1", exact=True).fill("Yes")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter question")
    expect(page.get_by_role("alert")).to_contain_text("Enter at least two answers")
    assert_accessible(page, "forms-question-errors", widths=(320,))
    page.get_by_label("Question").fill("Did anything surprise you?")
    page.get_by_label("Answer 2", exact=True).fill("No")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("button", name="Add a question to the theme").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Question").fill("What surprised you?")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="When it is asked “What surprised you?”").click()
    page.get_by_label("Only if all of these are so").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose after which answer it is asked")
    assert_accessible(page, "forms-asked-errors", widths=(390,))
    page.get_by_label("If", exact=True).select_option("“Did anything surprise you?” is “Yes”")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Only if you answered “Yes” to “Did anything surprise you?”.")).to_be_visible()

    page.get_by_role("link", name="Change title and introduction").click()
    page.get_by_label("Introduction").fill("Notes from a visit.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Easy-read").click()
    long = "Did anything happen on the visit which you had not expected before you came here?"
    page.get_by_label("Easy-read for Question 1").fill(long)
    page.get_by_label("Picture for Question 1").select_option("A puzzled face")
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("has 15 words. Use 12 at most")).to_be_visible()
    assert_accessible(page, "forms-words-easy", widths=(390,))
    page.get_by_role("link", name="Urdu").click()
    page.get_by_label("Urdu for Question 2").fill("آپ کو کس بات پر حیرت ہوئی؟")
    page.get_by_role("button", name="Save").click()
    assert_accessible(page, "forms-words-urdu", widths=(320,))

    page.get_by_role("link", name="Our visit").first.click()
    assert_accessible(page, "forms-draft")
    tab_to(page, page.get_by_role("button", name="See what changes and publish"))
    page.keyboard.press("Enter")
    assert_accessible(page, "forms-publish", widths=(390,))
    page.get_by_role("button", name="Publish version 1").click()

    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    assert_accessible(page, "forms-form", widths=(1280,))
    published = Form.objects.get(name="Our visit").versions.get().as_definition
    first, second = published.questions
    assert (first.core, [option.words.said() for option in first.options], first.symbol) == (True, ["Yes", "No"], "confused")
    assert first.words.easy == {"en": long}
    assert (second.core, second.words.plain["ur"]) == (False, "آپ کو کس بات پر حیرت ہوئی؟")


def test_the_core_is_locked_in_the_next_version_and_the_theme_is_free(page: Page, sign_in: Any) -> None:
    room = Question("room", QuestionType.TEXT, words("Is there room to meet?"), core=False)
    version = make.form_version(form_definition=replace(make.definition(), questions=(*make.definition().questions, room)))
    sign_in(page, make.user("practice_lead"))

    page.goto(f"/forms/{version.form_id}/")
    page.get_by_role("button", name="Start a new version").click()
    expect(page.get_by_text("They are locked")).to_be_visible()
    expect(page.get_by_role("link", name="Change “What is going well?”")).to_have_count(0)
    page.get_by_role("link", name="Change “Is there room to meet?”").click()
    page.get_by_label("Question").fill("Is there a quiet room?")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="See what changes and publish").click()

    expect(page.get_by_text("“Is there room to meet?” is worded differently")).to_be_visible()


def test_a_form_is_tried_on_a_phone_as_each_reader(phone: Page, sign_in: Any) -> None:
    lead = make.user("practice_lead")
    install_shipped_forms(directorate=lead.directorate, by=lead)
    child, visit = (FormVersion.objects.get(form__kind=kind) for kind in ("child_9_12", "team_visit"))
    sign_in(phone, lead)

    phone.goto(f"/forms/versions/{child.pk}/try/")
    phone.get_by_label("Words").select_option("Easy-read")
    phone.get_by_label("Language").select_option("Urdu")
    phone.get_by_role("button", name="Show").tap()
    expect(phone.locator("[data-question]").first).to_have_attribute("dir", "rtl")
    assert_accessible(phone, "forms-try-urdu", widths=(320,))
    phone.goto(f"/forms/versions/{visit.pk}/try/")
    phone.get_by_role("button", name="Try sending it").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Write your answer")
    assert_accessible(phone, "forms-try-errors", widths=(390,))
    for box in phone.locator("[data-type=text]:has(.govuk-error-message) textarea").all():
        box.fill("They know every family by name")
    phone.get_by_role("button", name="Try sending it").tap()

    expect(phone.get_by_role("heading", name="This is what would be kept")).to_be_visible()
    assert_accessible(phone, "forms-try-kept", widths=(390,))


def test_questions_come_and_go_lists_grow_and_the_browser_reads_answers_as_the_server_does(page: Page, sign_in: Any) -> None:
    asked = Question("why", QuestionType.TEXT, words("Why cloudy?"), show_if={"question": "mood", "is": "cloudy"})
    form = replace(EVERY_KIND, questions=(*EVERY_KIND.questions, asked))
    answers = {**ANSWERS, "thanks": [{"to": "team", "words": "Kind"}, {"to": STAFF_HERE, "words": "Patient"}], "why": "It rained"}
    answers["seen"] = [{"kind": "worry", "words": f"Worry {n}"} for n in range(5)]
    version = make.form_version(form_definition=form)
    sign_in(page, make.user("practice_lead"))
    page.goto(f"/forms/versions/{version.pk}/try/")

    expect(page.locator("[data-question=why]")).to_be_hidden()
    page.get_by_role("radio", name="Cloudy").check()
    expect(page.get_by_label("Why cloudy?")).to_be_visible()
    expect(page.locator("[data-only-if]").first).to_be_hidden()
    rows = page.locator("[data-question=seen] [data-row]:visible")
    expect(rows).to_have_count(1)
    for _ in range(3):
        page.locator("[data-question=seen] [data-add-row]").click()
    expect(rows).to_have_count(4)
    assert_accessible(page, "forms-try-every-kind", widths=(320,))

    in_page(page, "fillIn", answers)
    assert in_page(page, "answersOf") == answers
    page.get_by_role("button", name="Try sending it").click()
    expect(page.get_by_role("heading", name="This is what would be kept")).to_be_visible()
    assert in_page(page, "answersOf") == answers


def test_all_of_it_works_without_scripts(without_scripts: Page, sign_in: Any) -> None:
    page = without_scripts
    choice = Question("any", QuestionType.CHOICE, words("Anything?"), options=options("yes", "no"))
    what = Question("what", QuestionType.EVIDENCE, Wording({"en": "What?"}), show_if={"question": "any", "is": "yes"})
    version = make.form_version(form_definition=make.definition(choice, what))
    sign_in(page, make.user("practice_lead"))

    page.goto(f"/forms/versions/{version.pk}/try/")
    expect(page.get_by_text("Only if you answered “Yes” to “Anything?”.")).to_be_visible()
    page.get_by_role("radio", name="Yes").check()
    page.locator("#q-what").select_option("Worry")
    page.locator("#q-what-0-words").fill("No room")
    page.locator("#q-what-1-kind").select_option("Strength")
    page.locator("#q-what-1-words").fill("Kind staff")
    expect(page.locator("[data-row]")).to_have_count(2)
    page.get_by_role("button", name="Add another").click()
    expect(page.locator("[data-row]")).to_have_count(4)
    page.get_by_role("button", name="Try sending it").click()
    expect(page.get_by_text("Kind staff", exact=True).first).to_be_visible()

    page.goto(f"/forms/{version.form_id}/copy/")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("link", name="Change “Anything?”").click()
    page.get_by_role("button", name="Move up No").click()
    page.get_by_role("button", name="More boxes").click()
    page.get_by_label("Answer 3", exact=True).fill("Perhaps")
    page.get_by_role("button", name="Save").click()

    made = Form.objects.get(based_on=version.form).versions.get().as_definition
    assert [(option.key, option.words.said()) for option in made.questions[0].options] == [
        ("no", "No"), ("yes", "Yes"), ("perhaps", "Perhaps"),
    ]  # fmt: skip
