"""The page docs/reference/form-definition.md: form_reference.md, with its tables out of the engine of forms."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from alongside.engines.forms import limits, sentences
from alongside.engines.forms.checking_conditions import TESTED
from alongside.engines.forms.conditions import TESTS
from alongside.engines.forms.definition import EVIDENCE_KINDS, LANGUAGES, QuestionType
from alongside.engines.forms.symbols import SYMBOLS
from alongside.engines.forms.xlsform import workbook
from alongside.engines.forms.xlsform.headings import NAMES
from alongside.engines.forms.xlsform.kinds import AS_TEXT, NOT_CARRIED
from alongside.engines.forms.xlsform.losses import COLUMNS
from alongside.engines.forms.xlsform.writing import PARTS

TEMPLATE = Path(__file__).with_suffix(".md")
FORM_FIELDS = {
    "schema": "always 1",
    "title`, `introduction": "words",
    "closing": "words, said once it is sent; may be left out",
    "minutes": f"how long it should take, 1 to {limits.MOST_MINUTES}; 10 when left out",
    "questions": f"1 to {limits.MOST_QUESTIONS} of them, in order",
}
QUESTION_FIELDS = {
    "key": f"{limits.KEY_IS}; not {', '.join(sorted(limits.RESERVED_KEYS))}",
    "type": "see below",
    "words`, `hint": "words; the hint may be left out",
    "core": "`false` for the theme of the week. The core stays the same from version to version, so that rounds can be compared",
    "required": "`true` when it must be answered",
    "options": f"each with `key` ({limits.OPTION_KEY_IS}), `words` and `symbol`; at most {limits.MOST_OPTIONS}",
    "low`, `high": f"the ends of a scale, 1 and 5 when left out, at most {limits.MOST_POINTS} points",
    "show_if": "a condition on earlier answers; asked of everybody without one",
    "symbol": "the picture beside easy-read words, by name",
}
TYPES = {
    "text": ("words in a box", "text", "`text`"),
    "choice": ("one of the options", "an option's key", "`select_one`"),
    "choices": ("any of the options", "a list of option keys", "`select_multiple`"),
    "scale": (
        "a whole number from `low` to `high`; options may name points", "a whole number", "`range`, or `select_one` when points are named",
    ),
    "grade": ("one of the options, and why", '`{"grade": option key, "rationale": text}`, both', "`select_one`"),
    "themes": ("any of the options, counted as themes", "a list of option keys", "`select_multiple`"),
    "evidence": (
        "any number of things seen or heard", f'a list of `{{"kind": {" or ".join(EVIDENCE_KINDS)}, "words": text}}`', "`text`",
    ),
    "praise": ("praise for people or the team", 'a list of `{"to": "team" or a staff member, "words": text}`', "`text`"),
    "promise": ("what was promised, with dates", 'a list of `{"words": text, "by": "2026-03-27"}`', "`text`"),
    "note": ("nothing: words to read", "none", "`note`"),
}  # fmt: skip
CONDITIONS = {
    "is": ("the answer is this", '`"visit"` or `3`'),
    "is_not": ("it is not, or there is none", '`"visit"` or `3`'),
    "has": ("this is among what was chosen", '`"time"`'),
    "at_least": ("a number was given, this or more", "`3`"),
    "at_most": ("a number was given, this or less", "`3`"),
    "answered": ("there is an answer, or, with `false`, none", "`true`"),
}


def page() -> str:
    text = TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"<<(.*?)>>", lambda match: made()[match[1]], text)


def made() -> dict[str, str]:
    """What stands in the page for each <<name>>."""
    return {
        "form fields": _table(("Field", "What"), ((f"`{name}`", what) for name, what in FORM_FIELDS.items())),
        "question fields": _table(("Field", "What"), ((f"`{name}`", what) for name, what in QUESTION_FIELDS.items())),
        "types": _table(("Type", "Asks for", "Its answer, as JSON"), ((f"`{kind}`", *TYPES[kind][:2]) for kind in QuestionType)),
        "tests": _table(("Test", "Holds when", "Value", "For types"), map(_test, TESTS)),
        "written": _table(("Type", "Written as", "And a row of its own for"), ((f"`{k}`", TYPES[k][2], _part(k)) for k in QuestionType)),
        "lost": _table(("Left out", "Why"), _lost()),
        "languages": ", ".join(f"`{code}` {NAMES[code]}" for code in LANGUAGES),
        "symbols": ", ".join(f"`{name}`" for name in SYMBOLS),
        "as text": "".join(f"`{kind}`, " for kind in sorted(AS_TEXT) if " " not in kind),
        **{name: f"{number:,}" for name, number in _numbers().items()},
    }


def _numbers() -> dict[str, int]:
    return {
        "most words": limits.MOST_WORDS,
        "longest title": limits.LONGEST_TITLE,
        "most points": limits.MOST_POINTS,
        "most conditions": limits.MOST_CONDITIONS,
        "deepest": limits.DEEPEST_CONDITION,
        "most characters": sentences.MOST_CHARACTERS,
        "most rows": sentences.MOST_ROWS,
        "megabytes": workbook.MOST_BYTES // 1024**2,
        "megabytes inside": workbook.MOST_BYTES_INSIDE // 1024**2,
        "rows": workbook.MOST_ROWS,
        "columns": workbook.MOST_COLUMNS,
    }


def _test(name: str) -> Sequence[str]:
    return (f"`{name}`", *CONDITIONS[name], ", ".join(TESTED.get(name, ("every type but note",))))


def _part(kind: QuestionType) -> str:
    suffix, written, words = PARTS.get(kind, ("", "", ""))
    return f"`…_{suffix}` ({written.format(list='').strip()}): {words}" if suffix else ""


def _lost() -> Iterable[Sequence[str]]:
    """Types and columns with the same reason share a line."""
    types = [(f"{what} are not carried", f"`{kind}`") for kind, what in NOT_CARRIED.items()]
    columns = [(what, f"column `{column}`") for column, (what, _) in COLUMNS.items()]
    yield "`begin_repeat`", "questions that repeat are not carried, nor is any in them"
    for what, found in groupby(sorted([*types, *columns]), key=lambda pair: pair[0]):
        yield ", ".join(name for _, name in found), what


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|", *(f"| {' | '.join(row)} |" for row in rows)])
