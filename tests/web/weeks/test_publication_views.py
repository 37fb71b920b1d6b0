"""Pages of what was published: what they show, to whom, and that nothing leaks."""

import io
import uuid

import openpyxl
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from alongside.web.notices.models import Notice
from alongside.web.weeks.actions.cancellation import Who, report_cancellation
from alongside.web.weeks.models import Cancellation, LineOfEnquiry, Publication
from tests import factories as make
from tests.web.weeks.scene import BEFORE, a_scene

pytestmark = pytest.mark.django_db
FIRST = [(0, 0, 3), (0, 2, 4), (1, 1, 4), (2, 2, 6)]


@pytest.fixture
def scene():
    scene = a_scene()
    LineOfEnquiry.objects.create(week=scene.week, title="Do children know their plan?", look_for="Ask to see it.")
    scene.publish(FIRST, name="First version")
    return scene


def sign_in(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def page(client, name, *args, **query) -> str:
    response = client.get(reverse(f"weeks:{name}", args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_visitors_page_says_where_when_how_whom_and_what(scene, client):
    sign_in(client, scene.user_of(0))

    found = page(client, "my_page", scene.week.pk)

    for words in (
        "Tuesday 6 March 2018", "9:30am to 12pm", "Kestrel team", "Kestrel House, 1 High Street", "DL1 1AA", "Bus 7 stops outside",
        "minutes from County Hall", "minutes from Kestrel House", "Sam Moor", "Duty desk at work", "Do children know their plan?",
        "Ask to see it.", "I cannot come", "openstreetmap.org",
    ):  # fmt: skip
        assert words in found
    assert "Priya" not in found
    assert "Tom Beck" not in found


def test_a_team_page_says_who_comes_and_what_they_see(scene, client):
    sign_in(client, scene.manager_of(2))

    found = page(client, "team_page", scene.week.pk, scene.teams[2].pk)

    for words in ("Rowan Ashfell", "Tom Beck", "Head of service", "Duty desk at work", "We cannot host", "Wednesday 7 March 2018"):
        assert words in found
    assert "Priya" not in found


def test_a_practitioner_reads_but_cannot_cancel(scene, client):
    sign_in(client, make.user("practitioner", staff_member=make.staff(team=scene.teams[2])))

    found = page(client, "team_page", scene.week.pk, scene.teams[2].pk)

    assert "Tom Beck" in found
    assert "We cannot host" not in found


def test_the_programme_and_its_versions_hold_only_ones_own_part(scene, client):
    scene.publish([(0, 0, 7), (0, 2, 4), (1, 1, 5), (2, 2, 6)])
    sign_in(client, scene.user_of(0))

    pages = [page(client, "programme", scene.week.pk), page(client, "publications", scene.week.pk)]
    pages += [page(client, "publication", scene.week.pk, n) for n in (1, 2)]
    pages += [page(client, "programme_print", scene.week.pk, by) for by in ("days", "people", "teams")]

    assert all("Kestrel" in found for found in pages)
    assert not any(name in found for found in pages for name in ("Priya", "Heron", "Tom Beck"))


def test_an_older_version_is_kept_as_it_was(scene, client):
    scene.publish([(0, 0, 7), (1, 1, 4), (2, 2, 6)], name="Second")
    sign_in(client, scene.lead)

    first, second = page(client, "publication", scene.week.pk, 1), page(client, "publication", scene.week.pk, 2)

    assert "This is an older version" in first
    assert first.index("Tuesday 6 March") < first.index("Rowan Ashfell to Kestrel") < first.index("Wednesday 7 March")
    assert "Moved: Rowan Ashfell to Kestrel team, from Tuesday morning to Wednesday afternoon." in second
    assert "Cancelled: Rowan Ashfell to Wren team on Tuesday afternoon." in second
    assert second.rindex("Rowan Ashfell to Kestrel") > second.index("Wednesday 7 March")


def test_publishing_shows_who_is_told_and_then_tells_them(scene, client):
    sign_in(client, scene.lead)
    plan = scene.plan([(0, 0, 7), (0, 2, 4), (1, 1, 4), (2, 2, 6)])
    address = reverse("weeks:publish", args=[scene.week.pk, plan.pk])

    preview = client.get(address).content.decode()
    before = Notice.objects.count()
    sent = client.post(address, {"name": "Second", "version": 1, "after": 1})
    again = client.post(address, {"name": "Second", "version": 1, "after": 1})
    after = client.get(address).content.decode()

    assert "Publish and tell 2 people" in preview
    assert "Moved: your visit to Kestrel team, from Tuesday morning to Wednesday afternoon." in preview
    assert sent["Location"] == again["Location"] == reverse("weeks:publication", args=[scene.week.pk, 2])
    assert (Publication.objects.count(), Notice.objects.count()) == (2, before + 2)
    assert "Nothing has changed" in " ".join(after.split())


def test_a_name_is_needed_and_a_stale_page_is_refused(scene, client):
    sign_in(client, scene.lead)
    plan = scene.plan([(0, 0, 7)])
    address = reverse("weeks:publish", args=[scene.week.pk, plan.pk])

    nameless = client.post(address, {"name": " ", "version": 1, "after": 1})
    stale = client.post(address, {"name": "Second", "version": 1, "after": 0})

    assert (nameless.status_code, stale.status_code) == (422, 422)
    assert "Enter a name for this version" in nameless.content.decode()
    assert "Another version was published while you had this page open" in stale.content.decode()
    assert Publication.objects.count() == 1


def test_the_workbook_reads_back_and_runs_nothing(scene, client):
    scene.offers[0, 3].what_to_see = "=HYPERLINK(1)"
    scene.offers[0, 3].save()
    scene.publish(FIRST, name="@Second")
    sign_in(client, make.user("director"))

    response = client.get(reverse("weeks:programme_workbook", args=[scene.week.pk]))

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    people, teams, log = (sheets.get_sheet_by_name(n).to_python() for n in ("By person", "By team", "Changes"))
    assert [row[0] for row in people] == ["Person", "Priya Shah", "Rowan Ashfell", "Rowan Ashfell", "Tom Beck"]
    assert [str(cell) for cell in people[2]] == [
        "Rowan Ashfell", "Head of service", "Tuesday", "2018-03-06", "09:30", "12:00", "Visit", "Kestrel team",
        "Kestrel House, 1 High Street, DL1 1AA", "=HYPERLINK(1)", "Sam Moor", "",
    ]  # fmt: skip
    assert [(row[0], row[7]) for row in teams[1:]] == [
        ("Heron team", "Priya Shah"), ("Kestrel team", "Rowan Ashfell"), ("Wren team", "Rowan Ashfell"), ("Wren team", "Tom Beck"),
    ]  # fmt: skip
    assert log[-1][1:] == ["@Second", log[-1][2], "details", log[-1][4]]
    cells = [c for sheet in openpyxl.load_workbook(io.BytesIO(response.content)) for row in sheet for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert response["Content-Disposition"] == 'attachment; filename="practice-week-march-2018.xlsx"'


def test_cannot_come_keeps_its_id_when_shown_again(scene, client):
    sign_in(client, scene.user_of(0))
    address = reverse("weeks:cannot_come", args=[scene.week.pk, scene.person(0).pk])
    key = str(uuid.uuid4())

    shown = client.get(address, {"entry": str(scene.entry(0, 0).pk)}).content.decode()
    empty = client.post(address, {"client_id": key})
    sent = [client.post(address, {"client_id": key, "which": [str(scene.entry(0, 0).pk)]}) for _ in range(2)]

    assert shown.count("checked") == 1
    assert (empty.status_code, "Choose what you cannot make" in empty.content.decode(), key in empty.content.decode()) == (422, True, True)
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Cancellation.objects.get().slots == [3]


def test_somebody_elses_visit_cannot_be_slipped_in(scene, client):
    sign_in(client, scene.user_of(0))
    address = reverse("weeks:cannot_come", args=[scene.week.pk, scene.person(0).pk])

    refused = client.post(address, {"client_id": str(uuid.uuid4()), "which": [str(scene.entry(1, 1).pk)]})

    assert refused.status_code == 422
    assert not Cancellation.objects.exists()


def test_what_was_reported_is_shown_and_not_asked_again(scene, client):
    user = sign_in(client, scene.user_of(0))
    who = Who(staff_member=scene.person(0))
    report_cancellation(client_id=uuid.uuid4(), week=scene.week, who=who, slots=[3], by=user, now=BEFORE)

    mine = page(client, "my_page", scene.week.pk)
    form = page(client, "cannot_come", scene.week.pk, scene.person(0).pk)
    sign_in(client, make.user("director"))
    others = page(client, "visitor_page", scene.week.pk, scene.person(0).pk)

    assert mine.count("You said that you cannot come") == mine.count("What happens next") == 1
    assert ("Kestrel" in form, "Wren" in form) == (False, True)
    assert ("Cannot come" in others, "What happens next" in others) == (True, False)


def test_the_preview_warns_of_visits_that_no_longer_work(scene, client):
    sign_in(client, scene.lead)
    plan = scene.plan([(0, 0, 7), (1, 1, 4)])
    scene.visitors[0].availability.filter(slot=7).delete()

    found = page(client, "publish", scene.week.pk, plan.pk)

    assert "1 visit in this plan no longer works" in found
    assert "Rowan Ashfell to Kestrel team on Wednesday afternoon: rowan Ashfell is not free" not in found
    assert "Rowan Ashfell to Kestrel team on Wednesday afternoon: Rowan Ashfell is not free on Wednesday afternoon" in found


PAGES = ["publications", "programme", "my_page"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["lead", "visitor"])
def test_pages_ask_the_same_number_of_questions(name, who, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (1, 3):
        scene = a_scene(name=f"Week of {size}")
        scene.publish([(0, n, 3 * n) for n in range(size)])
        sign_in(client, scene.lead if who == "lead" else scene.user_of(0))
        page(client, name, scene.week.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, name, scene.week.pk)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_lists_for_the_lead_ask_the_same_number_of_questions(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for size in (1, 3):
        scene = a_scene(name=f"Week of {size}")
        scene.publish([(n, n, 3 * n) for n in range(size)])
        for n in range(size):
            who = Who(staff_member=scene.person(n))
            report_cancellation(client_id=uuid.uuid4(), week=scene.week, who=who, slots=[], by=scene.lead, now=BEFORE)
        sign_in(client, scene.lead)
        addresses = [
            ("cancellations",),
            ("programme_print", "people"),
            ("programme_print", "teams"),
            ("programme_workbook",),
            ("publication", 1),
        ]
        for name, *more in addresses:
            address = reverse(f"weeks:{name}", args=[scene.week.pk, *more])
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.setdefault((name, *more), []).append(len(asked))

    assert {name: found[0] == found[1] for name, found in counts.items()} == dict.fromkeys(counts, True), counts
