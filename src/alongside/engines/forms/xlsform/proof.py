"""Whether pyxform, which KoboToolbox and ODK convert forms with, accepts a workbook."""

from __future__ import annotations

import re
from typing import Any

from alongside.engines.forms.problems import Problem
from alongside.engines.forms.xlsform.workbook import Sheet, place

ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
SHEET = re.compile(r"On the '(\w+)' sheet, ")
COLUMN = re.compile(r"the '([^']+)' value")
QUOTED = re.compile(r"'([^']+)'")
VALID = "a form that KoboToolbox and ODK accept"


def refusal(content: bytes, sheets: dict[str, Sheet]) -> Problem | None:
    """What pyxform has against it; it stops at the first thing."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - takes more than a second, which only XLSForms need
    from pyxform.xls2xform import convert  # noqa: PLC0415

    try:
        convert(content, file_type=".xlsx")
    except PyXFormError as error:
        return _problem(str(error), error.context, sheets)
    except Exception as error:  # its readers raise whatever they stumble over
        return Problem("the file", f"cannot be converted ({type(error).__name__})", VALID)
    return None


def _problem(message: str, context: dict[str, Any], sheets: dict[str, Sheet]) -> Problem:
    said = " ".join(message.split())
    row, sheet, column = ROW.search(said), SHEET.search(said), COLUMN.search(said)
    number = context.get("row") or (int(row[1]) if row else None)
    name = context.get("sheet") or (sheet[1] if sheet else "survey")
    heading = context.get("column") or (column[1] if column else "")
    what = SHEET.sub("", ROW.sub("", said)).strip().rstrip(".")
    where = place(name, number, heading) if number else _found(said, sheets)
    return Problem(where, what[:1].lower() + what[1:] if what else "it is not a form", VALID)


def _found(message: str, sheets: dict[str, Sheet]) -> str:
    """The first cell of the survey that holds something the message quotes, else the file."""
    quoted = set(QUOTED.findall(message))
    for row in sheets["survey"].rows if "survey" in sheets else ():
        for heading, text in row.cells.items():
            if text in quoted:
                return place("survey", row.number, heading.text)
    return "the file"
