from django.urls import path

from alongside.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("<uuid:pk>/", views.notice, name="notice"),
    path("<uuid:pk>/again/", views.again, name="again"),
]
