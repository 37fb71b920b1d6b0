"""What a browser is told in production: asked of a process of its own with production's settings. ASVS 5.0 3.3 and 3.4.1."""

import json
import os
import subprocess
import sys

import pytest

SCRIPT = """
import json
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from alongside.web.access.models import RoleGrant, User
from alongside.web.organisation.models import Directorate
council = Directorate.objects.create(code="dales", name="Dales")
user = User.objects.create_user("ama@council.example", "three random words", name="Ama", directorate=council)
RoleGrant.objects.create(user=user, role="administrator")
browser = Client(headers={"host": "alongside.council.example", "x-forwarded-proto": "https"}, enforce_csrf_checks=False)
plain = Client(headers={"host": "alongside.council.example"}).get("/")
page = browser.get("/account/login/")
signed_in = browser.post("/account/login/", {"login": "ama@council.example", "password": "three random words"})
FLAGS = ("secure", "httponly", "samesite", "path", "domain")
cookies = {name: {flag: morsel[flag] for flag in FLAGS} for name, morsel in browser.cookies.items()}
stranger = Client(headers={"host": "evil.example", "x-forwarded-proto": "https"}).get("/account/login/")
print(json.dumps({
    "plain": [plain.status_code, plain.get("Location")],
    "hsts": page.get("Strict-Transport-Security"),
    "cookies": cookies,
    "after": browser.get("/").get("Location"),
    "other_host": stranger.status_code,
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "alongside.web.settings",
        "ALONGSIDE_ENV": "production",
        "ALONGSIDE_DATA": str(folder),
        "ALONGSIDE_SECRET_KEY": "k" * 20 + "not-a-real-one-just-for-this-test-of-settings",
        "ALONGSIDE_SEALING_KEYS": "b25seS1mb3ItdGhpcy10ZXN0LW9mLXNldHRpbmdzLi4=",
        "ALONGSIDE_HOSTS": "alongside.council.example",
        "ALONGSIDE_URL": "https://alongside.council.example",
        "ALONGSIDE_PROXIES": "1",
        "ALONGSIDE_LOG_LEVEL": "CRITICAL",
    }
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, cwd=folder, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_3_3_cookies_are_ours_alone(told):
    flags = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}

    assert told["cookies"]["__Host-session"] == flags
    assert told["cookies"]["__Host-csrf"] == flags
    assert all(name.startswith("__Host-") and cookie["secure"] for name, cookie in told["cookies"].items() if name != "messages")


def test_3_4_1_only_https(told):
    assert told["plain"] == [301, "https://alongside.council.example/"]
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"


def test_6_3_3_a_password_alone_opens_nothing_by_default(told):
    assert told["after"] == "/account/2fa/"


def test_another_hosts_name_is_not_answered(told):
    assert told["other_host"] == 400
