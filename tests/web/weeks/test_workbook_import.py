"""A workbook laid over a directorate: what is added, changed and left; all or nothing; every mistake named with its place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.web.access.models import Invitation, RoleGrant
from alongside.web.organisation.models import Post, Site, StaffMember, Team
from alongside.web.weeks.models import Offer, Visitor
from alongside.web.weeks.workbook.example import write_template
from tests import factories as make
from tests.web.weeks.workbook_files import everything, load, saved, told, xlsx, zipped

pytestmark = pytest.mark.django_db
TEAM_HEAD = ["Code", "Name", "Service", "Site"]
STAFF_HEAD = ["Staff number", "Name", "Seniority", "Manager"]


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def week():
    return make.week()


def expected_of(content: bytes, **options: Any) -> list[str]:
    return [problem.expected for problem in load(content, **options).problems]


# --- What it does -------------------------------------------------------------------------------------------------------


def test_a_dry_run_shows_everything_and_changes_nothing(lead, week):
    team = make.team(code="T-1", name="Old name")
    make.team(code="T-2")
    before = everything(lead.directorate)
    content = xlsx(
        Teams=[TEAM_HEAD, ["T-1", "New name", team.service.code, team.site.code], ["T-3", "New", team.service.code, team.site.code]]
    )

    outcome = load(content, week=week, by=lead)

    assert outcome.counts == {"added": 1, "changed": 1, "same": 0, "left": 1}
    assert outcome.as_json()["sheets"] == [
        {
            "sheet": "Teams",
            "counts": {"added": 1, "changed": 1, "same": 0, "left": 1},
            "added": ["T-3: New"],
            "changed": [{"name": "T-1: New name", "fields": [{"column": "Name", "before": "Old name", "after": "New name"}]}],
        }
    ]
    assert everything(lead.directorate) == before


def test_putting_it_in_place_leaves_what_the_file_does_not_say(lead, week):
    team = make.team(code="T-1", name="Old name", about="About us", weight=3)
    content = xlsx(Teams=[TEAM_HEAD, ["T-1", "New name", team.service.code, team.site.code]])

    load(content, week=week, by=lead, keep=True)

    team.refresh_from_db()
    assert (team.name, team.about, team.weight) == ("New name", "About us", 3)


def test_one_mistake_and_nothing_is_put_in_place(lead, week):
    team = make.team(code="T-1")
    before = everything(lead.directorate)
    rows = [["T-2", "Fine", team.service.code, team.site.code], ["T-3", "Not fine", "NO-SUCH", team.site.code]]

    outcome = load(xlsx(Teams=[TEAM_HEAD, *rows]), week=week, by=lead, keep=True)

    assert outcome.problems.count == 1
    assert everything(lead.directorate) == before


def test_a_reference_may_point_at_another_sheet_of_the_same_file(lead, week):
    content = xlsx(
        Posts=[["Code", "Title", "Team", "Holder", "Manages the team"], ["P1", "Team manager", "T1", "007", "yes"]],
        Staff=[
            [*STAFF_HEAD, "Team"],
            ["007", "Kit Quillspindle", "team manager", "008", "T1"],
            ["008", "Bo Larkjar", "Director", None, None],
        ],
        Teams=[TEAM_HEAD, ["T1", "A team", "S1", "X"]],
        Sites=[["Code", "Name"], ["X", "A site"]],
        Services=[["Code", "Name"], ["S1", "A service"]],
    )

    outcome = load(content, week=week, by=lead, keep=True)

    post = Post.objects.select_related("holder__manager", "team__service").get()
    assert list(outcome.problems) == []
    assert (post.holder.code, post.holder.manager.code, post.team.service.code, post.manages_team) == ("007", "008", "S1", True)


def test_cells_as_spreadsheets_make_them(lead, week):
    make.site(code="01", name="One")
    content = xlsx(
        Sites=[
            [" code ", "NAME", "Visits at once", "Step-free", "Latitude", "Longitude", "Retired on"],
            ["01", "  One\xa0 ", "4", True, "54.5", -1.5, dt.date(2018, 3, 5)],
            [None, None, None, None, None, None, None],
            ["02", "Two", 3.0, "no", None, None, "05/03/2018"],
            ["03", "Three", None, "x", None, None, 43164],
        ]
    )

    outcome = load(content, week=week, by=lead, keep=True)

    assert list(outcome.problems) == []
    day = dt.date(2018, 3, 5)
    assert list(Site.objects.order_by("code").values_list("code", "name", "visits_at_once", "step_free", "retired_on")) == [
        ("01", "One", 4, True, day),
        ("02", "Two", 3, False, day),
        ("03", "Three", 3, True, day),
    ]


def test_a_role_is_given_to_somebody_with_an_account(lead, week):
    staff = make.staff(code="42")
    user = make.user(staff_member=staff)

    load(xlsx(Roles=[["Staff number", "Role"], ["42", "Visitor"]]), week=week, by=lead, keep=True)

    assert list(RoleGrant.objects.current().filter(user=user).values_list("role", "granted_by")) == [("visitor", lead.pk)]


def test_a_role_for_somebody_without_an_account_invites_them(lead, week):
    content = xlsx(
        Roles=[["Staff number", "Role"], ["42", "Visitor"], ["42", "Team manager"]],
        Staff=[[*STAFF_HEAD, "E-mail"], ["42", "Pat Larkjar", "Team manager", None, "pat@council.example"]],
    )

    load(content, week=week, by=lead)
    assert Invitation.objects.count() == 0
    load(content, week=week, by=lead, keep=True)
    again = load(content, week=week, by=lead, keep=True)

    found = Invitation.objects.get()
    assert (found.email, found.staff_member.code, set(found.roles)) == ("pat@council.example", "42", {"visitor", "team_manager"})
    assert (again.counts["added"], again.counts["same"]) == (0, 3)


def test_sheets_one_may_not_change_are_not_read(week):
    manager = make.user("administrator")
    make.staff(code="42")
    head = ["Staff number", "At least", "Ideally", "At most", "Mon 05/03/2018 morning"]
    content = xlsx(Availability=[head, ["42", 1, 1, 1, "Yes"]], Sites=[["Code", "Name"], ["X", "A site"]])

    outcome = load(content, week=week, by=manager, keep=True)

    assert outcome.not_read == ["The sheet Availability"]
    assert Visitor.objects.count() == 0


def test_offers_and_availability_go_to_the_week(lead, week):
    team, person = make.team(code="T"), make.staff(code="42")
    content = xlsx(
        Offers=[["Team", "Date", "Part of the day", "Activity", "Places"], ["T", dt.date(2018, 3, 9), "evening", "Home visit", 2]],
        Availability=[["Staff number", "At least", "Ideally", "At most", "Fri 09/03/2018 evening"], ["42", 0, 1, 2, "Yes"]],
    )

    outcome = load(content, week=week, by=lead, keep=True)

    visitor = Visitor.objects.get()
    assert list(outcome.problems) == []
    assert list(Offer.objects.values_list("team", "slot", "activity", "places")) == [(team.pk, 14, "home_visit", 2)]
    assert (visitor.staff_member, visitor.min_visits, visitor.target_visits, visitor.max_visits) == (person, 0, 1, 2)
    assert [a.slot for a in visitor.availability.all()] == [14]
    assert visitor.replied_at is not None


# --- What it catches, each with sheet, row, column and value ------------------------------------------------------------


def test_unknown_codes(lead, week):
    team = make.team(code="T-1", service=make.service(code="SAFE"))
    content = xlsx(Teams=[TEAM_HEAD, ["T-9", "Nine", "SAVE", team.site.code]])

    assert told(content, week=week, by=lead) == [("Teams", 2, "Service", "SAVE")]
    assert expected_of(content, week=week, by=lead) == ["A code from the Services sheet, or one already in Alongside. Is it SAFE?"]


def test_duplicate_identifiers(lead, week):
    content = xlsx(Sites=[["Code", "Name"], ["A", "One"], ["B", "Two"], ["A ", "Three"]])

    assert told(content, week=week, by=lead) == [("Sites", 4, "Code", "A")]
    assert expected_of(content, week=week, by=lead) == ["Each one once; it is already in row 2"]


def test_a_loop_in_the_line_of_management_is_named(lead, week):
    make.staff(code="C", manager=make.staff(code="A"))
    content = xlsx(Staff=[STAFF_HEAD, ["A", "Ann", "Director", "B"], ["B", "Bob", "Head of service", "C"]])

    assert told(content, week=week, by=lead) == [("Staff", 2, "Manager", "B")]
    assert expected_of(content, week=week, by=lead) == [
        "A line of management that ends at the top; this one goes round: A answers to B answers to C answers to A"
    ]


def test_ones_own_manager(lead, week):
    content = xlsx(Staff=[STAFF_HEAD, ["A", "Ann", "Director", "A"]])

    assert told(content, week=week, by=lead) == [("Staff", 2, "Manager", "A")]


@pytest.mark.parametrize("date", [dt.date(2018, 3, 12), "12/03/2018", 43171, "2018-03-12"])
def test_dates_outside_the_week(lead, week, date):
    make.team(code="T")
    content = xlsx(Offers=[["Team", "Date", "Part of the day", "Activity"], ["T", date, "Morning", "Panel"]])

    assert [row[:3] for row in told(content, week=week, by=lead)] == [("Offers", 2, "Date")]
    assert expected_of(content, week=week, by=lead) == ["A date of the week, from Mon 05/03/2018 to Fri 09/03/2018"]


def test_a_slot_outside_the_week_as_a_heading(lead, week):
    make.staff(code="42")
    content = xlsx(Availability=[["Staff number", "Sat 10/03/2018 morning"], ["42", "Yes"]])

    assert told(content, week=week, by=lead) == [("Availability", 1, "Sat 10/03/2018 morning", "Sat 10/03/2018 morning")]


def test_an_american_date(lead, week):
    content = xlsx(Sites=[["Code", "Name", "Retired on"], ["A", "One", "03/25/2018"]])

    assert told(content, week=week, by=lead) == [("Sites", 2, "Retired on", "03/25/2018")]


@pytest.mark.parametrize(
    ("visitor", "why"),
    [
        ("away", "Nobody is free when it can be seen (Mon am)"),
        ("own", "Of those free when it can be seen (Mon am), Pat Larkjar answers for this team or works in it"),
        ("far", "Of those free when it can be seen (Mon am), Pat Larkjar is based more than 75 minutes away"),
        ("declared", "Of those free when it can be seen (Mon am), Pat Larkjar must not meet it (declared interest)"),
    ],
)
def test_a_team_nobody_could_visit(lead, week, visitor, why):
    team = make.team(code="T", site=make.site(latitude=54.0, longitude=-1.5))
    base = make.site(latitude=56.0, longitude=-3.5) if visitor == "far" else team.site
    person = make.staff(code="42", name="Pat Larkjar", base=base)
    make.visitor(week, person, slots=(3,) if visitor == "away" else (0,))
    if visitor == "own":
        make.post(team, person, manages_team=True)
    if visitor == "declared":
        week.declared_interests.create(staff_member=person, team=team)
    content = xlsx(Offers=[["Team", "Date", "Part of the day", "Activity"], ["T", "05/03/2018", "Morning", "Panel"]])

    assert told(content, week=week, by=lead) == [("Offers", 2, "Team", "T")]
    assert expected_of(content, week=week, by=lead) == [f"A team that somebody could visit. {why}"]


def test_formulas_and_merged_cells(lead, week):
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = "Sites"
    for row in (["Code", "Name", "Address"], ["A", '=CONCATENATE("O","ne")', "x"], ["B", "Two", "y"]):
        page.append(row)
    page.merge_cells("B3:C3")

    assert told(saved(book), week=week, by=lead) == [
        ("Sites", 2, "column B", '=CONCATENATE("O","ne")'),
        ("Sites", 2, "Name", ""),
        ("Sites", 3, "cells B3:C3", "merged"),
    ]


def test_text_that_only_looks_like_a_formula_is_text(lead, week):
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = "Sites"
    page.append(["Code", "Name"])
    page.append(["A", "x"])
    page["B2"].value, page["B2"].data_type = "=1+1", "s"

    load(saved(book), week=week, by=lead, keep=True)

    assert Site.objects.get().name == "=1+1"


def test_a_hidden_sheet(lead, week):
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("Sites").append(["Code", "Name"])
    book.create_sheet("Teams").append(TEAM_HEAD)
    book["Teams"].sheet_state = "veryHidden"

    assert told(saved(book), week=week, by=lead) == [("Teams", 0, "", "hidden")]


def test_a_missing_column_with_the_near_name(lead, week):
    content = xlsx(Sites=[["Site code", "Name"], ["A", "One"]], Teams=[["Code", "Name", "Servce", "Site"], ["A", "One", "S", "X"]])

    assert [row[:3] for row in told(content, week=week, by=lead)] == [("Sites", 1, "Code"), ("Teams", 1, "Service")]
    assert expected_of(content, week=week, by=lead) == [
        "A column with the heading 'Code'. Is it the column you call 'Site code'?",
        "A column with the heading 'Service'. Is it the column you call 'Servce'?",
    ]


def test_columns_and_sheets_of_ones_own_are_left_out_and_said_to_be(lead, week):
    content = xlsx(Sites=[["Code", "Name", "My remarks"], ["A", "One", "nice"]], Holidays=[["x"]])

    outcome = load(content, week=week, by=lead)

    assert (list(outcome.problems), outcome.not_read) == ([], ["The column My remarks on the sheet Sites", "The sheet Holidays"])


def test_a_heading_or_sheet_that_is_nearly_right(lead, week):
    content = xlsx(Sites=[["Code", "Name", "Postcod"], ["A", "One", "ZZ1"]], Service=[["Code", "Name"], ["A", "One"]])

    assert told(content, week=week, by=lead) == [("Sites", 1, "Postcod", "Postcod"), ("Service", 0, "", "Service")]


def test_leading_zeros_a_spreadsheet_dropped(lead, week):
    make.staff(code="00123")
    content = xlsx(Staff=[STAFF_HEAD, [123, "Ann", "Director", None], ["9", "Bob", "Other", 123]])

    assert [row[:3] for row in told(content, week=week, by=lead)] == [("Staff", 2, "Staff number")]


def test_a_reference_that_lost_its_zeros(lead, week):
    make.staff(code="00123")
    content = xlsx(Staff=[STAFF_HEAD, ["9", "Bob", "Other", 123]])

    assert told(content, week=week, by=lead) == [("Staff", 2, "Manager", "123")]
    assert "00123" in expected_of(content, week=week, by=lead)[0]


def test_a_code_that_became_a_date(lead, week):
    content = xlsx(Sites=[["Code", "Name"], [dt.date(2018, 3, 1), "One"]])

    assert told(content, week=week, by=lead) == [("Sites", 2, "Code", "01/03/2018")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Visits at once", 2.5),
        ("Visits at once", "many"),
        ("Latitude", 91),
        ("Step-free", "perhaps"),
        ("Postcode", "x" * 11),
        ("Name", None),
    ],
)
def test_cells_that_cannot_be_what_they_should(lead, week, column, value):
    head = ["Code", "Name", "Latitude", "Longitude", "Visits at once", "Step-free", "Postcode"]
    row = dict(zip(head, ["A", "One", 54, -1, 3, "Yes", "ZZ1"], strict=True)) | {column: value}

    assert [found[:3] for found in told(xlsx(Sites=[head, list(row.values())]), week=week, by=lead)] == [("Sites", 2, column)]


def test_everything_at_once_and_no_more_than_200(lead, week):
    content = xlsx(Sites=[["Code", "Name", "Latitude"], *[[f"S{n}", None, 500] for n in range(150)]])

    outcome = load(content, week=week, by=lead)

    assert (outcome.problems.count, len(list(outcome.problems))) == (300, 200)


def test_a_post_both_held_and_vacant_even_when_only_half_is_in_the_file(lead, week):
    post = make.post(make.team(), make.staff())
    content = xlsx(Posts=[["Code", "Title", "Team", "Vacant since"], [post.code, post.name, post.team.code, "01/03/2018"]])

    assert told(content, week=week, by=lead) == [("Posts", 2, "Vacant since", "01/03/2018")]


def test_a_role_for_somebody_who_cannot_be_invited(lead, week):
    make.staff(code="42", email="")

    found = told(xlsx(Roles=[["Staff number", "Role"], ["42", "Visitor"]]), week=week, by=lead, keep=True)

    assert found == [("Roles", 2, "Staff number and Role", "42, visitor")]
    assert Invitation.objects.count() == 0


# --- CSV ----------------------------------------------------------------------------------------------------------------


def test_csv_in_windows_encoding(lead, week):
    body = "Code,Name\r\nA,One\r\nB,Zo\u00eb's place\r\n".encode("cp1252")

    assert told(zipped(**{"Sites.csv": body}), week=week, by=lead, name="x.zip") == [("Sites.csv", 3, "column 2", "B,Zo\u00eb's place")]


@pytest.mark.parametrize(
    "body", ["Code,Name\nA,One".encode("utf-16"), b"Code,Name\nA,O\x00ne", b"Code;Name\nA;One", b"Code\tName\nA\tOne", b'Code,Name\nA,"One']
)
def test_csv_of_other_kinds(lead, week, body):
    assert [row[0] for row in told(zipped(**{"Sites.csv": body}), week=week, by=lead, name="x.zip")] == ["Sites.csv"]


def test_csv_with_a_mark_quotes_and_lines_within(lead, week):
    body = '\ufeffCode,Name,Getting there\r\nA,"One, ""the"" first","up\r\nand down"\r\n'

    load(zipped(**{"folder/Sites.csv": body, "__MACOSX/Sites.csv": "x"}), week=week, by=lead, keep=True, name="x.zip")

    assert list(Site.objects.values_list("name", "getting_there")) == [('One, "the" first', "up\nand down")]


def test_rows_are_numbered_as_lines(lead, week):
    body = 'Code,Name,Getting there\nA,One,"up\nand down"\nB,,x\n'

    assert told(zipped(**{"Sites.csv": body}), week=week, by=lead, name="x.zip") == [("Sites", 4, "Name", "")]


def test_the_template_needs_no_week(lead):
    outcome = load(write_template(None), week=None, by=lead, keep=True)

    assert list(outcome.problems) == []
    assert (Team.objects.count(), StaffMember.objects.count()) == (2, 6)
