from django.urls import path

from alongside.web.organisation import views

app_name = "organisation"
urlpatterns = [path("", views.home, name="home")]
