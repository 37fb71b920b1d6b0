"""Family and children's forms speak every language, in their own letters, and their easy words are easy."""

import re

import pytest

from alongside.engines.forms.definition import LANGUAGES, RIGHT_TO_LEFT, Reader
from tests.engines.forms.shipped_words import FAMILY, FORMS, running_text, sentences, wordings, words_of

LONGEST_SENTENCE = {"en": 12, "cy": 16, "pl": 14, "ur": 18, "ar": 14}  # in words; Welsh and Urdu need more of them than English
AVERAGE_SENTENCE = 8
LONGEST_WORD = 9  # letters, English
ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
NOT_IN_URDU = re.compile("[\u0629\u0649\u064a\u0643]")  # Urdu writes these letters of Arabic otherwise
NOT_IN_ARABIC = re.compile("[\u06cc\u06a9\u06af\u0686\u067e\u0679\u0688\u0691\u06ba\u06c1\u06be\u06d2]")


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?: \d+)*", text))


@pytest.mark.parametrize("code", FAMILY)
def test_family_forms_speak_every_language(code: str) -> None:
    """Plain words in all five; where English has easy words of its own, so have the others."""
    missing = [
        (where, language)
        for where, wording in wordings(FORMS[code])
        for by_language in (wording.plain, wording.easy)
        for language in LANGUAGES
        if by_language and not by_language.get(language)
    ]

    assert missing == []


@pytest.mark.parametrize("code", FAMILY)
def test_a_translation_is_not_the_english_and_keeps_its_numbers(code: str) -> None:
    pairs = [
        (where, language, by_language["en"], text)
        for where, wording in wordings(FORMS[code])
        for by_language in (wording.plain, wording.easy)
        for language, text in by_language.items()
        if language != "en"
    ]

    assert [(where, language) for where, language, english, text in pairs if text == english] == []
    assert [(where, language) for where, language, english, text in pairs if numbers(text) != numbers(english)] == []


@pytest.mark.parametrize("code", FAMILY)
def test_urdu_and_arabic_use_their_own_letters(code: str) -> None:
    for where, wording in wordings(FORMS[code]):
        for by_language in filter(None, (wording.plain, wording.easy)):
            assert ARABIC_SCRIPT.search(by_language["ur"]), where
            assert ARABIC_SCRIPT.search(by_language["ar"]), where
            assert not NOT_IN_URDU.search(by_language["ur"]), where
            assert not NOT_IN_ARABIC.search(by_language["ar"]), where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("code", FAMILY)
def test_numbers_for_help_are_exact_and_not_shown_backwards(code: str, reader: Reader, language: str) -> None:
    """Two groups of digits trade places in a line that runs from right to left, unless U+2066 and U+2069 keep them together."""
    closing = FORMS[code].closing
    assert closing is not None

    text = closing.said(reader, language)

    around = ("\u2066", "\u2069") if language in RIGHT_TO_LEFT else ("", "")
    assert "999".join(around) in text
    assert "0800 1111".join(around) in text


@pytest.mark.parametrize("code", FAMILY)
def test_easy_english_is_easy(code: str) -> None:
    easy = [sentence for _, wording in running_text(FORMS[code]) for sentence in sentences(wording.said(Reader.EASY))]
    lengths = [len(words_of(sentence)) for sentence in easy]

    assert [sentence for sentence in easy if len(words_of(sentence)) > LONGEST_SENTENCE["en"]] == []
    assert sum(lengths) / len(lengths) <= AVERAGE_SENTENCE
    assert {word for sentence in easy for word in words_of(sentence) if len(word) > LONGEST_WORD} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FAMILY)
def test_easy_sentences_are_short_in_every_language(code: str, language: str) -> None:
    easy = [sentence for _, wording in running_text(FORMS[code]) for sentence in sentences(wording.said(Reader.EASY, language))]

    assert [sentence for sentence in easy if len(words_of(sentence)) > LONGEST_SENTENCE[language]] == []


FORMAL = {"cy": re.compile(r"\b(chi|eich|gallwch|ffoniwch)\b", re.I), "pl": re.compile(r"\bPaństw|\bprosimy\b|\bproszę\b", re.I)}
FAMILIAR = {"cy": re.compile(r"\b(ti|dy|gelli|ffonia)\b", re.I), "pl": re.compile(r"\b(Ty|Ci|Cię|Tobą|Twoj\w+|możesz|nie pisz)\b")}


@pytest.mark.parametrize("language", ["cy", "pl"])
@pytest.mark.parametrize("code", FAMILY)
def test_adults_and_young_people_are_each_addressed_in_one_way(code: str, language: str) -> None:
    """Welsh and Polish have two words for "you"; a form that mixes them is rude to somebody."""
    other = (FORMAL if code.startswith(("child", "young")) else FAMILIAR)[language]
    said = {(where, wording.said(reader, language)) for where, wording in wordings(FORMS[code]) for reader in Reader}

    assert {(where, text) for where, text in said if other.search(text)} == set()
