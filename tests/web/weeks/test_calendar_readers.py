"""The feed read by vobject, which shares no code with the library that writes it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from alongside.web.weeks.models import Feed
from tests.web.weeks.scene import a_scene

vobject = pytest.importorskip("vobject", reason="the second calendar reader is not installed")
pytestmark = pytest.mark.django_db
FIRST = [(0, 0, 3), (0, 1, 6), (1, 1, 4)]


def read(scene) -> list[tuple[str, str, str, int, str]]:
    token = Feed.objects.get(staff_member=scene.person(0)).token
    body = Client().get(reverse("weeks:feed", args=[token])).content.decode()
    events = vobject.readOne(body).vevent_list
    return sorted(
        (e.summary.value, e.uid.value, e.dtstart.value.astimezone(dt.UTC).strftime("%a %H:%M"), int(e.sequence.value), e.status.value)
        for e in events
    )


def test_it_sees_the_same_visits_move_and_go():
    scene = a_scene()
    scene.publish(FIRST)
    (heron, heron_uid, *heron_rest), (kestrel, kestrel_uid, *kestrel_rest) = read(scene)

    scene.publish([(0, 0, 7), (1, 1, 4)])

    assert (heron, *heron_rest) == ("Visit to Heron team", "Wed 09:30", 0, "CONFIRMED")
    assert (kestrel, *kestrel_rest) == ("Visit to Kestrel team", "Tue 09:30", 0, "CONFIRMED")
    assert read(scene) == [
        ("Cancelled: Visit to Heron team", heron_uid, "Wed 09:30", 1, "CANCELLED"),
        ("Visit to Kestrel team", kestrel_uid, "Wed 13:30", 1, "CONFIRMED"),
    ]


def test_a_hostile_name_stays_text():
    scene = a_scene()
    scene.teams[0].name = "Kestrel\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\"
    scene.teams[0].save()
    scene.publish(FIRST)

    assert [row[0] for row in read(scene)][1].startswith("Visit to Kestrel")
    assert len(read(scene)) == 2
