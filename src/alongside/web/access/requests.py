"""For views: a request whose user is signed in, as `LoginRequiredMiddleware` sees to everywhere but on the sign-in pages."""

from django.http import HttpRequest

from alongside.web.access.models import User


class SignedIn(HttpRequest):
    user: User
