from django.urls import path

from alongside.web.weeks.views import weeks

app_name = "weeks"
urlpatterns = [path("", weeks.week_list, name="list")]
