from django.urls import path

from alongside.web.records.views import following, moderating

urlpatterns = [
    path("praise/", following.praise, name="praise"),
    path("praise/give/", following.choose_team, name="praise_team"),
    path("praise/give/<uuid:team_pk>/", following.give, name="praise_give"),
    path("praise/<uuid:pk>/take-back/", following.take_back, name="praise_take_back"),
    path("promises/", following.promises, name="promises"),
    path("promises/new/", following.new_promise, name="promise_new"),
    path("promises/<uuid:pk>/", following.settle, name="promise_settle"),
    path("promises/<uuid:pk>/open-again/", following.open_again, name="promise_open_again"),
    path("promises/<uuid:pk>/heard-back/", following.heard_back, name="promise_heard_back"),
    path("second-grades/", moderating.second_grades, name="second_grades"),
    path("second-grades/<uuid:pk>/", moderating.second_grade, name="second_grade"),
    path("moderation/", moderating.moderation, name="moderation"),
    path("moderation/<uuid:pk>/", moderating.moderate, name="moderate"),
    path("moderation/<uuid:pk>/second-grade/", moderating.ask_second_grade, name="second_grade_ask"),
]
