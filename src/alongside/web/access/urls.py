from django.urls import path

from alongside.web.access.views import demonstration, people

app_name = "access"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("demonstration/", demonstration.choose, name="demonstration"),
    path("demonstration/become/", demonstration.become, name="demonstration_become"),
]
