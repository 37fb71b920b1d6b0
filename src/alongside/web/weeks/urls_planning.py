"""Routes of planning a week. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import path

from alongside.web.weeks.views import compare, explaining, planning, plans

urlpatterns = [
    path("<uuid:pk>/plan/", planning.plan, name="plan"),
    path("planning/<uuid:pk>/", planning.planning, name="planning"),
    path("planning/<uuid:pk>/stop/", planning.stop, name="planning_stop"),
    path("<uuid:pk>/explain/", explaining.explain, name="explain"),
    path("explaining/<uuid:pk>/", explaining.explaining, name="explaining"),
    path("<uuid:pk>/plans/", plans.plans, name="plans"),
    path("<uuid:pk>/plans/compare/", compare.compare, name="compare"),
    path("plans/<uuid:pk>/", plans.plan_page, name="plan_page"),
    path("plans/<uuid:pk>/rename/", plans.rename, name="plan_rename"),
    path("plans/<uuid:pk>/discard/", plans.discard, name="plan_discard"),
    path("plans/<uuid:pk>/bring-back/", plans.bring_back, name="plan_bring_back"),
    path("plans/<uuid:pk>/copy/", plans.copy, name="plan_copy"),
]
