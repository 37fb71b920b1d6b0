"""`alongside manage reseal`: after a new key was put first in ALONGSIDE_SEALING_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.web.safeguarding.resealing import reseal_everything


class Command(BaseCommand):
    help = "Put everything that is sealed under the first key of ALONGSIDE_SEALING_KEYS. Safe to stop and to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        resealed = reseal_everything()
        self.stdout.write(f"{resealed.done} now lie under the newest key.")
        if resealed.unopenable:
            raise CommandError(
                f"{resealed.unopenable} cannot be opened with any key. Put the key that sealed them back, and run this again."
            )
