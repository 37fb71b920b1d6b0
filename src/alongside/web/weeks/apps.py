from django.apps import AppConfig


class WeeksConfig(AppConfig):
    name = "alongside.web.weeks"
    label = "weeks"
    default_auto_field = "django.db.models.BigAutoField"
