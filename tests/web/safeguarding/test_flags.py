"""Words that move something up the queue: in five languages, however they are written, and each to be explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.safeguarding.flags import LISTS, _lists, flags


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("He HITS me and I\N{RIGHT SINGLE QUOTATION MARK}m scared", "en", ["hit", "scared"]),
        ("please don\N{RIGHT SINGLE QUOTATION MARK}t tell my mum", "en", ["don't tell"]),
        ("I go to the white house and shit happens", "en", []),
        ("Mae gen i ofn", "cy", ["ofn"]),
        ("Tata mnie bije, boję się", "pl", ["bije", "boję"]),
        ("On ma nóż", "pl", ["noz"]),
        ("وہ مجھے مارتا ہے", "ur", ["مار", "مارتا"]),
        ("أبي يضربني", "ar", ["يضرب"]),
        ("Tato mówi: he will kill me", "pl", ["kill"]),
        ("It was a lovely day", "en", []),
    ],
)
def test_found(text: str, language: str, found: list[str]):
    assert [word for word in flags(text, language) if word in found] == found
    assert bool(flags(text, language)) == bool(found)


@given(st.text(), st.sampled_from(["en", "cy", "pl", "ur", "ar", "xx"]))
def test_any_text_in_any_language(text: str, language: str):
    found = flags(text, language)

    assert len(found) == len(set(found))


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "ar"])
def test_every_stem_finds_itself(language: str):
    assert LISTS.exists()
    assert [stem for stem in _lists()[language] if stem not in flags(f"x {stem} y", language)] == []
