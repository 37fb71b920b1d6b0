"""Routes of records. All of them live in the `records` namespace."""

from django.urls import URLPattern, path

from alongside.web.records import urls_following
from alongside.web.records.views import beside, device, reading, settling, writing

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("", reading.mine, name="mine"),
    path("all/", reading.everything, name="all"),
    path("to-confirm/", reading.confirming, name="to_confirm"),
    path("about-me/", reading.about_me, name="about_me"),
    path("write/<uuid:entry>/<slug:kind>/", writing.write, name="write"),
    path("write/about-work/<slug:kind>/", writing.choose_work, name="choose_work"),
    path("write/about-work/<slug:kind>/<uuid:staff>/", writing.write_about, name="write_about"),
    path("<uuid:pk>/", reading.record, name="record"),
    path("<uuid:pk>/change/", writing.change, name="change"),
    path("<uuid:pk>/settle/", settling.settle, name="settle"),
    path("versions/<uuid:pk>/host-answer/", beside.host_answer, name="host_answer"),
    path("versions/<uuid:pk>/reply/", beside.reply, name="reply"),
    path("device/", device.shell, name="device"),
    path("device/today/", device.today, name="device_today"),
    path("device/send/", device.send, name="device_send"),
    path("device/csrf/", device.csrf, name="device_csrf"),
    *urls_following.urlpatterns,
]
