"""An XLSForm as a form of ours: read by pyxform first, then carried over, and what is not carried is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition, QuestionType, Wording
from alongside.engines.forms.limits import LONGEST_TITLE, MOST_MINUTES
from alongside.engines.forms.problems import Problem, Unreadable
from alongside.engines.forms.xlsform.choices import read_choices
from alongside.engines.forms.xlsform.losses import Losses
from alongside.engines.forms.xlsform.proof import refusal
from alongside.engines.forms.xlsform.survey import Survey
from alongside.engines.forms.xlsform.words import wording
from alongside.engines.forms.xlsform.workbook import AN_XLSFORM, Row, Sheet, content_of, open_sheets, place

READ = ("survey", "choices", "settings")
NO_TITLE = "A form without a title"
NO_INTRODUCTION = "Please answer these questions."
USUAL_MINUTES = 10
PLACE = re.compile(r"questions\[(\d+)\](?:\.(.*))?")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A form, and what of the file it does not have."""

    definition: Definition
    left_out: tuple[Problem, ...]


def read_xlsform(source: bytes | Path) -> Definition:
    """The whole of an XLSForm. Raises `Unreadable` when any of it cannot be carried, naming all of that."""
    fitted = read_what_fits(source)
    if fitted.left_out:
        raise Unreadable(fitted.left_out)
    return fitted.definition


def read_what_fits(source: bytes | Path) -> Fitted:
    """As much of an XLSForm as can be carried. Raises `Unreadable` when it is none, is too large, or nothing of it can."""
    content = content_of(source)
    sheets = open_sheets(content)
    if "survey" not in sheets:
        raise Unreadable([Problem("the file", f"has the sheets {', '.join(list(sheets)[:5])}", AN_XLSFORM)])
    if problem := refusal(content, sheets):
        raise Unreadable([problem])
    _in_english(sheets["survey"])
    losses = Losses()
    survey = Survey(read_choices(sheets.get("choices"), losses), losses)
    survey.read(sheets["survey"])
    form = _form(survey, sheets.get("settings"), losses)
    _other_sheets(sheets, losses)
    return Fitted(_sound(form, survey.rows), tuple(losses.all()))


def _in_english(survey: Sheet) -> None:
    """Every form of ours has English words, which the other languages fall back to."""
    labels = [heading for heading in survey.headings if heading.field == "label"]
    if not any(heading.language == "en" for heading in labels):
        found = ", ".join(heading.text for heading in labels[:5]) or "no labels"
        raise Unreadable([Problem(place("survey", 1), f"has {found}", "words in English under “label” or “label::English (en)”")])


def _form(survey: Survey, settings: Sheet | None, losses: Losses) -> Definition:
    row = settings.rows[0] if settings and settings.rows else Row("settings", 2, {})
    introduction = survey.frame.get("introduction") or _first_note(survey) or Wording({"en": NO_INTRODUCTION})
    form = Definition(
        title=_title(row, losses), introduction=introduction, questions=tuple(survey.questions),
        closing=survey.frame.get("closing"), minutes=_minutes(row, losses),
    )  # fmt: skip
    for field in ("form_id", "version", "style", "default_language", "allow_choice_duplicates", "name"):
        row.take(field)
    losses.rest_of(row)
    if not form.questions:
        raise Unreadable([Problem("survey", "no question in it can be carried", "at least one question"), *losses.all()])
    return form


def _first_note(survey: Survey) -> Wording | None:
    """Most forms begin with a note that says what they are for."""
    first = survey.questions[0] if survey.questions else None
    plain = first and len(survey.questions) > 1 and not (first.show_if or first.hint or first.symbol)
    if not first or not plain or first.type is not QuestionType.NOTE or survey.frame:
        return None
    del survey.questions[0], survey.rows[0]
    return first.words


def _title(row: Row, losses: Losses) -> Wording:
    english = row.peek("form_title") or row.peek("form_id")
    row.take("form_title")
    if not english:
        losses.add(place("settings"), "the form has no title", "a form_title")
    if len(english) > LONGEST_TITLE:
        losses.add(row.at("form_title"), f"the title is {len(english)} characters long", f"at most {LONGEST_TITLE}")
    others = wording(row, "title", "easy_title", Losses(), otherwise=english or NO_TITLE)
    words = Wording({"en": NO_TITLE}) if others is None else others
    return Wording({**words.plain, "en": (english or NO_TITLE)[:LONGEST_TITLE].strip()}, words.easy)


def _minutes(row: Row, losses: Losses) -> int:
    text = row.take("minutes") or str(USUAL_MINUTES)
    if re.fullmatch(r"\d{1,3}", text) and 1 <= int(text) <= MOST_MINUTES:
        return int(text)
    losses.add(row.at("minutes"), f"found {text[:40]!r}", f"a whole number from 1 to {MOST_MINUTES}")
    return USUAL_MINUTES


def _other_sheets(sheets: dict[str, Sheet], losses: Losses) -> None:
    for name, sheet in sheets.items():
        if name not in READ and not name.startswith("_") and sheet.rows:
            losses.add(name, "the sheet is not carried", "no sheets but survey, choices and settings")
    settings = sheets.get("settings")
    if settings and len(settings.rows) > 1:
        losses.add(place("settings", settings.rows[1].number), "more than one row of settings", "one row")


def _sound(form: Definition, rows: list[int]) -> Definition:
    """What is still wrong with the form as a whole, by the row it came from."""
    problems = check(to_json(form))
    if problems:
        raise Unreadable([replace(problem, where=_row_of(problem.where, rows)) for problem in problems])
    return form


def _row_of(where: str, rows: list[int]) -> str:
    match = PLACE.fullmatch(where)
    return f"{place('survey', rows[int(match[1])])} ({match[2]})" if match else where
