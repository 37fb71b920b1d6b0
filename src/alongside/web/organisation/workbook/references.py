"""What must hold between rows: codes that stand for something, and a line of management that ends at the top."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from alongside.web.organisation.lines import loops
from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.kinds import Reference
from alongside.web.organisation.workbook.problems import Problems
from alongside.web.organisation.workbook.sheets import STAFF
from alongside.web.organisation.workbook.sources import Present
from alongside.web.organisation.workbook.tables import Table


def check_references(tables: Mapping[str, Table], present: Mapping[str, Present], problems: Problems) -> None:
    """Every code used is on its sheet or already here."""
    known = {name: {key[0] for key in rows} | (tables[name].codes if name in tables else set()) for name, rows in present.items()}
    for table in tables.values():
        wanted = {c.field: (c.name, c.kind.sheet) for c in table.sheet.columns if isinstance(c.kind, Reference)}
        for row in table.rows:
            for field, (column, sheet) in wanted.items():
                code = row.values.get(field)
                if code and code not in known[sheet]:
                    problems.add(table.sheet.name, row.number, column, code, _unknown(code, sheet, known[sheet]))


def _unknown(code: str, sheet: str, known: Collection[str]) -> str:
    if zeros := [k for k in known if k.lstrip("0") == code.lstrip("0")]:
        return f"A code from the {sheet} sheet. Is it {zeros[0]}, whose leading zeros a spreadsheet has dropped?"
    near = difflib.get_close_matches(code.casefold(), [k.casefold() for k in known], n=1, cutoff=0.7)
    hint = next((f". Is it {k}?" for k in sorted(known) if near and k.casefold() == near[0]), "")
    return f"A code from the {sheet} sheet, or one already in Alongside{hint}"


def check_lost_zeros(tables: Mapping[str, Table], present: Mapping[str, Present], problems: Problems) -> None:
    """A new code that is an old one without its leading zeros is no new code."""
    for table in tables.values():
        if table.sheet.key == ("code",):
            _lost_zeros(table.sheet, table, {key[0] for key in present[table.sheet.name]}, problems)


def _lost_zeros(sheet: Sheet, table: Table, here: set[str], problems: Problems) -> None:
    padded = {code.lstrip("0"): code for code in here if code.startswith("0")}
    for row in table.rows:
        code = row.values["code"]
        if code not in here and code in padded:
            problems.add(
                sheet.name,
                row.number,
                sheet.column("code").name,
                code,
                f"{padded[code]}, if that is who or what is meant: a spreadsheet has dropped the leading zeros. Format the column as text",
            )


def check_line_of_management(tables: Mapping[str, Table], present: Mapping[str, Present], problems: Problems) -> None:
    """Nobody answers, in the end, to themselves. Each loop is named once, at the first of its rows in the file."""
    table = tables.get(STAFF.name)
    if table is None:
        return
    above = {key[0]: values["manager"] or None for key, values in present[STAFF.name].items()}
    above |= {row.values["code"]: row.values["manager"] or None for row in table.rows if "manager" in row.values}
    row_of = {row.values["code"]: row.number for row in table.rows}
    for loop in loops(above):
        if len(loop) == 1:
            continue  # one's own manager: told with the row
        first = min((code for code in loop if code in row_of), key=row_of.__getitem__, default=loop[0])
        turned = loop[loop.index(first) :] + loop[: loop.index(first)]
        problems.add(
            STAFF.name,
            row_of.get(first, 0),
            "Manager",
            above[first],
            f"A line of management that ends at the top; this one goes round: {' answers to '.join([*turned, first])}",
        )
