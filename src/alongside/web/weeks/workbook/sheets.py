"""The two sheets of a week: what teams offer, and when visitors are free. Their columns depend on the week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.web.organisation.workbook.columns import Column, Sheet, Values
from alongside.web.organisation.workbook.kinds import Choice, Date, Reference, Text, Whole, YesNo
from alongside.web.organisation.workbook.problems import Unreadable
from alongside.web.weeks.models import Interest, PracticeWeek
from alongside.web.weeks.models.week import Activity
from alongside.web.weeks.slots import PART_NAMES, PARTS, Slot

OFFERS, AVAILABILITY = "Offers", "Availability"
PART_OPTIONS = dict(enumerate(PART_NAMES))
LOOKS_LIKE_A_SLOT = re.compile(r"\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?|\b(morning|afternoon|evening|am|pm)\b", re.IGNORECASE)


@dataclass(frozen=True)
class DayOfTheWeek(Date):
    """A date within the practice week."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def read(self, cell: Any) -> dt.date:
        date = super().read(cell)
        if not self.first <= date <= self.last:
            raise Unreadable(self.words())
        return date

    def words(self) -> str:
        return f"A date of the week, from {self.first:%a %d/%m/%Y} to {self.last:%a %d/%m/%Y}"


@dataclass(frozen=True)
class Free(YesNo):
    """Yes, or empty: easier on the eye in a grid."""

    def write(self, value: Any) -> str | None:  # type: ignore[override]
        return "Yes" if value else None

    def words(self) -> str:
        return "Yes when free; otherwise empty"


def offers_sheet(week: PracticeWeek) -> Sheet:
    return Sheet(
        OFFERS,
        f"What each team offers to be seen in {week.name}, one row for each time.",
        (
            Column("Team", "team", Reference(sheet="Teams"), required=True),
            Column("Date", "date", DayOfTheWeek(first=week.starts_on, last=week.ends_on), required=True),
            Column("Part of the day", "part", Choice(options=PART_OPTIONS), required=True),
            Column("Activity", "activity", Choice(options=dict(Activity.choices)), required=True, width=22),
            Column("Places", "places", Whole(low=1, high=2), default=1, width=9, note="For one visitor or two."),
            Column("What to see", "what_to_see", Text(300), width=50),
            Column("Who to meet", "meet", Text(120), width=28),
            Column("Family agreed", "family_agreed", YesNo(), width=15),
        ),
        key=("team", "date", "part"),
    )


def slot_field(slot: Slot) -> str:
    return f"slot {slot.number}"


def interest_field(code: str) -> str:
    return f"interest {code}"


def slot_heading(slot: Slot) -> str:
    return f"{slot.date:%a %d/%m/%Y} {PART_NAMES[slot.part].lower()}"


def availability_sheet(week: PracticeWeek, service_codes: Sequence[str]) -> Sheet:
    """One row a visitor: how many visits, a column for each slot, a column for each service."""
    slots = week.slots
    levels = Choice(options=dict(Interest.Level.choices))

    def strange_heading(heading: str) -> str:
        if heading.casefold().startswith("interest in"):
            return "The code of a service, such as " + (f"Interest in {service_codes[0]}" if service_codes else "on the Services sheet")
        if LOOKS_LIKE_A_SLOT.search(heading):
            return f"A time of the week, from {slot_heading(slots[0])} to {slot_heading(slots[-1])}"
        return ""

    return Sheet(
        AVAILABILITY,
        f"Who visits in {week.name}, when they are free, and what they would like to see.",
        (
            Column("Staff number", "staff", Reference(sheet="Staff"), required=True),
            Column("At least", "least", Whole(high=99), default=1, width=9, note="Visits in the week."),
            Column("Ideally", "ideal", Whole(high=99), default=2, width=9),
            Column("At most", "most", Whole(high=99), default=3, width=9),
            *(Column(slot_heading(slot), slot_field(slot), Free(), width=13) for slot in slots),
            *(
                Column(f"Interest in {code}", interest_field(code), levels, width=14, note="Empty means no answer yet.")
                for code in service_codes
            ),
        ),
        key=("staff",),
        check=least_ideal_most,
        strange_heading=strange_heading,
    )


def least_ideal_most(values: Values) -> Iterable[tuple[str, str]]:
    if not values["least"] <= values["ideal"] <= values["most"]:
        yield "ideal", f"A number from 'At least' ({values['least']}) to 'At most' ({values['most']})"


def slot_number(week: PracticeWeek, date: dt.date, part: int) -> int:
    return (date - week.starts_on).days * PARTS + part
