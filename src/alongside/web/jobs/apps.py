from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "alongside.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(make_cache_table, sender=self)


def make_cache_table(using: str, **options: Any) -> None:
    """The shared cache holds sign-in limits and the worker's heartbeat; its table comes with the migrations."""
    call_command("createcachetable", database=using, verbosity=0)
