"""The rota, the council's numbers, and drills."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from alongside.web.access.models import User
from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.arrangements import set_arrangements
from alongside.web.safeguarding.actions.concerns import acknowledge
from alongside.web.safeguarding.actions.drills import start_drill
from alongside.web.safeguarding.actions.reading import clear_reading, raise_concern
from alongside.web.safeguarding.actions.rota import copy_last_week, set_rota, take_over
from alongside.web.safeguarding.models import Arrangements, Reading, ReadingDuty
from alongside.web.safeguarding.queries import family_forms_may_open, open_concern_count, unread_count
from alongside.web.safeguarding.queries.drills import drills_of
from alongside.web.safeguarding.queries.rota import rota_of
from tests import factories as make
from tests.web.safeguarding.scene import Scene, lead

MONDAY = dt.date(2018, 3, 12)


def rota() -> list[tuple[str, str, str, bool]]:
    duties = ReadingDuty.objects.filter(date__gte=MONDAY)
    return [(d.date.isoformat(), d.reader.name, str(d.deputy or ""), d.took_over) for d in duties]


def test_a_day_is_given_changed_and_emptied(scene: Scene):
    home = make.directorate()
    days = [
        {MONDAY: (scene.reader, scene.deputy)},
        {MONDAY: (scene.reader, scene.deputy)},
        {MONDAY: (scene.deputy, None)},
        {MONDAY: (None, None)},
    ]

    seen = [(set_rota(directorate=home, days=day, by=scene.reader), rota()) for day in days]

    first, second = ("2018-03-12", "Rea Reader", "Dee Deputy", False), ("2018-03-12", "Dee Deputy", "", False)
    assert seen == [(1, [first]), (0, [first]), (1, [second]), (1, [])]
    assert AuditEvent.objects.filter(action="reading_rota.changed").count() == 3


@pytest.mark.parametrize("who", ["deputy is the reader", "a deputy alone", "no right", "a stranger"])
def test_days_that_cannot_be(scene: Scene, who: str):
    day = {
        "deputy is the reader": (scene.reader, scene.reader),
        "a deputy alone": (None, scene.deputy),
        "no right": (make.user("practice_lead"), None),
        "a stranger": (make.stranger(), None),
    }[who]

    with pytest.raises(ValidationError):
        set_rota(directorate=make.directorate(), days={MONDAY: day}, by=scene.reader)
    assert rota() == []


def test_last_week_fills_only_what_is_empty(scene: Scene):
    other = lead("Other")
    set_rota(directorate=make.directorate(), days={MONDAY: (other, None)}, by=scene.reader)

    assert copy_last_week(directorate=make.directorate(), monday=MONDAY, by=scene.reader) == 4
    assert [(row[1], row[2]) for row in rota()] == [("Other", ""), *[("Rea Reader", "Dee Deputy")] * 4]


def test_who_took_over_is_given_the_day_afterwards(scene: Scene):
    person = lead("Step In")
    take_over(by=person)

    set_rota(directorate=make.directorate(), days={dt.date(2018, 3, 5): (person, None)}, by=scene.reader)

    assert [(d.reader.name, d.took_over) for d in ReadingDuty.objects.filter(date="2018-03-05")] == [("Step In", False)]


@pytest.mark.parametrize("who", ["practice_lead", "administrator", "stranger"])
def test_who_may_not_arrange(scene: Scene, who: str):
    person = make.stranger() if who == "stranger" else make.user(who)

    for act in (
        lambda: set_rota(directorate=make.directorate(), days={}, by=person),
        lambda: copy_last_week(directorate=make.directorate(), monday=MONDAY, by=person),
        lambda: start_drill(directorate=make.directorate(), by=person),
        lambda: arrange(person),
    ):
        with pytest.raises(Http404):
            act()


def arrange(by: User, **changes: object) -> Arrangements:
    base = {
        "front_door_name": "MASH", "front_door_phone": "01632 960005", "out_of_hours_phone": "01632 960006", "opens": dt.time(8, 30),
        "closes": dt.time(17, 30), "acknowledge_minutes": 30, "head_of_safeguarding": None, "version": 1,
    }  # fmt: skip
    return set_arrangements(directorate=make.directorate(), by=by, **{**base, **changes})


def test_arrangements_are_saved_and_the_trail_names_what_changed(scene: Scene):
    arrange(scene.reader)

    held = Arrangements.objects.get()
    assert (held.front_door_name, held.acknowledge_minutes, held.version) == ("MASH", 30, 2)
    event = AuditEvent.objects.get(action="safeguarding_arrangements.changed")
    assert event.detail["changed"][0] == "front_door_name"


@pytest.mark.parametrize("changes", [{"version": 7}, {"opens": dt.time(18)}, {"acknowledge_minutes": 1}])
def test_arrangements_that_cannot_be(scene: Scene, changes: dict[str, object]):
    with pytest.raises(ValidationError):
        arrange(scene.reader, **changes)
    assert Arrangements.objects.get().front_door_phone == "01632 960001"


def test_the_head_of_safeguarding_may_read(scene: Scene):
    with pytest.raises(ValidationError, match="safeguarding lead"):
        arrange(scene.reader, head_of_safeguarding=make.user("director"))


def test_no_family_form_opens_without_a_number_and_a_reader(scene: Scene):
    home = make.directorate()
    assert family_forms_may_open(home)

    Arrangements.objects.update(front_door_phone="")
    assert not family_forms_may_open(home)

    Arrangements.objects.update(front_door_phone="01632 960001")
    for user in User.objects.all():
        user.role_grants.all().delete()
    assert not family_forms_may_open(home)


def test_gaps_show(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(dt.datetime(2018, 3, 26, 12, tzinfo=dt.UTC))

    easter = rota_of(make.directorate())[0]

    assert [(day.date.day, day.works, day.gap) for day in easter.days] == [
        (26, True, True), (27, True, True), (28, True, True), (29, True, True), (30, False, False),
    ]  # fmt: skip


def test_the_rota_page_saves_a_week(scene: Scene):
    client = scene.client(scene.reader)
    typed = {"week": MONDAY.isoformat(), f"reader-{MONDAY}": str(scene.deputy.pk), f"deputy-{MONDAY}": str(scene.reader.pk)}

    wrong = client.post(reverse("safeguarding:rota"), {**typed, f"deputy-{MONDAY}": str(scene.deputy.pk)})
    right = client.post(reverse("safeguarding:rota"), typed)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert rota() == [("2018-03-12", "Dee Deputy", "Rea Reader", False)]


@pytest.mark.parametrize("week", ["2018-03-06", "nonsense", "2030-01-07"])
def test_a_week_that_is_not_there(scene: Scene, week: str):
    assert scene.client(scene.reader).get(reverse("safeguarding:rota"), {"week": week}).status_code == 404


def test_a_drill_goes_the_whole_way_and_is_in_no_count(scene: Scene, clock: time_machine.Coordinates):
    home = make.directorate()
    reading = start_drill(directorate=home, by=scene.head)
    client = scene.client(scene.reader)
    page = client.get(reverse("safeguarding:words", kwargs={"pk": reading.pk})).content.decode()
    clock.shift(600)
    concern = raise_concern(reading=reading, passages=["better"], about_staff=False, about=None, by=scene.reader)
    before = client.get(reverse("safeguarding:concern", kwargs={"pk": concern.pk})).content.decode()
    clock.shift(300)
    acknowledge(concern=concern, by=scene.reader)
    after = client.get(reverse("safeguarding:concern", kwargs={"pk": concern.pk})).content.decode()

    assert ["DRILL" in text for text in (page, before, after)] == [False, False, True]
    assert (unread_count(home), open_concern_count(home)) == (0, 0)
    drill = drills_of(home)[0]
    assert (drill.outcome, drill.read_by, drill.minutes_to_read, drill.minutes_to_acknowledge) == ("Acknowledged", "Rea Reader", 10, 15)


def test_a_drill_that_was_let_go_says_so(scene: Scene):
    reading = start_drill(directorate=make.directorate(), by=scene.head)
    client = scene.client(scene.reader)

    page = client.post(reverse("safeguarding:words", kwargs={"pk": reading.pk}), {"seen": "1"}, follow=True).content.decode()

    assert "That was a drill." in page
    assert drills_of(make.directorate())[0].outcome == "Cleared: the concern was not seen"
    assert Reading.objects.get().state == "cleared"


def test_a_drill_is_never_released(scene: Scene):
    clear_reading(reading=start_drill(directorate=make.directorate(), by=scene.head), by=scene.reader, masked={})

    assert scene.room.released == []
