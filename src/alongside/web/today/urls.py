from django.urls import path

from alongside.web.today import views

app_name = "today"
urlpatterns = [
    path("", views.board, name="board"),
    path("figures/", views.figures, name="figures"),
    path("huddle/", views.huddle, name="huddle"),
    path("chase/", views.chase, name="chase"),
]
