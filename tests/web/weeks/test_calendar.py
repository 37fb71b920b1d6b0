"""Calendar feeds as a calendar program fetches and reads them. A second, independent reader is in test_calendar_readers.py."""

import datetime as dt
import io
import re
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.calendars import calendar_address, renew_calendar
from alongside.web.weeks.models import Feed
from tests import factories as make
from tests.web.weeks.scene import BEFORE, TUESDAY_NOON, a_scene

pytestmark = pytest.mark.django_db
FIRST = [(0, 0, 3), (0, 1, 6), (1, 1, 4)]


@pytest.fixture
def scene():
    return a_scene()


def address(**whose) -> str:
    return reverse("weeks:feed", args=[Feed.objects.get(**whose).token])


def fetch(path: str, **headers):
    """As a calendar program does: no sign-in, no cookies."""
    return Client().get(path, **headers)


def seen_by_icalendar(body: bytes) -> dict[str, tuple]:
    events = Calendar.from_ical(body).walk("VEVENT")
    return {str(e["uid"]): (str(e["summary"]), e.decoded("dtstart"), int(e["sequence"]), str(e["status"])) for e in events}


def test_a_persons_calendar(scene):
    scene.publish(FIRST)

    response = fetch(address(staff_member=scene.person(0)))

    found = seen_by_icalendar(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert sorted((title, start.strftime("%a %d %b %Y %H:%M %Z"), *rest) for title, start, *rest in found.values()) == [
        ("Visit to Heron team", "Wed 07 Mar 2018 09:30 GMT", 0, "CONFIRMED"),
        ("Visit to Kestrel team", "Tue 06 Mar 2018 09:30 GMT", 0, "CONFIRMED"),
    ]


def test_summer_time_is_summer_time(scene):
    scene.week.starts_on, scene.week.ends_on = dt.date(2018, 7, 2), dt.date(2018, 7, 6)
    scene.week.save()
    scene.publish(FIRST)

    body = fetch(address(staff_member=scene.person(1))).content

    ((_, start, *_),) = seen_by_icalendar(body).values()
    assert start.astimezone(dt.UTC) == dt.datetime(2018, 7, 3, 12, 30, tzinfo=dt.UTC)
    assert b"BEGIN:VTIMEZONE" in body
    assert b"TZID:Europe/London" in body


def test_the_rule_for_summer_time_is_that_of_the_time_zone_database():
    from alongside.web.weeks.publication.calendar import SUMMER_TIME

    rule = tzical(io.StringIO(SUMMER_TIME)).get("Europe/London")
    noons = [dt.datetime(year, 1, 1, 12) + dt.timedelta(days=n) for year in range(1997, 2037) for n in range(365)]  # noqa: DTZ001

    assert [noon for noon in noons if rule.utcoffset(noon) != noon.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()] == []


def test_moving_updates_and_cancelling_cancels(scene):
    scene.publish(FIRST)
    path = address(staff_member=scene.person(0))
    before = seen_by_icalendar(fetch(path).content)

    scene.publish([(0, 0, 7), (1, 1, 4)])

    after = seen_by_icalendar(fetch(path).content)
    assert after.keys() == before.keys()
    assert sorted((title, start.strftime("%a %H:%M"), sequence, status) for title, start, sequence, status in after.values()) == [
        ("Cancelled: Visit to Heron team", "Wed 09:30", 1, "CANCELLED"),
        ("Visit to Kestrel team", "Wed 13:30", 1, "CONFIRMED"),
    ]


def test_a_teams_calendar_says_who_comes(scene):
    scene.publish(FIRST)

    titles = [v[0] for v in seen_by_icalendar(fetch(address(team=scene.teams[1])).content).values()]

    assert sorted(titles) == ["Visit from Priya Shah to Heron team", "Visit from Rowan Ashfell to Heron team"]


def test_the_same_bytes_until_something_changes(scene):
    scene.publish(FIRST)
    path = address(staff_member=scene.person(0))

    first = fetch(path)
    unchanged = fetch(path, HTTP_IF_NONE_MATCH=first["ETag"])
    since = fetch(path, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    scene.publish([(0, 0, 7), (1, 1, 4)], now=BEFORE + dt.timedelta(hours=1))
    changed = fetch(path, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert (since.status_code, since.content) == (200, first.content)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert first["Last-Modified"] == "Thu, 01 Mar 2018 09:00:00 GMT"


def test_a_new_address_of_a_building_reaches_calendars(scene):
    scene.publish(FIRST)
    path = address(staff_member=scene.person(0))
    first = fetch(path)
    scene.teams[0].site.address = "9 New Road"
    scene.teams[0].site.save()

    second = fetch(path, HTTP_IF_NONE_MATCH=first["ETag"], HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])

    assert second.status_code == 200
    assert b"9 New Road" in second.content


def test_what_the_standard_and_programs_ask_for(scene):
    scene.publish(FIRST)

    body = fetch(address(staff_member=scene.person(0))).content.decode()

    assert body.startswith("BEGIN:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in body.split("\r\n")) <= 75
    for line in (
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "VERSION:2.0",
        "DTSTAMP:20180301T090000Z",
    ):
        assert f"\r\n{line}\r\n" in body
    for name in ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "ORGANIZER", "STATUS", "LOCATION", "GEO"):
        assert len(re.findall(rf"^{name}[:;]", body, re.MULTILINE)) == 2


def test_a_hostile_name_stays_text(scene):
    scene.teams[0].name = "Kestrel\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\"
    scene.teams[0].save()
    scene.publish(FIRST)

    body = fetch(address(staff_member=scene.person(0))).content

    assert b"\r\nBEGIN:VALARM" not in body
    assert len(seen_by_icalendar(body)) == 2


def test_family_conversations_carry_a_reference_only(scene):
    from alongside.web.weeks.models import FamilyConversation, PlannedConversation

    family = FamilyConversation.objects.create(week=scene.week, reference="FC-12", team=scene.teams[0], notes="Mother of Jay Doe")
    plan = scene.plan(FIRST)
    PlannedConversation.objects.create(plan=plan, conversation=family, visitor=scene.visitors[0], site=scene.teams[1].site, slot=8)
    scene.publish(plan)

    bodies = [fetch(address(**whose)).content.decode() for whose in ({"staff_member": scene.person(0)}, {"team": scene.teams[0]})]

    assert all("Family conversation FC-12" in body for body in bodies)
    assert not any(word in body for body in bodies for word in ("Mother", "Jay", "Doe"))


def test_a_calendar_holds_nothing_of_others(scene):
    scene.publish([*FIRST, (2, 2, 9)])

    body = fetch(address(staff_member=scene.person(0))).content.decode()

    assert "Tom Beck" not in body
    assert "Wren" not in body


def test_renewing_stops_the_old_address(scene):
    scene.publish(FIRST)
    user = scene.user_of(0)
    feed = Feed.objects.get(staff_member=scene.person(0))
    old = feed.token

    new = renew_calendar(feed=feed, token=old, by=user).token
    again = renew_calendar(feed=feed, token=old, by=user).token

    assert new == again != old
    assert fetch(reverse("weeks:feed", args=[old])).status_code == 404
    assert fetch(reverse("weeks:feed", args=[new])).status_code == 200
    assert [e.action for e in AuditEvent.objects.filter(actor_id=user.pk)] == ["calendar.renewed"]
    assert old not in str(list(AuditEvent.objects.values_list("detail", "object_name")))


def test_others_may_not_renew(scene):
    scene.publish(FIRST)
    mine, teams = Feed.objects.get(staff_member=scene.person(0)), Feed.objects.get(team=scene.teams[0])
    member = make.user("practitioner", staff_member=make.staff(team=scene.teams[0]))

    for feed, by in [(mine, scene.user_of(1)), (mine, scene.lead), (mine, make.stranger()), (teams, scene.manager_of(1)), (teams, member)]:
        with pytest.raises(NotAllowed):
            renew_calendar(feed=feed, token=feed.token, by=by)

    mine.refresh_from_db()
    assert fetch(reverse("weeks:feed", args=[mine.token])).status_code == 200


def test_whose_calendar_one_may_have(scene):
    manager, visitor = scene.manager_of(0), scene.user_of(0)

    assert calendar_address(by=manager, team=scene.teams[0]) == calendar_address(by=manager, team=scene.teams[0])
    assert calendar_address(by=visitor).staff_member == scene.person(0)
    for by, team in [(visitor, scene.teams[0]), (manager, scene.teams[1]), (make.user("visitor"), None), (make.stranger(), scene.teams[0])]:
        with pytest.raises(NotAllowed):
            calendar_address(by=by, team=team)


def test_the_calendar_of_somebody_who_may_no_longer_read_weeks_is_gone(scene):
    scene.publish(FIRST)
    path, user = address(staff_member=scene.person(0)), scene.user_of(0)
    before = fetch(path).status_code

    user.role_grants.update(ended_at=timezone.now())

    assert (before, fetch(path).status_code) == (200, 404)


def test_the_calendar_of_somebody_who_left_is_gone(scene):
    scene.publish(FIRST)
    path, user = address(staff_member=scene.person(0)), scene.user_of(0)
    team_path = address(team=scene.teams[0])

    user.is_active = False
    user.save()
    scene.teams[0].retired_on = dt.date(2018, 3, 7)
    scene.teams[0].save()

    assert [fetch(p).status_code for p in (path, team_path, reverse("weeks:feed", args=["x" * 32]))] == [404, 404, 404]


@pytest.mark.parametrize("size", [1, 3])
def test_a_feed_asks_the_same_number_of_questions(size, django_assert_num_queries):
    scene = a_scene()
    scene.publish([(0, n, n * 3) for n in range(size)], now=TUESDAY_NOON)
    path = address(staff_member=scene.person(0))

    with django_assert_num_queries(2):
        assert fetch(path).content.count(b"BEGIN:VEVENT") == size


def test_the_page_offers_the_addresses_and_makes_missing_ones(scene, client):
    user = scene.manager_of(0)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    before = client.get(reverse("weeks:calendars")).content.decode()
    client.post(reverse("weeks:make_calendars"))
    after = client.get(reverse("weeks:calendars")).content.decode()

    assert "Make my calendar" in before
    assert Feed.objects.count() == 2
    assert after.count("webcal://") == 2
    assert "Make my calendar" not in after
