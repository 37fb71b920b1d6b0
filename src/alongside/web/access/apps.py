from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "alongside.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.access import checks  # noqa: F401, PLC0415 - registers the system checks, once apps are loaded
