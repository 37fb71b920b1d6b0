"""Public pages speak five languages, and no page in front of staff does; the catalogues are complete and compiled."""

import datetime as dt
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings
from django.template import engines
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from alongside.engines.forms.definition import LANGUAGES as CODES
from alongside.engines.forms.definition import RIGHT_TO_LEFT
from alongside.web.design import words
from alongside.web.design.languages import LANGUAGES, in_language, language
from scripts.messages import TRANSLATED, as_mo, as_po, brought_up_to_date, collected, kept, po_file, wrong
from tests import factories as make


@pytest.fixture(scope="module")
def marked() -> Catalog:
    return collected()


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_sentence_is_missing_guessed_or_changed_in_meaning(code: str, marked: Catalog) -> None:
    """Run `make messages`, translate what it names, run it again (docs/how-to/add-a-language.md)."""
    assert list(wrong(code, brought_up_to_date(kept(code), marked))) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_holds_what_the_pages_say_and_no_more(code: str, marked: Catalog) -> None:
    assert as_po(brought_up_to_date(kept(code), marked)) == po_file(code).read_bytes()


MARKED = re.compile(r"{%-?\s*trans\b.*?endtrans\s*-?%}|{#.*?#}|{{.*?}}|{%.*?%}|<script.*?</script>|<[^>]*>", re.DOTALL)
PUBLIC = [
    "*/voices/public/**/*.html",
    "*/design/jinja/public.html",
    "*/safeguarding/_*.html",
    "*/safeguarding/help/*.html",
    "*/voices/ways/_*.html",
]


@pytest.mark.parametrize("pattern", [*PUBLIC, "*/forms/_question.html"])
def test_no_english_is_left_unmarked_on_a_public_page(pattern: str) -> None:
    """Words between tags that no `{% trans %}` holds. "Language" stays English beside the languages' own names."""
    pages = list(Path(settings.PACKAGE).rglob(pattern.removeprefix("*/")))

    unmarked = {
        page.name: found for page in pages if (found := set(re.findall(r"[A-Za-z]{3,}", MARKED.sub(" ", page.read_text()))) - {"Language"})
    }

    assert pages
    assert unmarked == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    assert po_file(code).with_suffix(".mo").read_bytes() == as_mo(kept(code))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_telephone_number_in_a_sentence_is_one_we_know(code: str) -> None:
    strings = [message.string if isinstance(message.string, tuple) else (message.string,) for message in kept(code) if message.id]

    found = {number for each in strings for text in each for number in re.findall(r"(?<![\d,])(?:0\d+ \d+|\d{3})\b", text)}

    assert found <= {"999", "0800 1111"}
    assert "999" in found


def test_the_floors_agree_on_languages() -> None:
    assert tuple(LANGUAGES) == CODES
    assert {each.code for each in LANGUAGES.values() if each.direction == "rtl"} == RIGHT_TO_LEFT
    assert [(each.locale, each.name) for each in LANGUAGES.values()] == settings.LANGUAGES
    assert set(TRANSLATED) == set(CODES) - {"en"}


def test_an_unknown_language_is_english() -> None:
    assert {language(code) for code in ("xx", "", None, "en-gb", "../cy")} == {LANGUAGES["en"]}


@pytest.mark.parametrize("code", TRANSLATED)
def test_inside_sentences_are_in_the_language_and_afterwards_in_english(code: str) -> None:
    page = engines["jinja2"].from_string("{% trans %}Add\n another{% endtrans %}|{{ _('Add another') }}")
    said = kept(code)["Add another"].string

    with in_language(code) as chosen:
        inside = page.render(), gettext("Add another"), translation.get_language(), chosen

    assert inside == (f"{said}|{said}", said, code, LANGUAGES[code])
    assert page.render() == "Add another|Add another"


def test_a_language_does_not_outlive_an_error() -> None:
    with pytest.raises(ValueError, match="on purpose"), in_language("ar"):
        raise ValueError("on purpose")

    assert translation.get_language() == "en-gb"


def test_what_people_typed_is_escaped_inside_a_translated_sentence() -> None:
    page = engines["jinja2"].from_string("{% trans name=name %}Hello <b>{{ name }}</b>{% endtrans %}")

    assert page.render({"name": "<script>"}) == "Hello <b>&lt;script&gt;</b>"


def test_a_count_takes_the_form_its_language_has_for_it() -> None:
    """Arabic has six, and Django's own catalogue beside ours has others for Polish."""
    assert {code: kept(code).num_plurals for code in TRANSLATED} == {"ar": 6, "cy": 5, "pl": 3, "ur": 2}


@pytest.mark.parametrize(
    ("code", "day", "time"),
    [
        ("en", "Monday 5 March 2018", "1:30pm"),
        ("cy", "Dydd Llun 5 Mawrth 2018", "1:30pm"),
        ("pl", "Poniedziałek 5 marca 2018", "13:30"),
        ("ur", "سوموار 5 مارچ 2018", "13:30"),
        ("ar", "الاثنين 5 مارس 2018", "13:30"),
    ],
)
def test_days_and_times_are_said_as_the_language_says_them(code: str, day: str, time: str) -> None:
    with in_language(code):
        said = words.day(dt.date(2018, 3, 5)), words.time(dt.time(13, 30))

    assert said == (day, time)


@pytest.mark.django_db
@pytest.mark.parametrize("header", TRANSLATED)
def test_staff_pages_stay_in_english_whatever_the_browser_says(client: Client, header: str) -> None:
    client.force_login(make.user("practice_lead"))

    for path in ("/", "/account/"):
        page = client.get(path, headers={"accept-language": header}, follow=True).content.decode()

        assert '<html lang="en"' in page
        assert "Sign out" in page


def test_catalogues_ride_in_the_package() -> None:
    assert all(Path(folder).is_relative_to(settings.PACKAGE) for folder in settings.LOCALE_PATHS)
    assert {path.parent.parent.name for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.mo")} == set(TRANSLATED)
