"""Export gives back what import took: nothing changes on the way, whatever the text, and as CSV too."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alongside.web.access.models import User
from alongside.web.organisation.models import Directorate, Post, Seniority, Service, Site, StaffMember, Team, TravelTime
from alongside.web.weeks.models import Activity, Interest, Offer, PracticeWeek, Visitor
from alongside.web.weeks.sample import create_sample
from alongside.web.weeks.workbook.example import write_template
from alongside.web.weeks.workbook.exporting import CSV, XLSX, export_directorate
from tests import factories as make
from tests.web.weeks.workbook_files import cells, everything, load, saved

pytestmark = pytest.mark.django_db
FORMS = [(XLSX, "book.xlsx"), (CSV, "book.zip")]


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_the_sample_comes_back_without_a_change(form: str, name: str):
    week = create_sample()
    lead = User.objects.get(role_grants__role="practice_lead")
    before = everything(week.directorate)

    content = export_directorate(directorate=week.directorate, week=week, form=form, by=lead)
    outcome = load(content, week=week, by=lead, keep=True, name=name)

    assert (list(outcome.problems), outcome.counts["added"], outcome.counts["changed"], outcome.counts["left"]) == ([], 0, 0, 0)
    assert outcome.counts["same"] > 1200
    assert everything(week.directorate) == before


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_services_that_only_punctuation_tells_apart_keep_their_own_columns(form: str, name: str):
    week, lead = make.week(), make.user("practice_lead")
    keen = make.service(code="-x")
    make.service(code="'=x")
    make.visitor(week).interests.create(service=keen, level=Interest.Level.KEEN)

    content = export_directorate(directorate=week.directorate, week=week, form=form, by=lead)
    outcome = load(content, week=week, by=lead, keep=True, name=name)

    assert list(outcome.problems) == []
    assert list(Interest.objects.values_list("service__code", "level")) == [("-x", Interest.Level.KEEN)]


def test_the_template_loads_into_an_empty_directorate_and_exports_the_same_cells():
    week, lead = make.week(), make.user("practice_lead")
    template = write_template(week)

    outcome = load(template, week=week, by=lead, keep=True)
    exported = export_directorate(directorate=week.directorate, week=week, form=XLSX, by=lead)

    assert list(outcome.problems) == []
    assert {c.sheet.name: len(c.added) for c in outcome.changes} == {
        "Services": 2,
        "Sites": 2,
        "Travel times": 1,
        "Teams": 2,
        "Staff": 6,
        "Posts": 5,
        "Roles": 0,
        "Offers": 3,
        "Availability": 3,
    }
    assert sorted_rows(cells(exported)) == sorted_rows(cells(template))


def test_the_sample_moves_to_an_empty_directorate():
    week = create_sample()
    lead = User.objects.get(role_grants__role="practice_lead")
    content = export_directorate(directorate=week.directorate, week=week, form=XLSX, by=lead)
    elsewhere = make.user("practice_lead", directorate=make.directorate("elsewhere"))
    empty = make.week(directorate=elsewhere.directorate, name=week.name)

    outcome = load(without_roles(content), week=empty, by=elsewhere, keep=True)
    again = export_directorate(directorate=elsewhere.directorate, week=empty, form=XLSX, by=elsewhere)

    assert list(outcome.problems) == []
    assert {k: v for k, v in cells(again).items() if k != "Roles"} == {k: v for k, v in cells(content).items() if k != "Roles"}


def sorted_rows(sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    return {name: [rows[0], *sorted(rows[1:], key=str)] for name, rows in sheets.items()}


def without_roles(content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book["Roles"].delete_rows(2, 100)
    return saved(book)


# --- Any directorate ----------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
AWKWARD = st.sampled_from(
    [
        "=1+1",
        "+44 1632",
        "-x",
        "@here",
        "'=x",
        "''",
        "#N/A",
        "_x000D_",
        "_x005F_x000D_",
        "007",
        "1e5",
        "TRUE",
        "a\nb",
        "03/05/2018",
        'a,b;"c"',
    ]
)
TEXT = st.one_of(AWKWARD, WORDS).map(str.strip)
NAME = TEXT.filter(lambda text: bool(text.strip()))
CODES = st.lists(
    st.one_of(AWKWARD.filter(lambda c: "\n" not in c), st.text("ABC019-", min_size=1, max_size=4)).map(str.strip),
    min_size=2,
    max_size=4,
    unique=True,
).filter(lambda codes: len({c.lstrip("0") for c in codes}) == len(codes))
DAY = st.one_of(st.none(), st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)))


@st.composite
def directorates(draw: Any) -> dict[str, Any]:
    codes = {kind: draw(CODES) for kind in ("service", "site", "team", "staff")}
    rest = {
        "texts": draw(st.lists(TEXT, min_size=24, max_size=24)),
        "names": draw(st.lists(NAME, min_size=8, max_size=8)),
        "days": draw(st.lists(DAY, min_size=8, max_size=8)),
        "place": draw(st.one_of(st.none(), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))),
        "numbers": draw(st.lists(st.integers(1, 5), min_size=8, max_size=8)),
        "slots": draw(st.sets(st.integers(0, 14), max_size=6)),
    }
    return codes | rest


def fill(week: PracticeWeek, d: dict[str, Any]) -> None:
    owner, text, day = week.directorate, iter(d["texts"]), iter(d["days"])
    name, number = iter(d["names"] * 4), iter(d["numbers"] * 4)
    services = [
        Service.objects.create(directorate=owner, code=c, name=next(name), order=next(number), retired_on=next(day, None))
        for c in d["service"]
    ]
    lat, lon = d["place"] or (None, None)
    sites = [
        Site.objects.create(
            directorate=owner, code=c, name=next(name), address=next(text), getting_there=next(text), latitude=lat, longitude=lon
        )
        for c in d["site"]
    ]
    TravelTime.objects.create(directorate=owner, origin=sites[0], destination=sites[1], minutes=next(number))
    teams = [
        Team.objects.create(
            directorate=owner, code=c, name=next(name), service=services[0], site=sites[1], about=next(text), weight=next(number)
        )
        for c in d["team"]
    ]
    above = None
    for code in d["staff"]:
        above = StaffMember.objects.create(
            directorate=owner,
            code=code,
            name=next(name),
            job_title=next(text),
            seniority=Seniority.TEAM_MANAGER,
            team=teams[0],
            manager=above,
        )
    Post.objects.create(directorate=owner, code="P", name=next(name), team=teams[1], vacant_since=next(day, None))
    Post.objects.create(directorate=owner, code="Q", name=next(name), team=teams[1], holder=above, manages_team=True)
    visitor = Visitor.objects.create(week=week, staff_member=above)
    for slot in d["slots"]:
        visitor.availability.create(slot=slot)
    Interest.objects.create(visitor=visitor, service=services[1], level=Interest.Level.NOT)
    Offer.objects.create(week=week, team=teams[0], slot=14, activity=Activity.REVIEW, what_to_see=next(text), meet=next(text), places=2)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=directorates())
@pytest.mark.parametrize(("form", "name"), FORMS)
def test_any_directorate_comes_back_without_a_change(form: str, name: str, drawn: dict[str, Any]):
    with transaction.atomic():
        week, lead = make.week(), make.user("practice_lead")
        fill(week, drawn)
        before = everything(week.directorate)

        content = export_directorate(directorate=Directorate.objects.get(), week=week, form=form, by=lead)
        outcome = load(content, week=week, by=lead, keep=True, name=name)

        assert [str(problem) for problem in outcome.problems if "somebody could visit" not in problem.expected] == []
        assert [line for changes in outcome.changes for line in changes.as_json()["changed"]] == []
        assert (outcome.counts["added"], outcome.counts["left"]) == (0, 0)
        assert everything(week.directorate) == before
        transaction.set_rollback(True)
