"""The background worker: does queued work one piece at a time, says every half minute that it is alive, stops gracefully."""

import sys

from alongside.service.setting_up import set_up_django


def work() -> int:
    """Runs until SIGINT or SIGTERM; then finishes the piece in hand. A second signal leaves it, to be done again."""
    set_up_django()
    from django.conf import settings
    from django.core.management import call_command

    from alongside.web.jobs.recovery import recover_abandoned_jobs
    from alongside.web.notices.sending import resume_unsettled
    from alongside.web.platform import heartbeat
    from alongside.web.platform.ticks import do_what_is_due

    def also() -> None:
        recover_abandoned_jobs()
        resume_unsettled()
        do_what_is_due()

    stop = heartbeat.start(also=also)
    try:
        call_command("db_worker", queue_name="*", interval=1, startup_delay=False, reload=False, verbosity=0 if settings.DEMO else 1)
    finally:
        stop.set()
    return 0


if __name__ == "__main__":
    sys.exit(work())
