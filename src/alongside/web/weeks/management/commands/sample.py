"""`alongside manage sample`: an invented directorate and its practice week. Refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alongside.web.weeks.sample import create_sample


class Command(BaseCommand):
    help = "Make the sample directorate and its practice week, unless they are there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The sample directorate is for trying Alongside out. It is not made in production.")
        try:
            week = create_sample()
        except ValueError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{week.directorate}: {week} is there.")
