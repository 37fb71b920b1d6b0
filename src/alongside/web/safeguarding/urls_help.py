"""Help now. Short, so that it can be said aloud and printed."""

from django.urls import path

from alongside.web.safeguarding.views import help_now

app_name = "help"
urlpatterns = [path("<slug:code>/", help_now.now, name="now")]
