"""Words that move something up the queue. They only ever add to a person's reading, and never decide anything.

Each language has stems, written as people write them: the beginning of a word is enough ("bruis" finds "bruise" and "bruises"), a
space inside asks for words one after the other. Lists are kept short and plain, because each is explained to the reader.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("flags.json")


def flags(text: str, language: str = "en") -> list[str]:
    """Which stems of that language, and of English, are in the text: in the order of the list, each once."""
    plain = _plain(text)
    found = [stem for stem in (*_stems(language), *_stems("en")) if re.search(rf"(?<!\w){re.escape(_plain(stem))}", plain)]
    return list(dict.fromkeys(found))


def _stems(language: str) -> list[str]:
    return _lists().get(language, [])


@cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(LISTS.read_text(encoding="utf-8"))
    return found


def _plain(text: str) -> str:
    """Lower case, no accents or vowel marks, one space between words: "Tapaïs" and "tapais" are the same."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\N{LATIN SMALL LETTER L WITH STROKE}", "l"))  # noqa: RUF001
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())
