"""Links: who may make them, what they find, and what is kept of them."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from xml.etree import ElementTree

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.models import Arrangements
from alongside.web.voices.actions.ways import WhatIsAsked, close_way, make_way, make_ways, replace_way, token_of, way_by_token
from alongside.web.voices.links import address_of, qr_svg, typed_address
from alongside.web.voices.models import Ask, Way
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.voices.scene import Scene

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def scene():
    return Scene()


def asked(scene, **fields):
    return WhatIsAsked(**{"form": scene.parent.form, "team": scene.team, "closes_on": timezone.localdate(), **fields})


def test_a_link_is_found_by_its_token_however_it_was_typed(scene):
    way = scene.way()
    token = token_of(way)

    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{28}", token)
    typed = [token, token.upper(), f" {token} ", "-".join([token[:5], token[5:]]), token.replace("0", "o").replace("1", "l")]
    assert {way_by_token(each) for each in typed} == {way}


def test_the_token_is_kept_only_sealed_and_as_a_hash(scene):
    way = scene.way()

    row = Way.objects.values().get(pk=way.pk)
    assert token_of(way) not in str(row)
    assert token_of(way) not in str(list(AuditEvent.objects.values()))


def test_what_is_no_token_finds_nothing_and_costs_the_same(scene, django_assert_num_queries):
    scene.way()
    for token in ("", "x", "' OR 1=1 --", "9" * 28, "a" * 10_000, "٣" * 28, "\udcff"):
        with django_assert_num_queries(1):
            assert way_by_token(token) is None


def test_only_an_open_link_is_found(scene):
    way = scene.way(opens_on=timezone.localdate() + dt.timedelta(days=1))
    assert way_by_token(token_of(way)) is None

    over = scene.way()
    Way.objects.filter(pk=over.pk).update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    assert way_by_token(token_of(over)) is None
    assert way_by_token(token_of(over), finishing=True) == over

    closed = close_way(way=scene.way(), by=scene.lead)
    assert way_by_token(token_of(closed), finishing=True) is None


def test_no_family_is_asked_before_there_is_somebody_to_ring(scene):
    Arrangements.objects.update(front_door_phone="")

    with pytest.raises(Refused, match="safeguarding lead"):
        scene.way()
    assert not Way.objects.exists()
    assert scene.way(scene.partner).form == scene.partner.form


def test_made_twice_is_made_once(scene):
    key = uuid.uuid4()

    first = make_way(client_id=key, week=scene.week, what=asked(scene), by=scene.lead)
    second = make_way(client_id=key, week=scene.week, what=asked(scene), by=scene.lead)

    assert (first, Way.objects.count(), AuditEvent.objects.filter(action="way.made").count()) == (second, 1, 1)


def test_a_known_link_is_one_persons_and_they_are_on_the_list(scene):
    way = scene.way(anonymous=False, reference="FC-8")

    assert (way.most_answers, way.name) == (1, "FC-8")
    assert Ask.objects.get() == Ask.objects.get(way=way, reference="FC-8", kind="parent", outcome="asked", team=scene.team)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"reference": "FC-1"}, "belongs to nobody"),
        ({"anonymous": False}, "Enter the reference"),
        ({"anonymous": False, "reference": "Jane Smith"}, "never a name"),
        ({"name": "For Mrs Jones"}, "names do not belong"),
        ({"closes_on": dt.date(2018, 1, 1)}, "last day"),
        ({"opens_on": dt.date(2099, 1, 1)}, "last day"),
    ],
)
def test_what_is_refused(scene, fields, why):
    with pytest.raises(Refused, match=why):
        scene.way(**fields)
    assert not Way.objects.exists()


def test_a_form_about_work_is_no_link(scene):
    with pytest.raises(Refused, match="cannot be answered through a link"):
        scene.way(make.form_version("team_visit"))


def test_who_may_not(scene):
    way = scene.way()
    for user in (make.user("team_manager"), make.user("visitor"), make.user("director"), make.stranger()):
        with pytest.raises(NotAllowed):
            make_way(client_id=uuid.uuid4(), week=scene.week, what=asked(scene), by=user)
        with pytest.raises(NotAllowed):
            close_way(way=way, by=user)
        with pytest.raises(NotAllowed):
            make_ways(week=scene.week, what=asked(scene, team=None), teams=[scene.team], by=user)
        with pytest.raises(NotAllowed):
            replace_way(client_id=uuid.uuid4(), way=way, by=user)


def test_another_councils_team_or_form_is_refused(scene):
    for fields in ({"team": make.team(directorate=make.directorate("elsewhere"))}, {"form": elsewhere_form()}):
        with pytest.raises(NotAllowed):
            scene.way(**fields)


def elsewhere_form():
    return make.form_version("parent", directorate=make.directorate("elsewhere")).form


def test_one_press_makes_a_link_for_every_team_that_has_none(scene):
    scene.way()
    teams = [scene.team, make.team(), make.team()]

    first = make_ways(week=scene.week, what=asked(scene, team=None), teams=teams, by=scene.lead)
    second = make_ways(week=scene.week, what=asked(scene, team=None), teams=teams, by=scene.lead)

    assert ([way.team for way in first], second) == (teams[1:], [])


def test_in_place_of_a_link_comes_another(scene):
    old, key = scene.way(name="Waiting room"), uuid.uuid4()

    new = replace_way(client_id=key, way=old, by=scene.lead)
    again = replace_way(client_id=key, way=old, by=scene.lead)

    assert (new, new.name, Way.objects.count()) == (again, "Waiting room", 2)
    assert way_by_token(token_of(old)) is None
    assert way_by_token(token_of(new)) == new


def test_the_picture_is_the_address(scene, settings):
    """The dark modules of the SVG, read back from its path, are those of the address, with four light ones around."""
    settings.BASE_URL = "https://alongside.council.example"
    address = address_of(scene.way())

    root = ElementTree.fromstring(qr_svg(address, title="QR code"))

    matrix = [list(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix]
    size = len(matrix) + 8
    assert (root.get("viewBox"), root.find(f"{SVG}title").text) == (f"0 0 {size} {size}", "QR code")
    assert "style" not in ElementTree.tostring(root).decode()
    drawn = _modules(root.findall(f"{SVG}path")[-1].get("d"), size)
    assert [row[4:-4] for row in drawn[4:-4]] == matrix
    assert not any(any(row) for row in drawn[:4] + drawn[-4:])


def _modules(path, size):
    """Lines of one module's height: `M4 4.5h7m4 0h1`, each `h` dark."""
    drawn = [[False] * size for _ in range(size)]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(x), int(x + values[0])):
                drawn[int(y)][column] = True
            x += values[0]
    return drawn


def test_the_typed_address_leads_to_the_same_page(scene, settings):
    settings.BASE_URL = "https://alongside.council.example"
    way = scene.way()

    typed = typed_address(way)

    assert typed.startswith("alongside.council.example/say/")
    assert way_by_token(typed.rsplit("/", 1)[1]) == way
    assert address_of(way) == f"https://{settings.BASE_URL[8:]}{reverse('say:start', kwargs={'token': token_of(way)})}"
