"""What a column of an XLSForm holds: its field and, for words, the language ("label::Welsh (cy)")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from alongside.engines.forms.definition import LANGUAGES

NAMES: Final = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu", "ar": "Arabic"}
OTHER_NAMES: Final = {"cymraeg": "cy", "polski": "pl", "اردو": "ur", "العربية": "ar", "عربي": "ar"}
BY_NAME: Final = {name.lower(): code for code, name in NAMES.items()} | OTHER_NAMES | {code: code for code in LANGUAGES}
WORDS: Final = frozenset({"label", "hint"})
TRANSLATED: Final = WORDS | {"guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video", "short"}
ALIASES: Final = {
    "caption": "label", "relevance": "relevant", "command": "type", "tag": "name", "value": "name", "list_name": "list_name",
    "requiredmsg": "required_message", "constraining_message": "constraint_message", "calculate": "calculation",
    "readonly": "read_only", "count": "repeat_count", "jr:count": "repeat_count", "set_form_title": "form_title", "set_form_id": "form_id",
    "id_string": "form_id", "title": "form_title", "bind::relevant": "relevant", "bind::required": "required",
    "bind::constraint": "constraint", "bind::calculate": "calculation", "control::appearance": "appearance",
}  # fmt: skip
OURS: Final = re.compile(rf"(easy_read|easy_hint|easy_title|title)_({'|'.join(LANGUAGES)})")
CODE: Final = re.compile(r"\(\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """`text` as it stands in the sheet. `language` is a code of ours, "?" for one we have no words in, None where words are not meant."""

    text: str
    field: str
    language: str | None = None


def heading(text: str, default_language: str = "") -> Heading:
    """`default_language` is what the settings say a bare "label" is in; English unless they do."""
    lowered = re.sub(r"\s+", " ", text.strip()).lower()
    if ours := OURS.fullmatch(lowered):
        return Heading(text, ours[1], ours[2])
    name, _, language = _split(text)
    field = ALIASES.get(name, name)
    if field in TRANSLATED:
        return Heading(text, field, language_code(language or default_language or "English") or "?")
    whole = lowered.replace(" ", "_")
    return Heading(text, ALIASES.get(whole, whole))


def language_code(name: str) -> str | None:
    """ "Welsh (cy)", "cy" and "Cymraeg" are "cy"; None when Alongside has no such language."""
    stated = CODE.search(name)
    code = stated[1].lower() if stated else BY_NAME.get(name.strip().lower())
    return code if code in LANGUAGES else None


def column(field: str, language: str) -> str:
    """The heading for words, as ODK and KoboToolbox know it."""
    return f"{field}::{language_name(language)}"


def language_name(language: str) -> str:
    return f"{NAMES[language]} ({language})"


def _split(text: str) -> tuple[str, str, str]:
    """ "media::image::English (en)" and "label:English" come apart into field and language."""
    plain = re.sub(r"^media\s*::?\s*", "", text.strip(), flags=re.IGNORECASE)
    name, colons, language = plain.partition("::") if "::" in plain else plain.partition(":")
    return re.sub(r"\s+", "_", name.strip().lower()), colons, language.strip()
