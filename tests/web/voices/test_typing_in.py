"""Paper typed in: a page with all the questions, its own date, and the next one."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.voices.models import Ask, Response
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.voices.scene import Scene
from tests.web.voices.test_asks import note
from tests.web.voices.test_responding import everything_stored

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() - dt.timedelta(days=3)


@pytest.fixture
def scene():
    return Scene()


def page(scene, via="paper", team=None):
    address = reverse("voices:type_in", kwargs={"pk": scene.week.pk, "form": scene.parent.form.pk})
    return f"{address}?via={via}&team={team.pk if team else ''}"


def sent(scene, **fields):
    around = {"client_id": str(uuid.uuid4()), "version": str(scene.parent.pk), "said_on": DAY.strftime("%d/%m/%Y"), "language": "pl"}
    return {**around, "q-good": "Bardzo dobrze", "q-felt": "5", "consent": ["learning", "quote"], **fields}


def test_a_pile_of_paper(scene):
    client = client_of(scene.lead)
    chosen = client.post(
        reverse("voices:typing", kwargs={"pk": scene.week.pk}), {"form": scene.parent.form.pk, "via": "paper", "team": scene.team.pk}
    )  # fmt: skip
    assert chosen["Location"] == page(scene, team=scene.team)

    done = client.post(chosen["Location"], sent(scene))

    response = Response.objects.get()
    assert (response.via, response.said_on, response.team, response.language, response.anonymous, response.answers) == (
        "paper", DAY, scene.team, "pl", True, None,
    )  # fmt: skip
    assert response.consent == {"words": 1, "learning": True, "team": False, "quote": True}
    code = re.search(r"(\d{4} ){4}\d{4}", done.content.decode())[0]
    assert code not in everything_stored()
    assert code not in str({**client.session})
    again = re.search(r'href="([^"]*type-in[^"]*)"[^>]*>\s*Type in the next one', done.content.decode())[1].replace("&amp;", "&")
    assert client.get(again).status_code == 200


def test_pressed_twice_is_one_and_gives_the_same_code(scene):
    client, form = client_of(scene.lead), sent(scene)

    first, second = (client.post(page(scene), form).content.decode() for _ in range(2))

    assert Response.objects.count() == 1
    assert re.search(r"(\d{4} ){4}\d{4}", first)[0] == re.search(r"(\d{4} ){4}\d{4}", second)[0]


def test_a_known_one_is_off_the_list_of_who_is_to_answer(scene):
    note(scene, reference="FC-1", outcome="asked", how="paper")

    client_of(scene.lead).post(page(scene, team=scene.team), sent(scene, reference="FC-1"))

    assert (Response.objects.get().reference, Ask.objects.get().outcome) == ("FC-1", "answered")


def test_an_advocate_says_how_they_helped(scene):
    client = client_of(scene.lead)

    refused = client.post(page(scene, via="advocate"), sent(scene))
    client.post(page(scene, via="advocate"), sent(scene, helped="interpreted"))

    assert refused.status_code == 422
    assert "Choose how somebody helped them" in refused.content.decode()
    assert (Response.objects.get().via, Response.objects.get().helped) == ("advocate", "interpreted")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"said_on": "1/1/2099"}, "today or before"),
        ({"said_on": "yesterday"}, "Enter a real date"),
        ({"reference": "Jane Smith"}, "never a name"),
        ({"q-good": "", "q-felt": ""}, "Answer at least one question"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(scene, fields, why):
    form = sent(scene, **fields)

    shown = client_of(scene.lead).post(page(scene), form)

    assert (shown.status_code, Response.objects.count()) == (422, 0)
    assert why in shown.content.decode()
    assert form["client_id"] in shown.content.decode()
    assert form["q-good"] in shown.content.decode()


def test_a_new_version_meanwhile_loses_nothing(scene):
    form = sent(scene)
    make.form_version("parent", form=scene.parent.form)

    client_of(scene.lead).post(page(scene), form)

    assert Response.objects.get().version == scene.parent
    assert read_words(Response.objects.get()) == {"good": "Bardzo dobrze", "felt": 5}


def read_words(response):
    return response.reading.words["answers"]


def test_the_readers_have_it_and_nobody_else(scene):
    client = client_of(scene.lead)
    client.post(page(scene, team=scene.team), sent(scene, **{"q-good": "Wumpus"}))

    assert "Wumpus" in str(read_words(Response.objects.get()))
    assert "Wumpus" not in client.get(f"/voices/{scene.week.pk}/said/").content.decode()
    assert "Wumpus" not in everything_stored()


@pytest.mark.parametrize("query", ["?via=telepathy", "?team=nobody", "?team=00000000-0000-0000-0000-000000000000", "?language=xx"])
def test_an_odd_address_is_the_usual_page(scene, query):
    address = reverse("voices:type_in", kwargs={"pk": scene.week.pk, "form": scene.parent.form.pk})

    assert client_of(scene.lead).get(address + query).status_code == 200


def test_another_councils_team_is_not_taken(scene):
    elsewhere = make.team(directorate=make.directorate("elsewhere"))

    client_of(scene.lead).post(page(scene, team=elsewhere), sent(scene))

    assert Response.objects.get().team is None
