"""The template: the workbook filled with a small worked example that loads as it stands. Invented people and places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from alongside.web.organisation.workbook import sheets
from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.xlsx_writing import write_xlsx
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.slots import PARTS
from alongside.web.weeks.workbook.sheets import availability_sheet, interest_field, offers_sheet, slot_field

Rows = Sequence[Mapping[str, Any]]
SERVICES = ("EX-CARE", "EX-HELP")
NOTES = (
    "The rows in this file are an invented example. Type over them, and delete those you do not need.",
    "Codes are yours to choose. Whatever has a code keeps it, so that the next file changes it instead of adding it again.",
)
NO_WEEK = "Set up a practice week first, then download this again to get the sheets Offers and Availability."
STAFF = (
    # number, name, job title, seniority, service, team, base, manager
    ("00101", "Robin Larkthimble", "Director", "director", "", "", "X01", ""),
    ("00102", "Sasha Quillmitten", "Head of service", "head_of_service", "", "", "X01", "00101"),
    ("00110", "Ines Gorsepocket", "Team manager", "team_manager", "EX-HELP", "EX-H1", "X01", "00102"),
    ("00111", "Noor Heronjar", "Team manager", "team_manager", "EX-CARE", "EX-C1", "X02", "00102"),
    ("00120", "Jo Fennelgleam", "Family practitioner", "practitioner", "EX-HELP", "EX-H1", "X01", "00110"),
    ("00121", "Kit Ambercask", "Social worker", "practitioner", "EX-CARE", "EX-C1", "X02", "00111"),
)
POSTS = (
    # code, title, team, holder, manages the team, vacant since
    ("EX-P1", "Team manager", "EX-H1", "00110", True, None),
    ("EX-P2", "Family practitioner", "EX-H1", "00120", False, None),
    ("EX-P3", "Team manager", "EX-C1", "00111", True, None),
    ("EX-P4", "Social worker", "EX-C1", "00121", False, None),
    ("EX-P5", "Social worker", "EX-C1", "", False, dt.date(2018, 1, 15)),
)
SITES = (
    ("X01", "Larkmarket House", "1 Example Way", "ZZ1 1AA", 54.701, -1.722, 4, True, True, "Free parking behind the building."),
    ("X02", "Tansygate Centre", "2 Example Way", "ZZ2 2BB", 54.742, -1.604, 2, False, False, ""),
)
TEAMS = (
    ("EX-H1", "Early Help Larkmarket", "EX-HELP", "X01", "Works with families at home and in groups.", 2, 1),
    ("EX-C1", "Looked After Tansygate", "EX-CARE", "X02", "Children in our care.", 2, 2),
)


def write_template(week: PracticeWeek | None) -> bytes:
    notes = NOTES if week else (*NOTES, NO_WEEK)
    return write_xlsx(example(week), notes=notes)


def example(week: PracticeWeek | None) -> list[tuple[Sheet, Rows]]:
    filled: list[tuple[Sheet, Rows]] = [
        (sheets.SERVICES, _rows(sheets.SERVICES, [("EX-HELP", "Early help", 1), ("EX-CARE", "Children in our care", 2)])),
        (sheets.SITES, _rows(sheets.SITES, SITES)),
        (sheets.TRAVEL_TIMES, _rows(sheets.TRAVEL_TIMES, [("X01", "X02", 25)])),
        (sheets.TEAMS, _rows(sheets.TEAMS, TEAMS)),
        (sheets.STAFF, [_person(row) for row in STAFF]),
        (sheets.POSTS, _rows(sheets.POSTS, POSTS)),
        (sheets.ROLES, []),
    ]
    return [*filled, *_of_week(week)] if week else filled


def _rows(sheet: Sheet, rows: Sequence[tuple[Any, ...]]) -> Rows:
    """The first columns as given, the rest empty."""
    fields = [column.field for column in sheet.columns]
    return [{column.field: column.when_empty for column in sheet.columns} | dict(zip(fields, row, strict=False)) for row in rows]


def _person(row: tuple[str, ...]) -> dict[str, Any]:
    code, name, job_title, seniority, service, team, base, manager = row
    email = name.lower().replace(" ", ".") + "@council.example"
    values = {"code": code, "name": name, "job_title": job_title, "seniority": seniority, "email": email}
    rest = {"phone": "", "service": service, "team": team, "base": base, "manager": manager, "retired_on": None}
    return values | rest


def _of_week(week: PracticeWeek) -> list[tuple[Sheet, Rows]]:
    offers, availability = offers_sheet(week), availability_sheet(week, SERVICES)
    first, last = week.starts_on, week.days[-1]
    things = [
        ("EX-H1", first, 0, "home_visit", 1, "Visit to a family with two children", "Ines Gorsepocket", True),
        ("EX-H1", last, 1, "team_meeting", 2, "Weekly team meeting", "Ines Gorsepocket", False),
        ("EX-C1", first, 1, "supervision", 1, "Reflective supervision", "Noor Heronjar", False),
    ]
    return [
        (offers, _rows(offers, things)),
        (availability, [_visitor(week, staff, free) for staff, free in (("00101", (0, 1)), ("00110", (1,)), ("00111", (0, -2)))]),
    ]


def _visitor(week: PracticeWeek, staff: str, free: tuple[int, ...]) -> dict[str, Any]:
    numbers = {slot % (len(week.days) * PARTS) for slot in free}
    return {
        "staff": staff,
        "least": 1,
        "ideal": 1,
        "most": 2,
        **{slot_field(slot): slot.number in numbers for slot in week.slots},
        interest_field("EX-HELP"): 0,
        interest_field("EX-CARE"): 1,
    }
