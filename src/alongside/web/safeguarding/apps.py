from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "alongside.web.safeguarding"
    label = "safeguarding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.safeguarding import at_hand, checks, escalation  # noqa: F401, PLC0415 - models are there only now
