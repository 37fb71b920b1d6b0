"""The persona picker exists in a demonstration and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from alongside.web.access.actions.signing_in import sign_in_as_persona
from alongside.web.access.checks import demonstration_is_not_production
from alongside.web.audit.models import AuditEvent
from tests import factories as make

pytestmark = pytest.mark.django_db
CHOOSE = "access:demonstration"
BECOME = "access:demonstration_become"


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True
    settings.PRODUCTION = False


def become(client, user):
    return client.post(reverse(BECOME), {"person": str(user.pk)})


def test_lists_people_by_role_with_what_they_do(client, demonstration):
    lead = make.user("practice_lead", name="Ama Osei")
    make.user("visitor", name="Gone Away", is_active=False)

    page = client.get(reverse(CHOOSE)).content.decode()

    assert lead.name in page
    assert "Runs the practice week" in page
    assert "Gone Away" not in page
    assert "Performance analyst" not in page, "a role nobody holds is not offered"


def test_one_post_signs_in_and_is_written_down(client, demonstration):
    lead = make.user("practice_lead")

    answer = become(client, lead)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(lead.pk)
    written = AuditEvent.objects.get(action="user.signed_in")
    assert (written.actor_id, written.detail) == (lead.pk, {"how": ["demonstration"]})


def test_looking_is_not_signing_in(client, demonstration):
    make.user("practice_lead")

    client.get(reverse(CHOOSE))

    assert client.get(reverse(BECOME)).status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("person", ["", "nobody", "6f6d0d0e-0000-4000-8000-000000000000"])
def test_nobody_by_that_name(client, demonstration, person):
    assert client.post(reverse(BECOME), {"person": person}).status_code == 404


def test_an_inactive_person_cannot_be_chosen(client, demonstration):
    assert become(client, make.user("practice_lead", is_active=False)).status_code == 404


def test_the_sign_in_page_offers_it_first(client, demonstration):
    page = client.get(reverse("account_login")).content.decode()

    assert page.index(reverse(CHOOSE)) < page.index('type="password"')


def nothing_works(client, user):
    assert client.get(reverse(CHOOSE)).status_code == 404
    assert become(client, user).status_code == 404
    assert "_auth_user_id" not in client.session
    request = RequestFactory().post("/")
    request.session = client.session
    with pytest.raises(Http404):
        sign_in_as_persona(request=request, user=user)
    assert not AuditEvent.objects.filter(action="user.signed_in").exists()


def test_does_not_exist_elsewhere(client):
    nothing_works(client, make.user("practice_lead"))


PRODUCTION_SIGNS = [
    ("PRODUCTION", True),
    ("BASE_URL", "https://alongside.council.example"),
    ("SESSION_COOKIE_SECURE", True),
    ("OIDC_ISSUER", "https://login.example/tenant/v2.0"),
    ("ALLAUTH_TRUSTED_PROXY_COUNT", 1),
    ("NOTIFY_API_KEY", "key"),
]


@pytest.mark.parametrize(("setting", "value"), PRODUCTION_SIGNS)
def test_refuses_where_anything_looks_real(client, demonstration, settings, setting, value):
    setattr(settings, setting, value)

    nothing_works(client, make.user("practice_lead"))


@pytest.mark.parametrize(("setting", "value"), PRODUCTION_SIGNS)
def test_the_system_check_fails_when_signs_are_mixed(demonstration, settings, setting, value):
    assert demonstration_is_not_production() == []

    setattr(settings, setting, value)

    assert [error.id for error in demonstration_is_not_production()] == ["access.E001"]


def test_the_check_says_nothing_of_a_real_installation(settings):
    settings.DEMO, settings.PRODUCTION = False, True

    assert demonstration_is_not_production() == []


def test_production_has_no_switch_for_it(tmp_path):
    """A process with production's settings, and every demo word in its environment, still answers 404."""
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.test import Client\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0); call_command('createcachetable', verbosity=0)\n"
        "c = Client(headers={'host': 'alongside.council.example'})\n"
        "print(settings.DEMO, c.get('/access/demonstration/', secure=True).status_code,"
        " c.post('/access/demonstration/become/', secure=True).status_code)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "alongside.web.settings",
        "ALONGSIDE_ENV": "production",
        "ALONGSIDE_DEMO": "1",
        "DEMO": "1",
        "ALONGSIDE_DATA": str(tmp_path),
        "ALONGSIDE_SECRET_KEY": "k" * 20 + "not-a-real-one-just-for-this-test-of-settings",
        "ALONGSIDE_HOSTS": "alongside.council.example",
        "ALONGSIDE_URL": "https://alongside.council.example",
        "ALONGSIDE_LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert ran.stdout.split() == ["False", "404", "404"], ran.stderr
