"""The board of the week: counts that are true, no word of a family, and one chasing a person a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.web.access.permissions import NotAllowed
from alongside.web.notices.models import Notice
from alongside.web.organisation.models import Team
from alongside.web.records.models import HostAnswer, Praise, Record, RecordVersion
from alongside.web.today.actions import chase, still_to_chase
from alongside.web.today.queries import board_of, day_that_matters, huddle_of, who_to_chase
from alongside.web.voices.models import Ask
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
TUESDAY_NOON = dt.datetime(2018, 3, 6, 12, 30, tzinfo=dt.UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MON_AM, TUE_AM, TUE_PM, FRI_AM = 0, 3, 4, 12


@pytest.fixture
def week() -> PracticeWeek:
    return make.week()


def visit(week: PracticeWeek, slot: int, team: Team | None = None, **fields: Any) -> PublishedEntry:
    return make.entry(week, team or make.team(), fields.pop("visitor", None) or make.staff(), slot=slot, **fields)


def write_up(entry: PublishedEntry) -> RecordVersion:
    author = make.user("visitor", staff_member=entry.visitor)
    found = Record.objects.create(week=entry.week, kind="team_visit", entry=entry, team=entry.team, author=author)
    return RecordVersion.objects.create(
        record=found, form_version=make.form_version(), answers={}, author=author, recorded_at=dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC)
    )


def test_a_visit_is_over_when_its_slot_has_ended_or_its_record_is_in(week: PracticeWeek) -> None:
    written, missing, running, early = (visit(week, slot) for slot in (MON_AM, TUE_AM, TUE_PM, FRI_AM))
    write_up(written)
    write_up(early)

    board = board_of(week, TUESDAY_NOON)

    assert {seen.entry for seen in board.over} == {written, missing, early}
    assert [seen.entry for seen in board.missing] == [missing]
    assert board.records_in == 2
    assert running not in {seen.entry for seen in board.over}


def test_teams_nobody_has_seen_come_first_when_nobody_is_coming(week: PracticeWeek) -> None:
    seen, later, never = make.team(name="Seen"), make.team(name="Later"), make.team(name="Never")
    make.team(name="Closed", retired_on="2017-01-01")
    make.team(name="Elsewhere", directorate=make.directorate("elsewhere"))
    visit(week, MON_AM, seen)
    visit(week, FRI_AM, later)
    visit(week, FRI_AM, never, cancelled_in=week.publications.get())

    unseen = board_of(week, TUESDAY_NOON).unseen

    assert [(team.name, slot.name if slot else None) for team, slot in unseen] == [("Never", None), ("Later", "Friday morning")]


def test_families_praise_and_notes_are_counted(week: PracticeWeek) -> None:
    team, lead = make.team(), make.user("practice_lead")
    for outcome in ("answered", "answered", "declined", "not_safe", "unreached", "asked"):
        Ask.objects.create(week=week, team=team, kind="parent", how="link", outcome=outcome, noted_by=lead)
    Ask.objects.create(week=week, team=team, kind="partner", how="link", outcome="answered", noted_by=lead)
    Ask.objects.create(week=make.week(), team=team, kind="parent", how="link", outcome="answered", noted_by=lead)
    Praise.objects.create(week=week, team=team, words="Good", given_by=lead)
    confirmed, _ = write_up(visit(week, MON_AM)), write_up(visit(week, MON_AM))
    HostAnswer.objects.create(version=confirmed, outcome="confirmed", by=lead)

    board = board_of(week, TUESDAY_NOON)

    families = board.families
    assert (families.asked, families.answered, families.declined, families.not_safe, families.unreached) == (6, 2, 1, 1, 1)
    assert (board.praise_given, board.praise_delivered, board.to_confirm) == (1, 0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_larger_week_asks_no_more_questions(week: PracticeWeek, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        write_up(visit(week, MON_AM))
        visit(week, TUE_AM)
    board = PracticeWeek.objects.get(pk=week.pk)

    with django_assert_num_queries(11):
        found = board_of(board, TUESDAY_NOON)
        assert [str(each.entry.team) + str(each.entry.visitor) + str(each.entry.site) for each in found.missing]
        assert found.unseen is not None


def test_the_huddle_is_one_day(week: PracticeWeek) -> None:
    monday, tuesday = visit(week, MON_AM), visit(week, TUE_AM)
    visit(week, FRI_AM)
    shadowing = make.entry(week, make.team(), None, slot=TUE_PM, kind="shadowing", practitioner=make.staff(), host=make.staff())

    huddle = huddle_of(week, dt.date(2018, 3, 6), TUESDAY_NOON)

    assert [(slot.name, [each.entry for each in visits]) for slot, visits in huddle.by_slot] == [("Tuesday morning", [tuesday])]
    assert [entry for _, entry in huddle.others] == [shadowing]
    assert [each.entry for each in huddle.missing_before] == [monday]


def test_outside_the_week_the_nearest_day_is_shown(week: PracticeWeek) -> None:
    days = [day_that_matters(week, day) for day in (dt.date(2018, 1, 1), dt.date(2018, 3, 7), dt.date(2026, 1, 1))]

    assert days == [dt.date(2018, 3, 5), dt.date(2018, 3, 7), dt.date(2018, 3, 9)]


def test_one_click_chases_each_person_once_a_day(week: PracticeWeek) -> None:
    late = make.staff(name="Late")
    heron = visit(week, MON_AM, make.team(name="Heron"), visitor=late)
    visit(week, TUE_AM, make.team(name="Wren"), visitor=late)
    visit(week, MON_AM, visitor=make.staff(name="Nowhere", email=""))
    manager = make.staff(name="Manager")
    assert heron.team
    make.post(heron.team, manager, manages_team=True)
    write_up(visit(week, MON_AM, heron.team))
    lead = make.user("practice_lead")
    with time_machine.travel(TUESDAY_NOON, tick=False):
        assert still_to_chase(week) == 2
        first, second = chase(week=week, by=lead), chase(week=week, by=lead)
        assert still_to_chase(week) == 0

    assert (first.sent, first.told_today, first.unreachable) == (2, 0, ["Nowhere"])
    assert (second.sent, second.told_today) == (0, 2)
    bodies = dict(Notice.objects.values_list("to_name", "body"))
    assert set(bodies) == {"Late", "Manager"}
    assert "Heron" in bodies["Late"]
    assert "Wren" in bodies["Late"]
    assert "confirm or correct" in bodies["Manager"]
    with time_machine.travel(TUESDAY_NOON + dt.timedelta(days=1), tick=False):
        assert chase(week=week, by=lead).sent == 2


def test_two_notes_about_one_team_are_asked_for_in_one_line(week: PracticeWeek) -> None:
    team, manager = make.team(name="Heron"), make.staff()
    make.post(team, manager, manages_team=True)
    write_up(visit(week, MON_AM, team))
    write_up(visit(week, TUE_AM, team))

    assert who_to_chase(week, TUESDAY_NOON) == {manager: ["Please confirm or correct a note about Heron."]}


def test_nobody_else_may_chase_and_an_unpublished_week_is_not_chased(week: PracticeWeek) -> None:
    for person in (make.user("director"), make.user("visitor"), make.stranger()):
        with pytest.raises(NotAllowed):
            chase(week=week, by=person)
    with pytest.raises(Refused, match="Publish the week"):
        chase(week=week, by=make.user("practice_lead"))


def test_the_pages_say_what_the_numbers_mean(client: Client, week: PracticeWeek) -> None:
    visit(week, MON_AM, make.team(name="Heron"))
    client.force_login(make.user("practice_lead"), backend=BACKEND)
    with time_machine.travel(TUESDAY_NOON, tick=False):
        board = client.get("/today/").content.decode()
        huddle = client.get("/today/huddle/?day=2018-03-05").content.decode()
        odd = client.get("/today/huddle/?day=2018-99-99")

    assert "1 of 1 visit done, 0 records in." in board
    assert "Remind 1 person" in board
    assert "Huddle: Monday 5 March 2018" in huddle
    assert odd.status_code == 200


def test_before_a_week_is_published_the_page_says_so(client: Client) -> None:
    make.week(state="open")
    client.force_login(make.user("director"), backend=BACKEND)

    assert "Nothing is happening yet" in client.get("/today/").content.decode()
    assert "Nothing is happening yet" in client.get("/today/huddle/").content.decode()
