from django.apps import AppConfig


class WeeksConfig(AppConfig):
    name = "alongside.web.weeks"
    label = "weeks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.weeks import work  # noqa: F401, PLC0415 - registers the kinds of background work
