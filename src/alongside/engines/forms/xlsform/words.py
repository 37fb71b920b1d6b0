"""Words out of the cells of a row, in every language and for easy-read."""

from __future__ import annotations

import re

from alongside.engines.forms.definition import Wording
from alongside.engines.forms.limits import MOST_WORDS
from alongside.engines.forms.xlsform.losses import Losses
from alongside.engines.forms.xlsform.workbook import Row, place

ANSWER_IN_WORDS = re.compile(r"\$\{[^}]*\}?")


def wording(row: Row, field: str, easy_field: str, losses: Losses, *, otherwise: str = "") -> Wording | None:
    """None when there are no words in English and nothing to say `otherwise`; other languages are then named as lost."""
    filled = _filled(row, field)
    plain = {language: text for language, text in _texts(row, field, losses).items() if language not in filled}
    easy = _texts(row, easy_field, losses)
    if "en" in plain:
        return Wording(plain, easy)
    if plain or easy or otherwise:
        losses.add(row.at(field), "there are no words in English", f"words under “{field}” or “{field}::English (en)”")
    return Wording({"en": otherwise, **plain}, easy) if otherwise else None


def _texts(row: Row, field: str, losses: Losses) -> dict[str, str]:
    return {language: _carried(row, heading.text, text, losses) for language, (heading, text) in row.take_words(field).items()}


def _carried(row: Row, column: str, text: str, losses: Losses) -> str:
    where = place(row.sheet, row.number, column)
    if ANSWER_IN_WORDS.search(text):
        losses.add(where, "an earlier answer stands in the words", "words without ${…}")
        text = ANSWER_IN_WORDS.sub("…", text)
    if len(text) > MOST_WORDS:
        losses.add(where, f"the words are {len(text):,} characters long", f"at most {MOST_WORDS:,}")
        text = text[:MOST_WORDS].rstrip()
    return text


def _filled(row: Row, field: str) -> set[str]:
    """Languages that only repeat the English, as Alongside writes them so that no other program shows a gap."""
    cells = row.take_words(field)
    english = cells["en"][1] if "en" in cells else None
    marked = row.take("alongside_filled").split()
    return {language for language, (_, text) in cells.items() if f"{field}:{language}" in marked and text == english}
