"""Routes of the week: publication. All of them live in the `weeks` namespace (see urls.py)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
