"""What the worker does with a message: take it, hand it to the channel, note what became of it.

A message is taken (state `sending`) before it leaves, so two workers never send the same one. If a worker dies between
handing it over and noting so, it is sent again after ten minutes: better told twice than never (docs/adr, "Messages are
sent at least once"). Its Message-ID and Notify reference stay the same, so that a second copy can be recognised.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alongside.web.access.letters import complete
from alongside.web.notices.channels import Refused, TryLater, channel
from alongside.web.notices.models import Notice
from alongside.web.platform.tasks import background, enqueue_at, enqueue_on_commit

log = logging.getLogger("alongside.notices")
WAITS = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
TAKEN_TOO_LONG = dt.timedelta(minutes=10)
OUR_FAULT = "Something went wrong on our side. Tell your administrator."


@background()
def send_notice(notice_id: str) -> None:
    """The task: send one message, unless it was sent, given up, or is in another worker's hands."""
    if (notice := _take(notice_id)) is None:
        return
    try:
        notice.body = complete(notice.body, key=notice.key)  # links that let someone in are put in here, and never kept
        channel().send(notice)
    except Refused as refused:
        _give_up(notice, str(refused))
    except TryLater as later:
        _put_back(notice, str(later))
    except Exception:
        log.exception("notice %s could not be sent", notice.pk)
        _put_back(notice, OUR_FAULT)
    else:
        _settle(notice, state=Notice.State.SENT, sent_at=timezone.now(), problem="", try_again_at=None)


@transaction.atomic
def resume_unsettled() -> int:
    """Queue anew what a dead worker left in hand, or a lost task left waiting; how many. The worker does so every half minute."""
    now = timezone.now()
    long_ago = now - TAKEN_TOO_LONG
    waited = Q(state=Notice.State.QUEUED, queued_at__lt=long_ago) & (Q(try_again_at=None) | Q(try_again_at__lt=long_ago))
    left = list(Notice.objects.filter(waited | Q(state=Notice.State.SENDING, claimed_at__lt=long_ago)).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=left).update(state=Notice.State.QUEUED, claimed_at=None, try_again_at=None, queued_at=now)
    for pk in left:
        enqueue_on_commit(send_notice, notice_id=str(pk))
    return len(left)


@transaction.atomic
def _take(notice_id: str) -> Notice | None:
    now = timezone.now()
    notice = Notice.objects.select_for_update().filter(pk=notice_id, state=Notice.State.QUEUED).first()
    if notice is None:
        return None
    notice.state, notice.claimed_at, notice.attempts = Notice.State.SENDING, now, notice.attempts + 1
    notice.save(update_fields=["state", "claimed_at", "attempts"])
    return notice


def _put_back(notice: Notice, problem: str) -> None:
    """Try again later, each time a longer wait; after the last wait it is given up and a person sees it."""
    if notice.attempts > len(WAITS):
        _give_up(notice, problem)
        return
    when = timezone.now() + WAITS[notice.attempts - 1]
    if _settle(notice, state=Notice.State.QUEUED, problem=problem[:300], try_again_at=when):
        enqueue_at(send_notice, when, notice_id=str(notice.pk))


def _give_up(notice: Notice, problem: str) -> None:
    log.warning("notice %s was given up after %s attempts", notice.pk, notice.attempts)
    _settle(notice, state=Notice.State.FAILED, problem=problem[:300], try_again_at=None)


def _settle(notice: Notice, **outcome: object) -> bool:
    """Write the outcome down if the message is still ours."""
    held = Notice.objects.filter(pk=notice.pk, state=Notice.State.SENDING, claimed_at=notice.claimed_at)
    return bool(held.update(claimed_at=None, **outcome))
