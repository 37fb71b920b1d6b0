"""What was said: only what was cleared and agreed to, never so few that somebody could be picked out, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.voices.actions.downloading import download_words
from alongside.web.voices.queries.said import Filter, released_words
from alongside.web.voices.said_sheet import NOT_QUOTED, safe
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.voices.scene import Scene, read

pytestmark = pytest.mark.django_db
FAMILIES = Filter("families")
MARK = "Marmalade"


@pytest.fixture
def scene():
    return Scene()


def cleared(scene, number, version=None, *, team=None, **fields):
    """So many answers from families, each read and cleared."""
    team = team or scene.team
    for n in range(number):
        received = scene.respond(
            version, team=team, via="paper", by=scene.lead, **{"answers": {"good": f"{MARK} {n}", "felt": 4}, **fields}
        )  # fmt: skip
        if received.response.reading_id:
            clear_reading(reading=read(received), by=scene.reader, masked={})


def test_words_are_shown_from_eight_up(scene):
    cleared(scene, 7)
    found = released_words(scene.week, scene.lead, FAMILIES)
    assert (found.items, found.too_few) == ([], True)

    cleared(scene, 1)
    found = released_words(scene.week, scene.lead, FAMILIES)
    assert (len(found.items), found.too_few) == (8, False)


def test_staff_and_partners_from_six_up(scene):
    cleared(scene, 6, scene.partner)

    assert len(released_words(scene.week, scene.lead, Filter("staff")).items) == 6
    assert released_words(scene.week, scene.lead, FAMILIES).items == []


def test_a_filter_that_leaves_too_few_beside_it_shows_nothing(scene):
    cleared(scene, 9)
    cleared(scene, 3, team=make.team())

    found = released_words(scene.week, scene.lead, Filter("families", team=scene.team.pk))

    assert (found.items, found.too_few, found.teams) == ([], True, [])
    assert len(released_words(scene.week, scene.lead, FAMILIES).items) == 12


def test_a_filter_that_is_enough_is_offered(scene):
    other = make.team()
    cleared(scene, 8)
    cleared(scene, 8, team=other)

    found = released_words(scene.week, scene.lead, Filter("families", team=scene.team.pk))

    assert len(found.items) == 8
    assert {choice.value for choice in found.teams} == {str(scene.team.pk), str(other.pk)}
    assert {item.where for item in found.items} == {scene.team.name}


def test_nothing_beside_somebodys_words_picks_them_out(scene):
    """One child among the parents of two teams: their questions tell that it is a child, so nothing tells where."""
    cleared(scene, 10)
    cleared(scene, 1, make.form_version("child_5_8"), team=make.team(service=scene.team.service))

    items = released_words(scene.week, scene.lead, FAMILIES).items

    assert sorted((item.where, item.kind) for item in items) == [("", ""), *[(scene.team.name, "")] * 10]


def test_no_filter_puts_a_kind_and_a_place_together_that_are_few(scene):
    """Enough children, enough of the team, and one who is both."""
    child, other = make.form_version("child_5_8"), make.team()
    cleared(scene, 8)
    cleared(scene, 1, child)
    cleared(scene, 7, child, team=other)
    cleared(scene, 8, team=other)

    children = released_words(scene.week, scene.lead, Filter("families", kind="child_5_8"))
    of_the_team = released_words(scene.week, scene.lead, Filter("families", team=scene.team.pk))

    assert [item.where for item in children.items] == [children.items[0].where] * 8
    assert scene.team.name not in {item.where for item in children.items}
    assert (of_the_team.items, of_the_team.teams) == ([], [])


def test_nothing_small_is_left_between_a_service_and_its_team(scene):
    cleared(scene, 9)
    cleared(scene, 3, team=make.team(service=scene.team.service))
    cleared(scene, 9, team=make.team(service=make.service()))

    by_team = released_words(scene.week, scene.lead, Filter("families", team=scene.team.pk))
    by_service = released_words(scene.week, scene.lead, Filter("families", service=scene.team.service_id))

    assert (by_team.items, len(by_service.items)) == ([], 12)
    assert str(scene.team.pk) not in {choice.value for choice in by_team.teams}


def test_nothing_that_was_not_cleared_or_not_agreed_to(scene):
    cleared(scene, 8)
    scene.respond(answers={"good": "Unread"})
    cleared(scene, 1, consent={"team": True}, answers={"good": "Not agreed"})

    words = str(released_words(scene.week, scene.lead, FAMILIES).items)

    assert "Unread" not in words
    assert "Not agreed" not in words


def test_the_order_says_nothing_and_stays(scene):
    cleared(scene, 12)

    first = [item.words[0]["said"] for item in released_words(scene.week, scene.lead, FAMILIES).items]
    second = [item.words[0]["said"] for item in released_words(scene.week, scene.lead, FAMILIES).items]

    assert first == second
    assert first != sorted(first, key=lambda words: int(words.split()[1]))


def test_who_sees_nothing(scene):
    cleared(scene, 8)

    assert released_words(scene.week, make.user("team_manager"), FAMILIES).items == []
    assert released_words(scene.week, make.stranger(), FAMILIES).items == []
    for user in (make.user("director"), make.user("safeguarding_lead"), make.stranger()):
        with pytest.raises(NotAllowed):
            download_words(week=scene.week, chosen=FAMILIES, kind="csv", by=user)


def test_only_those_who_agreed_are_quoted_in_a_file(scene):
    cleared(scene, 7)
    cleared(scene, 1, consent={"learning": True}, answers={"good": "Do not quote this", "felt": 2})

    content = download_words(week=scene.week, chosen=FAMILIES, kind="csv", by=scene.lead).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert "Do not quote this" not in content
    assert [row["What they said"] for row in rows if row["May be quoted"] == "no"] == [NOT_QUOTED, "2, from 1 to 5"]
    assert sum(MARK in row["What they said"] for row in rows) == 7
    event = AuditEvent.objects.get(action="voices.exported")
    assert (event.detail, MARK in str(event.detail)) == ({"answers": 8, "group": "families", "filtered": False}, False)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("x")'])
def test_words_are_never_a_formula(scene, words):
    assert safe(words).startswith("'")
    cleared(scene, 8, answers={"good": "x" + words})
    cleared(scene, 1, answers={"good": words})

    book = load_workbook(io.BytesIO(download_words(week=scene.week, chosen=FAMILIES, kind="xlsx", by=scene.lead)))

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert any(str(cell.value).strip() == words.strip() for cell in cells)


def test_the_pages_ask_the_database_as_often_for_three_teams_as_for_one(scene):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(scene.lead)
    pages = [
        reverse(f"voices:{name}", kwargs={"pk": scene.week.pk}) for name in ("week", "ways", "asks", "said", "unheard", "pulse_results")
    ]
    make.team()
    scene.way()
    cleared(scene, 8)

    def counts():
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    counts()
    before = counts()
    for _ in range(3):
        team = make.team()
        scene.way(team=team)
        scene.way(team=team, anonymous=False, reference=f"FC-{uuid.uuid4().int % 1000}")
        cleared(scene, 8, team=team)

    assert counts() == before
