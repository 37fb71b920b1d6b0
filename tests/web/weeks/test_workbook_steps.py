"""Choose, look, put in place: the steps on the page and at the command line, and the file's short life here."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from alongside.web.audit.models import AuditEvent
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import run_job
from alongside.web.organisation.models import Site, StaffMember, Team
from alongside.web.weeks.actions import workbook as actions
from alongside.web.weeks.models import WorkbookImport
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.workbook.example import write_template
from alongside.web.weeks.workbook.exporting import XLSX, export_directorate
from tests import factories as make
from tests.web.weeks.workbook_files import xlsx, zipped

pytestmark = pytest.mark.django_db
S = WorkbookImport.State
ONE_SITE = xlsx(Sites=[["Code", "Name"], ["A", "One"]])


@pytest.fixture(autouse=True)
def files_of_our_own(settings: Any, tmp_path: Path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    }


@pytest.fixture
def lead(client):
    user = make.user("practice_lead")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def loaded(by: Any, content: bytes = ONE_SITE, week: Any = None) -> WorkbookImport:
    return actions.load_workbook(file=io.BytesIO(content), name="book.xlsx", directorate=by.directorate, week=week, by=by)


def send(client: Any, content: bytes, **fields: Any) -> Any:
    return client.post(reverse("workbook:start"), {"file": SimpleUploadedFile("book.xlsx", content), **fields})


def test_from_the_template_to_a_directorate(client, lead):
    week = make.week()
    template = client.get(reverse("workbook:template"))

    look = send(client, template.content, week=week.pk)
    page = client.get(look["Location"]).content.decode()
    put = client.post(look["Location"] + "put-in-place/", follow=True)

    assert template["Content-Disposition"] == 'attachment; filename="alongside-template.xlsx"'
    assert "24 rows would be added and 0 rows changed" in page
    assert "The workbook is in place" in put.content.decode()
    assert (Team.objects.count(), StaffMember.objects.count(), week.offers.count(), week.visitors.count()) == (2, 6, 3, 3)


def test_putting_in_place_twice_does_it_once(lead, django_capture_on_commit_callbacks):
    found = loaded(lead)
    stored = found.stored_name

    with django_capture_on_commit_callbacks(execute=True):
        first = actions.put_in_place(loaded=found, by=lead)
    second = actions.put_in_place(loaded=found, by=lead)

    assert (first.state, second.state, Site.objects.count()) == (S.DONE, S.DONE, 1)
    assert not default_storage.exists(stored)
    event = AuditEvent.objects.get(action="workbook.put_in_place")
    assert event.detail["sheets"] == {"Sites": ["added A"]}


def test_nothing_is_put_in_place_when_the_directorate_has_changed_since(client, lead):
    found = loaded(lead)
    make.site(code="A", name="Made meanwhile")

    response = client.post(reverse("workbook:put", args=[found.pk]), follow=True).content.decode()

    assert Site.objects.get().name == "Made meanwhile"
    assert "has changed since you loaded this file" in response
    assert "Made meanwhile" in response
    actions.put_in_place(loaded=found, by=lead)
    assert Site.objects.get().name == "One"


def test_a_file_with_problems_is_not_kept(client, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        look = send(client, xlsx(Sites=[["Code", "Name"], ["A", None]]))

    page = client.get(look["Location"]).content.decode()
    found = WorkbookImport.objects.get()
    assert (found.state, found.stored_name, default_storage.exists("imports")) == (S.REFUSED, "", False)
    assert "Sites, row 2, Name" in page
    with pytest.raises(Refused):
        actions.put_in_place(loaded=found, by=lead)


def test_a_file_that_is_no_workbook_is_told_on_the_form(client, lead):
    response = send(client, b"hello")

    assert response.status_code == 422
    assert "The file is not a workbook" in response.content.decode()
    assert WorkbookImport.objects.count() == 0


def test_a_published_week_is_not_loaded(client, lead):
    week = make.week(state="published")

    assert send(client, ONE_SITE, week=week.pk).status_code == 422
    with pytest.raises(Refused):
        loaded(lead, week=week)


def test_a_week_published_meanwhile(lead):
    week = make.week()
    found = loaded(lead, write_template(week), week=week)
    week.state = "published"
    week.save()
    found.refresh_from_db()

    with pytest.raises(Refused):
        actions.put_in_place(loaded=found, by=lead)


def test_leaving_it(client, lead, django_capture_on_commit_callbacks):
    found = loaded(lead)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("workbook:leave", args=[found.pk]))

    assert WorkbookImport.objects.get().state == S.DISCARDED
    assert default_storage.listdir("imports")[1] == []
    assert "no longer kept here" in client.get(reverse("workbook:check", args=[found.pk])).content.decode()


def test_an_hour_later_the_file_is_gone(lead, django_capture_on_commit_callbacks):
    found = loaded(lead)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61), tick=False):
        with pytest.raises(Refused):
            actions.put_in_place(loaded=found, by=lead)
        with django_capture_on_commit_callbacks(execute=True):
            actions.forget_expired_files.func()

    found.refresh_from_db()
    assert (found.state, found.report, Site.objects.count()) == (S.DISCARDED, {}, 0)
    assert default_storage.listdir("imports")[1] == []


def test_an_hour_later_what_was_found_in_it_is_gone_too(client, lead):
    refused = loaded(lead, xlsx(Sites=[["Code", "Name"], ["A", None]]))
    done = actions.put_in_place(loaded=loaded(lead), by=lead)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61), tick=False):
        assert actions.forget_expired() == 2
        assert actions.forget_expired() == 0

    assert list(WorkbookImport.objects.values_list("report", flat=True)) == [{}, {}]
    for found in (refused, done):
        assert client.get(reverse("workbook:check", args=[found.pk])).status_code == 200


@pytest.mark.parametrize("role", ["visitor", "analyst", "director", "team_manager"])
def test_who_may_not(role):
    found = loaded(make.user("practice_lead"))

    for attempt in (
        lambda by: loaded(by),
        lambda by: actions.put_in_place(loaded=found, by=by),
        lambda by: actions.leave_workbook(loaded=found, by=by),
        lambda by: export_directorate(directorate=by.directorate, week=None, form=XLSX, by=by),
    ):
        with pytest.raises(Http404):
            attempt(make.user(role))


def test_a_stranger_may_not():
    found, stranger = loaded(make.user("practice_lead")), make.stranger()

    with pytest.raises(Http404):
        actions.put_in_place(loaded=found, by=stranger)
    with pytest.raises(Http404):
        loaded(stranger, week=make.week())
    with pytest.raises(Http404):
        actions.load_workbook(file=io.BytesIO(ONE_SITE), name="x", directorate=found.directorate, week=None, by=stranger)


def test_a_colleague_does_not_see_it(client):
    found = loaded(make.user("practice_lead"))
    client.force_login(make.user("practice_lead"), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("workbook:check", args=[found.pk])).status_code == 404


def test_an_export_is_written_to_the_trail(client, lead):
    make.site()

    response = client.post(reverse("workbook:export"), {"format": "csv"})

    assert response["Content-Disposition"].endswith('.zip"')
    assert AuditEvent.objects.get(action="directorate.exported").detail == {"format": "csv", "rows": 1}


# --- Large files, in the background -------------------------------------------------------------------------------------


def test_a_large_file_is_checked_and_put_in_place_in_the_background(client, lead, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(actions, "AT_ONCE_BYTES", 100)
    found = loaded(lead)
    page = client.get(reverse("workbook:check", args=[found.pk])).content.decode()
    assert (found.state, "is being read" in page) == (S.READING, True)

    with django_capture_on_commit_callbacks(execute=True):
        run_job.func(job_id=str(found.job_id))
    found.refresh_from_db()
    assert (found.state, found.report["counts"]["added"], Site.objects.count()) == (S.READY, 1, 0)

    actions.put_in_place(loaded=found, by=lead)
    again = actions.put_in_place(loaded=found, by=lead)
    assert Job.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        run_job.func(job_id=str(again.job_id))
        run_job.func(job_id=str(again.job_id))
    found.refresh_from_db()
    assert (found.state, Site.objects.count(), found.stored_name) == (S.DONE, 1, "")


def test_a_week_published_while_a_large_file_waited(lead, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(actions, "AT_ONCE_BYTES", 100)
    week = make.week()
    found = loaded(lead, write_template(week), week=week)
    with django_capture_on_commit_callbacks(execute=True):
        run_job.func(job_id=str(found.job_id))
    found.refresh_from_db()
    asked = actions.put_in_place(loaded=found, by=lead)
    type(week).objects.update(state="published")

    run_job.func(job_id=str(asked.job_id))

    assert "is published" in Job.objects.get(pk=asked.job_id).problem
    assert (Team.objects.count(), week.offers.count()) == (0, 0)


def test_a_large_file_that_is_no_workbook(client, lead, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE_BYTES", 100)
    found = loaded(lead, zipped(**{"notes.txt": "x" * 500}))

    run_job.func(job_id=str(found.job_id))

    found.refresh_from_db()
    assert found.state == S.REFUSED
    assert "no workbook and no CSV" in client.get(reverse("workbook:check", args=[found.pk])).content.decode()
