from django.urls import path

from alongside.web.access import views

app_name = "access"
urlpatterns = [
    path("people/", views.people, name="people"),
]
