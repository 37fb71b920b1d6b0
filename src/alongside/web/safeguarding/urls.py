from django.urls import path

from alongside.web.safeguarding.views import home

app_name = "safeguarding"
urlpatterns = [
    path("", home.home, name="home"),
]
