"""What sets two versions of a form apart in their core, the part that is compared from round to round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alongside.engines.forms.definition import Definition, Question, Wording


def core_changes(old: Definition, new: Definition) -> list[str]:
    """One sentence a change, none when rounds can be compared. New easy-read words and symbols change nothing.

    Nor does a translation, new or corrected: a native speaker mends it so that it asks what the English asks.
    """
    before = {question.key: question for question in old.questions if question.core}
    after = {question.key: question for question in new.questions if question.core}
    found = [f"“{_name(before[key])}” is no longer a core question" for key in before if key not in after]
    found += [f"“{_name(after[key])}” is new among the core questions" for key in after if key not in before]
    both = [key for key in before if key in after]
    if both != [key for key in after if key in before]:
        found.append("The core questions come in another order")
    return found + [change for key in both for change in _changes(before[key], after[key])]


def _changes(old: Question, new: Question) -> Iterator[str]:
    name = _name(old)
    if old.type is not new.type:
        yield f"“{name}” was of type {old.type} and is now of type {new.type}"
    if _reworded(old.words, new.words):
        yield f"“{name}” is worded differently"
    if _hint_changed(old.hint, new.hint):
        yield f"The hint of “{name}” is different"
    yield from _options(name, old, new)
    if (old.low, old.high) != (new.low, new.high):
        yield f"“{name}” went from {old.low} to {old.high} and now goes from {new.low} to {new.high}"
    if old.required is not new.required:
        yield f"“{name}” {'must now be answered' if new.required else 'may now be left out'}"
    if old.show_if != new.show_if:
        yield f"“{name}” is asked of other people than before"


def _options(name: str, old: Question, new: Question) -> Iterator[str]:
    before = {option.key: option for option in old.options}
    after = {option.key: option for option in new.options}
    for key in before:
        if key not in after:
            yield f"“{name}” no longer offers “{before[key].words.said()}”"
        elif _reworded(before[key].words, after[key].words):
            yield f"“{name}” words its answer “{before[key].words.said()}” differently"
    for key in after:
        if key not in before:
            yield f"“{name}” now offers “{after[key].words.said()}”"
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"“{name}” offers its answers in another order"


def _reworded(old: Wording, new: Wording) -> bool:
    """English words that somebody could read before are others, or words in any language are gone."""
    return _lost(old.plain, new.plain) or _lost(old.easy, new.easy)


def _lost(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return any(not new.get(language) if language != "en" else new.get(language) != words for language, words in old.items())


def _hint_changed(old: Wording | None, new: Wording | None) -> bool:
    if old is None or new is None:
        return old is not new
    return _reworded(old, new)


def _name(question: Question) -> str:
    return question.words.said()
