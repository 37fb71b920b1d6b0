from django.urls import path

from alongside.web.safeguarding.views import arranging, concerns, home, words, worry

app_name = "safeguarding"
urlpatterns = [
    path("", home.home, name="home"),
    path("take-over/", home.step_in, name="take_over"),
    path("words/<uuid:pk>/", words.read, name="words"),
    path("words/<uuid:pk>/concern/", words.concern, name="raise_concern"),
    path("words/<uuid:pk>/rest/", words.rest, name="rest"),
    path("concerns/closed/", home.closed, name="closed"),
    path("concerns/<uuid:pk>/", concerns.concern, name="concern"),
    path("concerns/<uuid:pk>/acknowledge/", concerns.acknowledge, name="acknowledge"),
    path("concerns/<uuid:pk>/about-staff/", concerns.about_staff, name="about_staff"),
    path("concerns/<uuid:pk>/refer/", concerns.refer, name="refer"),
    path("concerns/<uuid:pk>/close/", concerns.close, name="close"),
    path("concerns/<uuid:pk>/reopen/", concerns.reopen, name="reopen"),
    path("arrangements/", arranging.arrangements, name="arrangements"),
    path("rota/", arranging.rota, name="rota"),
    path("rota/copy/", arranging.copy_week, name="copy_week"),
    path("drills/", arranging.drills, name="drills"),
    path("worry/", worry.worry, name="worry"),
    path("worry/sent/", worry.sent, {"rang": False}, name="worry_sent"),
    path("worry/sent-and-rung/", worry.sent, {"rang": True}, name="worry_rung"),
]
