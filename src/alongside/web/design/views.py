"""The three pages nobody wants to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
