"""The search for leaks finds one where there is one: in each place that test_disclosures.py looks into."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.cache import cache
from openpyxl import Workbook

from alongside.web.audit.actions import record
from alongside.web.notices.actions import queue_notice
from alongside.web.voices.models import Response
from tests import factories as make
from tests.web.access.matrix import Row, rows
from tests.web.records.scene import a_scene as a_programme
from tests.web.safeguarding.prying import Map, Pryer, content_of, marks_in, marks_in_the_database, those_who_get_in
from tests.web.safeguarding.scene import Scene as Readers
from tests.web.voices.scene import Scene as Listening

MARK = f"zqm{'a' * 16}"


@pytest.fixture
def listening(scene: Readers) -> Listening:
    programme = a_programme()
    return Listening(week=programme.week, team=programme.team, lead=programme.lead, reader=scene.head, parent=programme.forms["parent"])


def in_the_trail(listening: Listening) -> None:
    record("reading.cleared", by=listening.lead, on=listening.week, said=MARK)


def in_what_was_said(listening: Listening) -> None:
    """As if words went on before they were read: of so many people that they may be shown."""
    for _ in range(9):
        received = listening.respond()
        Response.objects.filter(pk=received.response.pk).update(answers={"good": MARK, "felt": 3})


def in_a_message(listening: Listening) -> None:
    queue_notice(key="x", kind="x", to="x@council.example", to_name="X", subject=MARK, body="", directorate=make.directorate())


def in_the_name_of_a_week(listening: Listening) -> None:
    listening.week.name = MARK
    listening.week.save()


@pytest.mark.parametrize(
    ("leak", "route", "who"),
    [
        (in_the_trail, "audit:list", "director"),
        (in_the_trail, "audit:export", "administrator"),
        (in_what_was_said, "voices:said", "practice_lead"),
        (in_what_was_said, "voices:download", "practice_lead"),
        (in_a_message, "notices:list", "practice_lead"),
        (in_the_name_of_a_week, "weeks:list", "visitor"),
        (in_the_name_of_a_week, "voices:week", "practice_lead"),
    ],
)
def test_a_leak_is_found(listening: Listening, leak: Callable[[Listening], None], route: str, who: str):
    leak(listening)
    there, pryers = Map(), {who: Pryer(who, make.user(who))}
    asked: list[Row] = [row for row in rows() if row.name == route]

    found = {
        mark
        for row in asked
        for pryer in those_who_get_in(row, pryers)
        for _, response in pryer.opens(row, there.of(row))
        for mark in marks_in(content_of(response))
    }

    assert found == {MARK}


@pytest.mark.parametrize("leak", [in_the_trail, in_what_was_said, in_a_message])
def test_a_leak_into_a_table_is_found(listening: Listening, leak: Callable[[Listening], None]):
    assert marks_in_the_database() == {}

    leak(listening)

    assert set().union(*marks_in_the_database().values()) == {MARK}


def test_what_is_coded_in_a_table_is_found(scene: Readers):
    client = scene.client(scene.reader)
    session = client.session
    session["draft"] = MARK
    session.save()
    cache.set("draft", MARK)

    assert set().union(*marks_in_the_database().values()) == {MARK}


def test_files_are_opened():
    workbook, out, archive = Workbook(), io.BytesIO(), io.BytesIO()
    workbook.active["A1"] = MARK
    workbook.save(out)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("inner.xlsx", out.getvalue())

    assert marks_in(archive.getvalue()) == {MARK}
    assert marks_in(f"DESCRIPTION:{MARK[:9]}\r\n {MARK[9:]}".encode()) == {MARK}
    assert marks_in(b"zqm is not a mark") == set()
