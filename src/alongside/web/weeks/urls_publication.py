"""Routes of the week: publication, calendars, personal pages, cancellation. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import URLPattern, path

from alongside.web.weeks.views import cancellation, feeds, print_pages, publication, repairs, team_page, visitor_page

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/plans/<uuid:plan>/publish/", publication.publish, name="publish"),
    path("<uuid:pk>/versions/", publication.publications, name="publications"),
    path("<uuid:pk>/versions/<int:number>/", publication.publication, name="publication"),
    path("<uuid:pk>/programme/", publication.programme, name="programme"),
    path("<uuid:pk>/programme/workbook/", print_pages.workbook, name="programme_workbook"),
    path("<uuid:pk>/programme/print/<slug:by>/", print_pages.printed, name="programme_print"),
    path("<uuid:pk>/programme/mine/", visitor_page.my_page, name="my_page"),
    path("<uuid:pk>/programme/people/<uuid:staff>/", visitor_page.visitor_page, name="visitor_page"),
    path("<uuid:pk>/programme/people/<uuid:staff>/cannot-come/", cancellation.cannot_come, name="cannot_come"),
    path("<uuid:pk>/programme/teams/<uuid:team>/", team_page.team_page, name="team_page"),
    path("<uuid:pk>/programme/teams/<uuid:team>/cannot-host/", cancellation.cannot_host, name="cannot_host"),
    path("<uuid:pk>/cancellations/", repairs.cancellations, name="cancellations"),
    path("<uuid:pk>/cancellations/again/", repairs.again, name="repair_again"),
    path("<uuid:pk>/repairs/<uuid:plan>/", repairs.repair, name="repair"),
    path("<uuid:pk>/repairs/<uuid:plan>/accept/", repairs.accept, name="accept_repair"),
    path("<uuid:pk>/repairs/<uuid:plan>/leave/", repairs.leave, name="leave_repair"),
    path("cancellations/<uuid:pk>/", cancellation.told, name="cancellation"),
    path("cancellations/<uuid:pk>/withdraw/", cancellation.withdraw, name="withdraw_cancellation"),
    path("calendar/", feeds.calendars, name="calendars"),
    path("calendar/make/", feeds.make, name="make_calendars"),
    path("calendar/<uuid:pk>/renew/", feeds.renew, name="renew_calendar"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
]
