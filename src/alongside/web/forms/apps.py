from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "alongside.web.forms"
    label = "practice_forms"  # Django's own forms have the shorter one
    default_auto_field = "django.db.models.BigAutoField"
