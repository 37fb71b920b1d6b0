"""What families open without signing in. One address for a whole walk, which tells nothing of what it is about."""

from django.urls import path

from alongside.web.voices.public.views.receipt import receipt
from alongside.web.voices.public.views.walk import answer

app_name = "say"
urlpatterns = [
    path("receipt/", receipt, name="receipt"),
    path("<str:token>/", answer, name="start"),
]
