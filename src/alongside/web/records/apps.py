from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "alongside.web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.records import at_hand  # noqa: F401, PLC0415 - what it has for the home page
        from alongside.web.records.actions import praise, promises, second_grades  # noqa: F401, PLC0415 - what they do as time passes
