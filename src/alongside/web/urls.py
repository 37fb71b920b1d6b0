"""Every room's address. Sign-in is `account/`, which is also all that a person without a second factor may open."""

from django.urls import include, path

from alongside.web.design.installable import manifest, service_worker
from alongside.web.health import healthz, readyz
from alongside.web.weeks.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sw.js", service_worker, name="service_worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("account/", include("alongside.web.access.urls_account")),
    path("access/", include("alongside.web.access.urls")),
    path("audit/", include("alongside.web.audit.urls")),
    path("organisation/workbook/", include("alongside.web.weeks.urls_workbook")),
    path("organisation/", include("alongside.web.organisation.urls")),
    path("jobs/", include("alongside.web.jobs.urls")),
    path("notices/", include("alongside.web.notices.urls")),
    path("weeks/", include("alongside.web.weeks.urls")),
    path("forms/", include("alongside.web.forms.urls")),
    path("help/", include("alongside.web.safeguarding.urls_help")),
    path("safeguarding/", include("alongside.web.safeguarding.urls")),
    path("voices/", include("alongside.web.voices.urls")),
    path("say/", include("alongside.web.voices.urls_public")),
    path("records/", include("alongside.web.records.urls")),
    path("today/", include("alongside.web.today.urls")),
]
handler404 = "alongside.web.design.views.not_found"
handler500 = "alongside.web.design.views.broken"
handler403 = "alongside.web.design.views.refused"
