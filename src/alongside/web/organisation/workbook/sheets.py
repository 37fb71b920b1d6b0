"""The sheets of the organisation. Those of a week stand in the weeks room."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.web.access.roles import CHOICES
from alongside.web.organisation.models import Seniority
from alongside.web.organisation.workbook.columns import Column, Sheet, Values
from alongside.web.organisation.workbook.kinds import Choice, Code, Date, Decimal, Email, Reference, Text, Whole, YesNo

RETIRED = Column("Retired on", "retired_on", Date(), note="Empty while it is in use. Retired rows stay for old weeks.")


def both_coordinates_or_neither(values: Values) -> Iterable[tuple[str, str]]:
    if (values.get("latitude") is None) != (values.get("longitude") is None):
        yield "latitude", "Both latitude and longitude, or neither"


def two_different_sites(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("origin") == values.get("destination"):
        yield "destination", "Another site than in From"


def not_ones_own_manager(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("manager") and values.get("manager") == values.get("code"):
        yield "manager", "Somebody else: nobody manages themselves"


def filled_or_vacant(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("holder") and values.get("vacant_since"):
        yield "vacant_since", "Either a holder or a date since when it is vacant, not both"


SERVICES = Sheet(
    "Services",
    "Service areas, in the order they are shown.",
    (
        Column("Code", "code", Code(), required=True),
        Column("Name", "name", Text(), required=True, width=34),
        Column("Order", "order", Whole(), default=0, width=8),
        RETIRED,
    ),
    key=("code",),
)
SITES = Sheet(
    "Sites",
    "Buildings where teams work and visits happen. Coordinates give travel times; without them 30 minutes are assumed.",
    (
        Column("Code", "code", Code(), required=True),
        Column("Name", "name", Text(), required=True, width=30),
        Column("Address", "address", Text(200), width=34),
        Column("Postcode", "postcode", Text(10)),
        Column("Latitude", "latitude", Decimal(low=-90, high=90)),
        Column("Longitude", "longitude", Decimal(low=-180, high=180)),
        Column("Visits at once", "visits_at_once", Whole(low=1), default=3),
        Column("Step-free", "step_free", YesNo(), width=11),
        Column("Family room", "family_room", YesNo(), width=13),
        Column("Getting there", "getting_there", Text(2_000), width=50),
        RETIRED,
    ),
    key=("code",),
    check=both_coordinates_or_neither,
)
TRAVEL_TIMES = Sheet(
    "Travel times",
    "Only where you know better than the map. A time one way holds both ways unless the way back is given too.",
    (
        Column("From", "origin", Reference(sheet="Sites"), required=True),
        Column("To", "destination", Reference(sheet="Sites"), required=True),
        Column("Minutes", "minutes", Whole(high=600), required=True),
    ),
    key=("origin", "destination"),
    check=two_different_sites,
)
TEAMS = Sheet(
    "Teams",
    "Teams, each in one service and at one site.",
    (
        Column("Code", "code", Code(), required=True),
        Column("Name", "name", Text(), required=True, width=34),
        Column("Service", "service", Reference(sheet="Services"), required=True),
        Column("Site", "site", Reference(sheet="Sites"), required=True),
        Column("About", "about", Text(2_000), width=50),
        Column("Most visits", "max_visits", Whole(low=1, high=10), default=2, note="In one week."),
        Column("Weight", "weight", Whole(low=1, high=5), default=1, note="How much it matters that this team is seen: 1 usual, 2 double."),
        RETIRED,
    ),
    key=("code",),
)
STAFF = Sheet(
    "Staff",
    "Everybody who works for, or leads, the directorate. The manager column makes the line of management.",
    (
        Column("Staff number", "code", Code(), required=True),
        Column("Name", "name", Text(), required=True, width=28),
        Column("Job title", "job_title", Text(), width=30),
        Column("Seniority", "seniority", Choice(options=dict(Seniority.choices)), required=True, width=18),
        Column("E-mail", "email", Email(), width=36),
        Column("Phone", "phone", Text(30)),
        Column("Service", "service", Reference(sheet="Services"), note="Leave empty for those who answer for several."),
        Column("Team", "team", Reference(sheet="Teams")),
        Column("Base", "base", Reference(sheet="Sites"), note="Where travel to visits starts and ends."),
        Column("Manager", "manager", Reference(sheet="Staff"), note="The manager's staff number. Empty at the top."),
        RETIRED,
    ),
    key=("code",),
    check=not_ones_own_manager,
)
POSTS = Sheet(
    "Posts",
    "Posts, filled and vacant. Who holds a post that manages a team is that team's manager.",
    (
        Column("Code", "code", Code(), required=True),
        Column("Title", "name", Text(), required=True, width=30),
        Column("Team", "team", Reference(sheet="Teams"), required=True),
        Column("Holder", "holder", Reference(sheet="Staff"), note="A staff number. Empty when vacant."),
        Column("Manages the team", "manages_team", YesNo(), width=18),
        Column("Vacant since", "vacant_since", Date()),
        RETIRED,
    ),
    key=("code",),
    check=filled_or_vacant,
)
ROLES = Sheet(
    "Roles",
    "What people may do in Alongside. Somebody without an account is invited by e-mail when this is put in place.",
    (
        Column("Staff number", "staff", Reference(sheet="Staff"), required=True),
        Column("Role", "role", Choice(options=dict(CHOICES)), required=True, width=30),
    ),
    key=("staff", "role"),
)
