"""Whether a question is asked, from the answers before it. `assets/js/forms/conditions.js` says the same in the browser.

{"question": key, "is": value}          text, an option's key (choice, grade) or a number (scale)
{"question": key, "is_not": value}      the opposite: holds without an answer too
{"question": key, "has": option key}    among what was chosen (choices, themes)
{"question": key, "at_least": number}   a number was given and is no smaller
{"question": key, "at_most": number}    a number was given and is no larger
{"question": key, "answered": true}     there is an answer, or, with false, none
{"all": [conditions]}   {"any": [conditions]}   {"not": condition}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Condition = Mapping[str, Any]

TESTS = ("is", "is_not", "has", "at_least", "at_most", "answered")
DEEPEST = 3  # no answer is nested deeper than a list of rows of words
# Spelt out, for Python and JavaScript each have their own idea of what is blank.
BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)


def holds(condition: Condition, answers: Mapping[str, Any]) -> bool:
    """Never raises on a condition that `checking.check` accepts, whatever the answers are. Give it only answers to questions shown."""
    if "all" in condition:
        return all(holds(each, answers) for each in condition["all"])
    if "any" in condition:
        return any(holds(each, answers) for each in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    answer = answers.get(condition["question"])
    test = next(name for name in TESTS if name in condition)
    return _passes(test, condition[test], answer)


def is_blank(answer: object, deeper: int = DEEPEST) -> bool:
    """Nothing was said: no answer, an empty list, words of spaces only, or parts that are all blank."""
    if answer is None:
        return True
    if isinstance(answer, str):
        return not answer.strip(BLANKS)
    parts = answer.values() if isinstance(answer, Mapping) else answer if isinstance(answer, list | tuple) else None
    return parts is not None and deeper > 0 and all(is_blank(part, deeper - 1) for part in parts)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _passes(test: str, value: Any, answer: Any) -> bool:
    if test == "answered":
        return is_blank(answer) is not value
    if isinstance(answer, Mapping):  # a grade is compared by what was chosen, not by why
        answer = answer.get("grade")
    if test == "is":
        return _same(answer, value)
    if test == "is_not":
        return not _same(answer, value)
    if test == "has":
        return isinstance(answer, list | tuple) and any(_same(each, value) for each in answer)
    if not is_number(answer):
        return False
    return bool(answer >= value if test == "at_least" else answer <= value)


def _same(answer: object, value: object) -> bool:
    """True is not 1, and "1" is not 1."""
    return answer == value and is_number(answer) == is_number(value)
