"""Routes of records. All of them live in the `records` namespace."""

from django.urls import URLPattern, path

from alongside.web.records import urls_following
from alongside.web.records.views import device, reading

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("", reading.mine, name="mine"),
    path("to-confirm/", reading.to_confirm, name="to_confirm"),
    path("about-me/", reading.about_me, name="about_me"),
    path("<uuid:pk>/", reading.record, name="record"),
    path("device/", device.shell, name="device"),
    path("device/today/", device.today, name="device_today"),
    path("device/send/", device.send, name="device_send"),
    path("device/csrf/", device.csrf, name="device_csrf"),
    *urls_following.urlpatterns,
]
