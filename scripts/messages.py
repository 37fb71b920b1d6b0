"""The words of the public pages in other languages: collect them from the code, keep the catalogues, compile them.

messages.py            brings src/alongside/web/locale up to date, compiles it and says what is still to be translated
messages.py --check    changes nothing; exits 1 when a catalogue is out of date or a sentence is missing or wrong
"""

import datetime as dt
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from alongside.engines.forms.definition import LANGUAGES, RIGHT_TO_LEFT

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "alongside" / "web"
SENTENCES = ROOT / "src" / "alongside" / "engines" / "forms"  # what is said about an answer, marked with N_
LOCALE = WEB / "locale"
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = DEFAULT_KEYWORDS | LAZY | {"gettext_noop": None}
JINJA = {"extensions": "jinja2.ext.do", "trimmed": "true", "newstyle_gettext": "true", "silent": "false", "encoding": "utf-8"}
NEVER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # catalogues differ only when their words do
LEFT_OUT = ('"POT-Creation', '"PO-Revision', '"Generated-By', '"Last-Tr', '"Project-Id', '"Report-Msg', '"Language-Team')
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!%)%[sd]|\{\w*\}")
NUMBER = re.compile(r"(?<![\w(])\d+(?:[ \u00a0]\d+)*(?!\w)")
TAG = re.compile(r"</?\w[^>]*>")
IN_ISOLATION = re.compile(r"\u2066[^\u2069]*\u2069|<bdi[^>]*>.*?</bdi>")


def collected() -> Catalog:
    """Every sentence that a template or a module marks for translation, in the order of their files."""
    catalog = Catalog(project="Alongside", charset="utf-8", fuzzy=False)
    paths = [*WEB.rglob("*.html"), *WEB.rglob("*.py"), *SENTENCES.glob("*.py")]
    for path in sorted(path for path in paths if "migrations" not in path.parts):
        is_page = path.suffix == ".html"
        method, options = ("jinja2.ext:babel_extract", JINJA) if is_page else ("python", {"encoding": "utf-8"})
        for _, words, comments, context in extract_from_file(method, path, KEYWORDS, ["Translators:"], options, strip_comment_tags=True):
            catalog.add(words, None, [(str(path.relative_to(ROOT)), 0)], auto_comments=comments, context=context)
    return catalog


def kept(code: str) -> Catalog:
    """The catalogue as it lies in the repository; an empty one for a new language."""
    file = po_file(code)
    if not file.exists():
        return Catalog(locale=code, project="Alongside", charset="utf-8", fuzzy=False)
    with file.open("rb") as opened:
        return read_po(opened, locale=code, charset="utf-8")


def brought_up_to_date(catalog: Catalog, template: Catalog) -> Catalog:
    """What is new is empty, what went is gone, and nothing is guessed from a sentence that looks alike."""
    catalog.update(template, no_fuzzy_matching=True)
    language = Locale.parse(str(catalog.locale)).english_name
    catalog.header_comment = f"# The public pages of Alongside in {language}. How to change this file: docs/how-to/add-a-language.md"
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Without line numbers and dates, which change when no word does."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT)).encode()


def as_mo(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = NEVER
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def wrong(code: str, catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being used, a line each."""
    for message in catalog:
        if message.id:
            said = message.id[0] if isinstance(message.id, tuple) else message.id
            yield from (f"{code}: {what}: {said!r}" for what in faults(message, right_to_left=code in RIGHT_TO_LEFT))


def faults(message: Message, *, right_to_left: bool = False) -> Iterator[str]:
    """Missing, fuzzy, or without the same placeholders, numbers and tags as the English."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if message.fuzzy:
        yield "is marked fuzzy"
    if not strings or not all(strings):
        yield "is missing"
        return
    english = ids[-1]
    for string in strings:
        yield from (f"has other {what}" for what, pattern in SAME.items() if not same(pattern, english, string, of_a_count=len(ids) > 1))
        if right_to_left and NUMBER.search(IN_ISOLATION.sub("", string)) and re.search(r"\d[ \u00a0]\d", IN_ISOLATION.sub("", string)):
            yield "has a telephone number that would be shown backwards (put it between U+2066 and U+2069)"


SAME = {"placeholders": PLACEHOLDER, "numbers": NUMBER, "tags": TAG}


def same(pattern: re.Pattern[str], english: str, string: str, *, of_a_count: bool) -> bool:
    """A form for one or two things may leave the count out ("two minutes" is one word in Arabic)."""
    wanted, found = (sorted(match[0] for match in pattern.finditer(words)) for words in (english, string))
    return wanted == found or (of_a_count and pattern is PLACEHOLDER and set(found) <= set(wanted))


def po_file(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def main(arguments: Iterable[str]) -> int:
    check = "--check" in arguments
    template, problems = collected(), []
    for code in TRANSLATED:
        catalog = brought_up_to_date(kept(code), template)
        problems += wrong(code, catalog)
        for file, content in ((po_file(code), as_po(catalog)), (po_file(code).with_suffix(".mo"), as_mo(catalog))):
            if check and (not file.exists() or file.read_bytes() != content):
                problems.append(f"{file.relative_to(ROOT)} is out of date: run `make messages`")
            elif not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    print(*problems, f"{len(template)} sentences, {len(TRANSLATED)} languages, {len(problems)} problems.", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
