"""Routes of setting a week up and taking part in it. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import path

from alongside.web.weeks.views import availability, conversations, offers, reminders, set_up, shadowing, visitors, weeks

WEEK = "<uuid:pk>/"
TEAM = WEEK + "offers/<uuid:team_pk>/"

urlpatterns = [
    path("new/", set_up.new_week, name="new"),
    path(WEEK, weeks.week, name="week"),
    path(WEEK + "details/", set_up.details, name="details"),
    path(WEEK + "rules/", set_up.rules, name="rules"),
    path(WEEK + "enquiry/", set_up.enquiry, name="enquiry"),
    path(WEEK + "move/", set_up.move, name="move"),
    path(WEEK + "visitors/", visitors.visitor_list, name="visitors"),
    path(WEEK + "visitors/add/", visitors.add, name="visitors_add"),
    path("visitors/<uuid:pk>/", visitors.change, name="visitor"),
    path("visitors/<uuid:pk>/remove/", visitors.remove, name="visitor_remove"),
    path("visitors/<uuid:pk>/availability/", availability.availability, name="availability"),
    path(WEEK + "declared-interests/", visitors.declared_interests, name="declared_interests"),
    path(WEEK + "declared-interests/<uuid:declared_pk>/withdraw/", visitors.withdraw_interest, name="declared_interest_withdraw"),
    path(WEEK + "interpreters/", visitors.interpreters, name="interpreters"),
    path(WEEK + "interpreters/<uuid:interpreter_pk>/release/", visitors.release_interpreter, name="interpreter_release"),
    path(WEEK + "offers/", offers.offers, name="offers"),
    path(TEAM, offers.team_offers, name="team_offers"),
    path(TEAM + "add/", offers.make, name="offer_add"),
    path(TEAM + "as-last-time/", offers.as_last_time, name="offers_as_last_time"),
    path("offers/<uuid:pk>/", offers.change, name="offer"),
    path("offers/<uuid:pk>/withdraw/", offers.withdraw, name="offer_withdraw"),
    path(WEEK + "shadowing/", shadowing.overview, name="shadowing"),
    path(WEEK + "shadowing/ask/", shadowing.ask, name="shadowing_ask"),
    path(WEEK + "shadowing/ask/take-back/", shadowing.take_back, name="shadowing_take_back"),
    path(WEEK + "shadowing/offer/", shadowing.offer, name="shadowing_offer"),
    path(WEEK + "shadowing/offer/stop/", shadowing.stop_offering, name="shadowing_stop"),
    path(WEEK + "shadowing/practitioners/", shadowing.rank, name="shadowing_rank"),
    path(WEEK + "conversations/", conversations.conversations, name="conversations"),
    path(WEEK + "conversations/add/", conversations.arrange, name="conversation_add"),
    path("conversations/<uuid:pk>/", conversations.change, name="conversation"),
    path("conversations/<uuid:pk>/call-off/", conversations.call_off, name="conversation_call_off"),
    path(WEEK + "reminders/", reminders.reminders, name="reminders"),
]
