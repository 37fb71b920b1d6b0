"""A form of ours as an XLSForm that KoboToolbox and ODK accept, and that comes back the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Final

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from alongside.engines.forms.definition import EVIDENCE_KINDS, LANGUAGES, Definition, Option, Question, QuestionType, Wording
from alongside.engines.forms.xlsform.headings import column, language_name
from alongside.engines.forms.xlsform.relevance import expression

Cells = dict[str, str]
LISTS: Final = (QuestionType.CHOICES, QuestionType.THEMES)
LONG: Final = (QuestionType.TEXT, QuestionType.EVIDENCE, QuestionType.PRAISE, QuestionType.PROMISE)
# What other programs ask in a row of its own: suffix of its name, type, words.
PARTS: Final = {
    QuestionType.GRADE: ("rationale", "text", "Why did you give this grade?"),
    QuestionType.EVIDENCE: ("kind", "select_one {list}", "What is it?"),
    QuestionType.PRAISE: ("to", "text", "Who is this praise for?"),
    QuestionType.PROMISE: ("by", "date", "By when?"),
}
KINDS: Final = dict(
    zip(EVIDENCE_KINDS, ("A strength", "A worry", "Something in the way", "Something that does not fit"), strict=True)
)  # fmt: skip


def write_xlsform(form: Definition) -> bytes:
    """The workbook. `form` must be one that `checking.check` accepts; `read_xlsform` gives it back the same."""
    writer = _Writer(form)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (("survey", writer.survey()), ("choices", writer.choices()), ("settings", [writer.settings()])):
        _sheet(book, name, list(rows))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, form: Definition) -> None:
        self.form = form
        self.languages = [language for language in LANGUAGES if language == "en" or _is_spoken(form, language)]
        self.names = {question.key for question in form.questions}
        self.kinds = self._name("evidence_kinds")

    def settings(self) -> Cells:
        slug = re.sub(r"[^a-z0-9]+", "_", self.form.title.plain["en"].lower()).strip("_")[:40]
        title = {f"title_{language}": words for language, words in self.form.title.plain.items() if language != "en"}
        easy = {f"easy_title_{language}": words for language, words in self.form.title.easy.items()}
        fixed = {
            "form_title": self.form.title.plain["en"],
            "form_id": f"alongside_{slug or 'form'}",
            "default_language": language_name("en"),
        }
        return {**fixed, "minutes": str(self.form.minutes), **title, **easy}

    def survey(self) -> Iterable[Cells]:
        yield self._frame("introduction", self.form.introduction)
        for question in self.form.questions:
            yield self._question(question)
            if question.type in PARTS:
                yield self._part(question)
        if self.form.closing:
            yield self._frame("closing", self.form.closing)

    def choices(self) -> Iterable[Cells]:
        for question in self.form.questions:
            for option, own in _options(question):
                picture, added = _shown("symbol", option.symbol), _shown("alongside_added", "" if own else "yes")
                yield {"list_name": question.key, "name": option.key, **self._words(option.words), **picture, **added}
        if any(question.type is QuestionType.EVIDENCE for question in self.form.questions):
            for kind, english in KINDS.items():
                yield {"list_name": self.kinds, "name": kind, **self._words(Wording({"en": english}))}

    def _frame(self, own: str, words: Wording) -> Cells:
        return {"type": "note", "name": self._name(own), **self._words(words), "alongside_type": own}

    def _question(self, question: Question) -> Cells:
        hint = self._words(question.hint, "hint", "easy_hint") if question.hint else {}
        words = self._words(question.words)
        filled = " ".join(filter(None, (words.get("alongside_filled"), hint.get("alongside_filled"))))
        return {
            "type": _type(question), "name": question.key, **words, **hint, **_shown("alongside_filled", filled),
            **({"required": "yes"} if question.required else {}),
            **({"relevant": expression(question.show_if)} if question.show_if is not None else {}),
            **({"parameters": f"start={question.low} end={question.high} step=1"} if _type(question) == "range" else {}),
            **({"appearance": "multiline"} if question.type in LONG else {}),
            **_shown("symbol", question.symbol), "alongside_type": question.type.value,
            **({} if question.core else {"alongside_core": "no"}),
        }  # fmt: skip

    def _part(self, question: Question) -> Cells:
        suffix, kind, words = PARTS[question.type]
        cells = {
            "type": kind.format(list=self.kinds),
            "name": self._name(f"{question.key}_{suffix}"),
            **self._words(Wording({"en": words})),
        }
        return {**cells, "required": "yes", "relevant": f"${{{question.key}}} != ''", "alongside_type": f"part of {question.key}"}

    def _words(self, words: Wording, field: str = "label", easy: str = "easy_read") -> Cells:
        """In every language of the form: where one has no words, the English, marked so that reading it back leaves it out."""
        filled = [language for language in self.languages if language not in words.plain]
        return {
            **{column(field, language): words.plain.get(language, words.plain["en"]) for language in self.languages},
            **{f"{easy}_{language}": text for language, text in words.easy.items()},
            **_shown("alongside_filled", " ".join(f"{field}:{language}" for language in filled)),
        }

    def _name(self, wished: str) -> str:
        """A name that no question has, whatever the case of its letters."""
        while wished.lower() in {name.lower() for name in self.names}:
            wished += "_"
        self.names.add(wished)
        return wished


def _type(question: Question) -> str:
    if question.type in LISTS:
        return f"select_multiple {question.key}"
    if question.options:
        return f"select_one {question.key}"
    return {QuestionType.SCALE: "range", QuestionType.NOTE: "note"}.get(question.type, "text")


def _options(question: Question) -> list[tuple[Option, bool]]:
    """The options, each with whether it is the form's own: a scale with names for some points needs the others too."""
    if question.type is not QuestionType.SCALE or not question.options:
        return [(option, True) for option in question.options]
    named = {option.key: option for option in question.options}
    points = [str(point) for point in range(question.low, question.high + 1)]
    return [(named.get(point) or Option(point, Wording({"en": point})), point in named) for point in points]


def _is_spoken(form: Definition, language: str) -> bool:
    wordings = [form.introduction, form.closing]
    for question in form.questions:
        wordings += [question.words, question.hint, *(option.words for option in question.options)]
    return any(language in words.plain for words in wordings if words)


def _shown(name: str, text: str) -> Cells:
    return {name: text} if text else {}


def _sheet(book: openpyxl.Workbook, name: str, rows: list[Cells]) -> None:
    sheet = book.create_sheet(name)
    headings = _headings(rows)
    for number, heading in enumerate(headings, start=1):
        _put(sheet, 1, number, heading).font = Font(bold=True)
        wide = heading.startswith(("label", "hint", "easy"))
        sheet.column_dimensions[get_column_letter(number)].width = 50 if wide else 18
    for line, cells in enumerate(rows, start=2):
        for number, heading in enumerate(headings, start=1):
            if heading in cells:
                _put(sheet, line, number, cells[heading]).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _put(sheet: openpyxl.worksheet.worksheet.Worksheet, line: int, number: int, text: str) -> openpyxl.cell.Cell:
    """Always as text: words that begin with = are no formula."""
    cell = sheet.cell(line, number, text)
    cell.data_type = "s"
    return cell


ORDER: Final = ("list_name", "type", "name", "form_title", "form_id", "label", "hint")


def _headings(rows: list[Cells]) -> list[str]:
    """All columns of all rows: those that everybody knows first, those of Alongside last."""
    found = list(dict.fromkeys(heading for cells in rows for heading in cells))
    return sorted(found, key=lambda heading: (_rank(heading), found.index(heading)))


def _rank(heading: str) -> int:
    if heading.startswith(("alongside_", "easy_", "symbol", "title_", "minutes")):
        return 2 * len(ORDER)
    return next((place for place, start in enumerate(ORDER) if heading.startswith(start)), len(ORDER))
