"""Routes of the week: planning. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
