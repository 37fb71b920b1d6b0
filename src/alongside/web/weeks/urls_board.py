"""Routes of the week: board. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import path

from alongside.web.weeks.views import board, board_visits, coverage

VISIT = "plans/<uuid:pk>/visits/<uuid:visit>/"

urlpatterns = [
    path("plans/<uuid:pk>/board/", board.board, name="board"),
    path("plans/<uuid:pk>/board/changes/", board.changes, name="board_changes"),
    path("plans/<uuid:pk>/board/undo/", board.undo, name="board_undo"),
    path("plans/<uuid:pk>/coverage/", coverage.coverage, name="coverage"),
    path("plans/<uuid:pk>/visits/add/", board_visits.add, name="board_add"),
    path(VISIT, board_visits.visit, name="board_visit"),
    path(VISIT + "places/", board.places, name="board_places"),
    path(VISIT + "move/", board_visits.choose, {"way": "place"}, name="board_move"),
    path(VISIT + "visitor/", board_visits.choose, {"way": "visitor"}, name="board_visitor"),
    path(VISIT + "swap/", board_visits.choose, {"way": "swap"}, name="board_swap"),
    path(VISIT + "remove/", board_visits.remove, name="board_remove"),
    path(VISIT + "lock/", board_visits.lock, name="board_lock"),
]
