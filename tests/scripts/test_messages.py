"""What stands in the way of using a translation, and the catalogues' way to and from disk."""

from io import BytesIO

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from scripts.messages import as_mo, as_po, brought_up_to_date, faults, wrong


def translated(english: str | tuple[str, str], string: str | tuple[str, ...], **fields: object) -> Message:
    return Message(english, string, **fields)


@pytest.mark.parametrize(
    ("english", "string"),
    [
        ("Send", "Wyślij"),
        ("Ring %(number)s now", "Proszę zadzwonić: %(number)s"),
        ("Ring 999", "Ffoniwch 999"),
        ("<b>Stop</b> here", "Tu <b>stop</b>"),
        (("%(num)s minute", "%(num)s minutes"), ("minuta", "%(num)s minuty", "%(num)s minut")),
        ("100%% sure", "100%% pewności"),
    ],
)
def test_a_good_translation_has_no_fault(english: str | tuple[str, str], string: str | tuple[str, ...]) -> None:
    assert list(faults(translated(english, string))) == []


@pytest.mark.parametrize(
    ("english", "string", "fault"),
    [
        ("Send", "", "is missing"),
        (("%(num)s minute", "%(num)s minutes"), ("minuta", "", "minut"), "is missing"),
        ("Ring %(number)s now", "Proszę zadzwonić", "has other placeholders"),
        ("Ring %(number)s now", "Proszę zadzwonić: %(numer)s", "has other placeholders"),
        (("%(num)s minute", "%(num)s minutes"), ("minuta", "%(count)s minuty", "minut"), "has other placeholders"),
        ("Ring 999", "Ffoniwch 99", "has other numbers"),
        ("Ring 0800 1111", "Ffoniwch 0800 1112", "has other numbers"),
        ("<b>Stop</b> here", "Tu <b>stop", "has other tags"),
    ],
)
def test_a_translation_that_would_mislead_is_a_fault(english: str | tuple[str, str], string: str | tuple[str, ...], fault: str) -> None:
    assert list(faults(translated(english, string))) == [fault]


def test_a_guess_is_a_fault() -> None:
    assert list(faults(translated("Send", "Wyślij", flags=["fuzzy"]))) == ["is marked fuzzy"]


@pytest.mark.parametrize("number", ["0800 1111", "0800\u00a01111"])
def test_a_telephone_number_that_would_be_shown_backwards_is_a_fault(number: str) -> None:
    (found,) = faults(translated(f"Ring {number}", f"اتصل بالرقم {number}"), right_to_left=True)

    assert "backwards" in found


@pytest.mark.parametrize("kept_together", ["\u20660800 1111\u2069", '<bdi dir="ltr">0800 1111</bdi>'])
def test_a_telephone_number_kept_together_is_none(kept_together: str) -> None:
    english = "Ring " + kept_together.strip("\u2066\u2069")

    assert list(faults(translated(english, f"اتصل بالرقم {kept_together}"), right_to_left=True)) == []


def test_what_is_new_is_empty_and_what_went_is_gone() -> None:
    before, template = Catalog(locale="pl"), Catalog()
    before.add("Send", "Wyślij")
    before.add("Send it all", "Wyślij wszystko")
    template.add("Send")
    template.add("Send them all")

    after = brought_up_to_date(before, template)

    assert {message.id: message.string for message in after if message.id} == {"Send": "Wyślij", "Send them all": None}
    assert list(wrong("pl", after)) == ["pl: is missing: 'Send them all'"]


def test_a_catalogue_comes_back_from_disk_as_it_was() -> None:
    catalog = Catalog(locale="ar", fuzzy=False)
    catalog.add("Send", "إرسال")
    catalog.add(("%(num)s day", "%(num)s days"), ("يوم", "يوم", "يومان", "%(num)s أيام", "%(num)s يومًا", "%(num)s يوم"))

    from_po, from_mo = read_po(BytesIO(as_po(catalog)), locale="ar"), read_mo(BytesIO(as_mo(catalog)))

    assert as_po(from_po) == as_po(catalog)
    assert as_mo(from_po) == as_mo(catalog)
    assert from_mo["Send"].string == "إرسال"
    assert b"Date" not in as_po(catalog)
