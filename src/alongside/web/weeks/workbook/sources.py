"""Where the week's two sheets come from and go to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.web.organisation.models import Service, StaffMember, Team
from alongside.web.organisation.workbook.sources import Key, Present, Unchecked, by_code
from alongside.web.weeks.models import Availability, Interest, Offer, PracticeWeek, Visitor
from alongside.web.weeks.slots import PARTS
from alongside.web.weeks.workbook.sheets import availability_sheet, interest_field, offers_sheet, slot_field, slot_number

WHAT = ("activity", "places", "what_to_see", "meet", "family_agreed")


class OfferSource(Unchecked):
    """Standing offers by team, date and part of the day."""

    def __init__(self, week: PracticeWeek) -> None:
        self.week = week
        self.sheet = offers_sheet(week)

    def present(self) -> Present:
        return {key: self._values(key, offer) for key, offer in self._standing().items()}

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        team = by_code(Team, self.week.directorate)
        Offer.objects.bulk_create(
            Offer(
                week=self.week,
                team_id=team[row["team"]],
                slot=slot_number(self.week, row["date"], row["part"]),
                **{field: row[field] for field in WHAT},
            )
            for row in rows
        )

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        standing = self._standing()
        changed = []
        for row in rows:
            offer = standing[row["team"], row["date"], row["part"]]
            for field in WHAT:
                setattr(offer, field, row[field])
            changed.append(offer)
        Offer.objects.bulk_update(changed, WHAT, batch_size=100)

    def _standing(self) -> dict[Key, Offer]:
        """Within the week: an offer on a day that was cut off has no place in the workbook."""
        offers = Offer.objects.filter(week=self.week, slot__lt=len(self.week.days) * PARTS).standing().select_related("team")
        return {
            (offer.team.code, self.week.starts_on + dt.timedelta(days=offer.slot // PARTS), offer.slot % PARTS): offer
            for offer in offers.order_by("team__code", "slot")
        }

    def _values(self, key: Key, offer: Offer) -> dict[str, Any]:
        team, date, part = key
        values = {"team": team, "date": date, "part": part}
        return values | {field: self.sheet.column(field).kind.canonical(getattr(offer, field)) for field in WHAT}


class AvailabilitySource(Unchecked):
    """Visitors by staff number: their numbers of visits, when they are free, what they want to see."""

    def __init__(self, week: PracticeWeek, service_codes: Sequence[str]) -> None:
        self.week, self.service_codes = week, service_codes
        self.sheet = availability_sheet(week, service_codes)

    def present(self) -> Present:
        visitors = (
            Visitor.objects.filter(week=self.week)
            .select_related("staff_member")
            .prefetch_related("availability", "interests__service")
            .order_by("staff_member__code")
        )
        return {(visitor.staff_member.code,): self._values(visitor) for visitor in visitors}

    def _values(self, visitor: Visitor) -> dict[str, Any]:
        free = {a.slot for a in visitor.availability.all()}
        levels = {i.service.code: i.level for i in visitor.interests.all()}
        return {
            "staff": visitor.staff_member.code,
            "least": visitor.min_visits,
            "ideal": visitor.target_visits,
            "most": visitor.max_visits,
            **{slot_field(slot): slot.number in free for slot in self.week.slots},
            **{interest_field(code): levels.get(code) for code in self.service_codes},
        }

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        staff = by_code(StaffMember, self.week.directorate)
        Visitor.objects.bulk_create(Visitor(week=self.week, staff_member_id=staff[row["staff"]], **self._numbers(row)) for row in rows)
        self._answers(rows)

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        here = self._visitors(rows)
        changed = []
        for row in rows:
            visitor = here[row["staff"]]
            for field, value in self._numbers(row).items():
                setattr(visitor, field, value)
            changed.append(visitor)
        Visitor.objects.bulk_update(changed, ["min_visits", "target_visits", "max_visits"], batch_size=200)
        self._answers(rows)

    def _numbers(self, row: Mapping[str, Any]) -> dict[str, int]:
        return {"min_visits": row["least"], "target_visits": row["ideal"], "max_visits": row["most"]}

    def _visitors(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Visitor]:
        codes = [row["staff"] for row in rows]
        found = Visitor.objects.filter(week=self.week, staff_member__code__in=codes).select_related("staff_member")
        return {visitor.staff_member.code: visitor for visitor in found}

    def _answers(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Replace when they are free and what they want to see. Who has been given an answer need not be reminded."""
        here, service = self._visitors(rows), by_code(Service, self.week.directorate)
        Availability.objects.filter(visitor__in=here.values(), slot__lt=len(self.week.days) * PARTS).delete()
        Interest.objects.filter(visitor__in=here.values()).delete()
        Availability.objects.bulk_create(
            Availability(visitor=here[row["staff"]], slot=slot.number) for row in rows for slot in self.week.slots if row[slot_field(slot)]
        )
        Interest.objects.bulk_create(_interests(rows, here, service, self.service_codes))
        answered = [here[row["staff"]].pk for row in rows if any(row[slot_field(slot)] for slot in self.week.slots)]
        Visitor.objects.filter(pk__in=answered, replied_at=None).update(replied_at=timezone.now())


def _interests(
    rows: Sequence[Mapping[str, Any]], here: Mapping[str, Visitor], service: Mapping[str, UUID], codes: Sequence[str]
) -> list[Interest]:
    return [
        Interest(visitor=here[row["staff"]], service_id=service[code], level=row[interest_field(code)])
        for row in rows
        for code in codes
        if row[interest_field(code)] is not None
    ]
