from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "alongside.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.access import checks, sign_in_log  # noqa: F401, PLC0415 - once apps are loaded; checks register themselves

        sign_in_log.listen()
