from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "alongside.web.design"
    label = "design"
