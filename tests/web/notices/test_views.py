import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.notices.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db


def notice(n=0, **fields):
    base = {"key": f"k{n}", "kind": "k", "to": f"to{n}@council.example", "subject": f"Subject {n}", "body": "See http://localhost/x <b>"}
    return Notice.objects.create(**{"directorate": make.directorate(), **base, **fields})


def sign_in(client, *roles, **fields):
    user = make.user(*roles, **fields)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def test_the_list_asks_the_same_number_of_questions(client):
    sign_in(client, "practice_lead")
    asked = []
    for rows in (1, 3):
        [notice(10 * rows + n) for n in range(rows)]
        client.get(reverse("notices:list"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("notices:list")).content.decode()
        asked.append(len(queries))
        assert page.count("<tr") >= rows + 1

    assert asked[0] == asked[1]


def test_the_lead_sees_all_and_others_only_their_own(client):
    mine, other = notice(1), notice(2)
    notice(3, directorate=make.directorate("elsewhere"))
    person = make.staff(email="to1@council.example")

    sign_in(client, "visitor", staff_member=person)
    theirs = client.get(reverse("notices:list")).content.decode()
    hidden = client.get(reverse("notices:notice", args=[other.pk])).status_code
    sign_in(client, "practice_lead")
    leads = client.get(reverse("notices:list")).content.decode()

    assert ("Subject 1" in theirs, "Subject 2" in theirs, hidden) == (True, False, 404)
    assert ("Subject 1" in leads, "Subject 2" in leads, "Subject 3" in leads) == (True, True, False)
    assert str(mine.pk) in theirs


def test_an_administrator_reads_what_was_sent_about_access_and_no_programmes(client):
    programme, invitation = notice(1, kind="publication"), notice(2, kind="access.invitation")
    sign_in(client, "administrator")

    opened = [client.get(reverse("notices:notice", args=[n.pk])).status_code for n in (programme, invitation)]

    assert opened == [404, 200]
    assert "Subject 1" not in client.get(reverse("notices:list")).content.decode()


def test_a_way_in_sent_to_somebody_else_is_refused_in_words(client):
    sign_in(client, "administrator")
    found = notice(state="failed", problem="Refused", kind="access.invitation")

    answer = client.post(reverse("notices:again", args=[found.pk]), {"to": "me@elsewhere.example"})

    assert answer.status_code == 422
    assert "goes only to the address it was written to" in answer.content.decode()


def test_a_message_shows_its_words_harmlessly(client):
    sign_in(client, "practice_lead")

    page = client.get(reverse("notices:notice", args=[notice().pk])).content.decode()

    assert "&lt;b&gt;" in page
    assert 'href="http://localhost/x"' in page


def test_sending_again_needs_an_address(client):
    sign_in(client, "practice_lead")
    found = notice(state="failed", problem="Refused")
    address = reverse("notices:again", args=[found.pk])

    empty, wrong = client.post(address, {"to": ""}), client.post(address, {"to": "ada"})
    good = client.post(address, {"to": "ada@council.example"})

    assert [empty.status_code, wrong.status_code, good.status_code] == [422, 422, 302]
    assert "Enter an e-mail address" in empty.content.decode()
    found.refresh_from_db()
    assert (found.to, found.state) == ("ada@council.example", "queued")


def test_the_person_told_may_read_but_not_send_again(client):
    found = notice(1, state="failed", problem="Refused")
    sign_in(client, "visitor", staff_member=make.staff(email="to1@council.example"))

    page = client.get(reverse("notices:notice", args=[found.pk])).content.decode()
    posted = client.post(reverse("notices:again", args=[found.pk]), {"to": "x@council.example"})

    assert "Send again" not in page
    assert posted.status_code == 404
