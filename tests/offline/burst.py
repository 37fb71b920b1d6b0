"""Prepares a real server's database for a burst, in a process of its own: a visitor, a visit today, a session. Prints JSON."""

import datetime as dt
import json
import sys

from alongside.service.setting_up import set_up_django

set_up_django()

from allauth.mfa.models import Authenticator  # noqa: E402 - Django must be set up first
from django.conf import settings  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests import factories as make  # noqa: E402


def prepare() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    today = timezone.localdate()
    week, person = make.week(starts_on=today, ends_on=today + dt.timedelta(days=4)), make.staff()
    team = make.team()
    visitor = make.user("visitor", staff_member=person)
    Authenticator.objects.create(user=visitor, type=Authenticator.Type.TOTP, data={"secret": "not used here"})  # production asks for one
    client = Client(headers={"x-forwarded-proto": "https", "host": settings.ALLOWED_HOSTS[0]})
    client.force_login(visitor, backend=settings.AUTHENTICATION_BACKENDS[0])
    found = client.get("/records/device/csrf/")
    return {
        "entry": str(make.entry(week, team, person).pk),
        "form_version": str(make.form_version("team_visit").pk),
        "cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items()),
        **found.json(),
    }


def stored() -> list[str]:
    from alongside.web.records.models import RecordVersion

    return [str(pk) for pk in RecordVersion.objects.values_list("pk", flat=True)]


if __name__ == "__main__":
    print(json.dumps(prepare() if sys.argv[1] == "prepare" else stored()))  # noqa: T201 - whoever started it reads this
