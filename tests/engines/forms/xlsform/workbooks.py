"""Workbooks as KoboToolbox, ODK and people write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]

YES_NO = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
TITLED = [["form_title", "form_id"], ["Visits", "visits"]]


def workbook(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def survey(*rows: Sequence[Any], columns: Sequence[str] = ("type", "name", "label", "relevant"), choices: Rows = YES_NO) -> bytes:
    """A titled form with these rows in its survey."""
    return workbook(survey=[columns, *rows], choices=choices, settings=TITLED)


KOBO_COLUMNS = [
    "type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint::English (en)", "required", "relevant", "appearance",
    "parameters", "calculation", "constraint", "media::image::English (en)", "$kuid", "$autoname",
]  # fmt: skip


def kobo() -> bytes:
    """As KoboToolbox exports a form: its own columns, times noted by the device, a group, two languages."""

    def row(*cells: Any, **named: Any) -> list[Any]:
        filled = [*cells, *[None] * (len(KOBO_COLUMNS) - len(cells))]
        for name, value in named.items():
            filled[next(i for i, column in enumerate(KOBO_COLUMNS) if column.strip("$").startswith(name))] = value
        return filled

    return workbook(
        survey=[
            KOBO_COLUMNS,
            row("start", "start"),
            row("end", "end"),
            row("note", "welcome", "Welcome to our survey.", "Croeso.", kuid="aa1"),
            row("select_one yn", "Has_children", "Do you have children?", "Oes gennych chi blant?", "At home", True, kuid="bb2"),
            row("begin_group", "about", "About your children", "Am eich plant", relevant="${Has_children} = 'yes'"),
            row("integer", "calm", "How calm is it at home?", constraint=". >= 1 and . <= 5"),
            row("select_multiple helps", "what_helps", "What helps?", required="false", relevant="${calm} < 4"),
            row("text", "why", "Why?", appearance="multiline", relevant="selected(${what_helps}, 'food') and ${calm} != ''"),
            row("end_group"),
            row("range", "trust", "How far do you trust us?", parameters="start=0 end=10 step=1"),
            row("acknowledge", "agree", "I agree", required="yes"),
            row("text", "more", "Anything else?", relevant="${agree} = 'OK' or not(${trust} >= 5)"),
        ],
        choices=[
            ["list_name", "name", "label::English (en)", "label::Cymraeg (cy)"],
            ["yn", "yes", "Yes", "Oes"],
            ["yn", "no", "No", "Nac oes"],
            [],
            ["helps", "play", "Playing", "Chwarae"],
            ["helps", "food", "Food", "Bwyd"],
        ],
        settings=[
            ["form_title", "id_string", "version", "style", "default_language"],
            ["Calm homes", "aXyZ", 7.0, "pages", "English (en)"],
        ],
    )
