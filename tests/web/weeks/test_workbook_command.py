"""Loading a workbook or a folder from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from alongside.web.audit.models import AuditEvent
from alongside.web.organisation.models import Site
from alongside.web.weeks.workbook.example import write_template
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = make.user("practice_lead")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def test_a_folder_from_the_command_line(lead, tmp_path, capsys):
    (tmp_path / "Sites.csv").write_text("Code,Name\nA,One\n", encoding="utf-8")

    call_command("import_directorate", str(tmp_path), "--by", lead.email)
    assert Site.objects.count() == 0
    call_command("import_directorate", str(tmp_path), "--by", lead.email, "--apply")

    assert Site.objects.get().name == "One"
    assert "Sites: 1 added, 0 changed, 0 already so, 0 left alone" in capsys.readouterr().out
    assert AuditEvent.objects.filter(action="workbook.put_in_place").count() == 1


def test_a_workbook_and_a_week_from_the_command_line(lead, tmp_path):
    week = make.week(name="March")
    file = tmp_path / "book.xlsx"
    file.write_bytes(write_template(week))

    call_command("import_directorate", str(file), "--by", lead.email, "--week", "March", "--apply")

    assert week.offers.count() == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--by", "nobody@council.example"], "not a user"),
        (["--week", "June"], "no week called 'June'"),
        ([], "1 to put right. Nothing was changed."),
    ],
)
def test_what_the_command_refuses(lead, tmp_path, arguments, words):
    (tmp_path / "Sites.csv").write_text("Code,Name\nA,\n", encoding="utf-8")
    by = [] if "--by" in arguments else ["--by", lead.email]

    with pytest.raises(CommandError, match=words):
        call_command("import_directorate", str(tmp_path), *by, *arguments, "--apply")
    assert Site.objects.count() == 0


def test_a_path_that_is_not_there(lead, tmp_path):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_directorate", str(tmp_path / "none.xlsx"), "--by", lead.email)
