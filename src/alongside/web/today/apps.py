from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "alongside.web.today"
    label = "today"
    default_auto_field = "django.db.models.BigAutoField"
