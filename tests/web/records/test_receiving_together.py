"""The same sending arrives eight times at the same moment; two edits arrive together. On connections of their own, in real files."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from alongside.web.access.permissions import NotAllowed
from alongside.web.notices.models import Notice
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Praise, Promise, Record, RecordVersion
from tests.web.records.scene import a_scene

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> Counter[str]:
    """Do them all at the same moment. What came of each, or its failure."""
    start, came = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            came.append(str(act().state))
        except NotAllowed:
            came.append("refused")
        except Exception as error:
            came.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(came)


def test_eight_at_once_are_stored_once() -> None:
    scene = a_scene()
    ids = {"client_id": uuid.uuid4(), "record_id": uuid.uuid4()}
    answers = {"praise": [{"to": "team", "words": "Warm"}], "promises": [{"words": "Laptops", "by": "2018-04-01"}]}

    came = together(*[lambda: scene.send(**ids, answers=answers)] * 8)

    assert came == {"stored": 1, "already": 7}
    assert [model.objects.count() for model in (Record, RecordVersion, Praise, Promise)] == [1, 1, 1, 1]
    assert Notice.objects.filter(kind="records.to_confirm").count() == 1


def test_eight_edits_at_once_are_all_kept() -> None:
    scene = a_scene()
    first = scene.send().version

    came = together(*[lambda: scene.send(record_id=first.record_id, based_on=first.pk, answers={"proud": str(uuid.uuid4())})] * 8)

    assert came == {"stored": 1, "beside": 7}
    assert len(heads_of(first.record)) == 8


def test_one_id_for_two_records_at_once_is_one_of_them() -> None:
    scene = a_scene()
    once = uuid.uuid4()

    came = together(*[lambda: scene.send(client_id=once)] * 4)

    assert came == {"stored": 1, "refused": 3}
    assert (Record.objects.count(), RecordVersion.objects.count()) == (1, 1)


def test_a_new_record_is_begun_once_by_two_visitors() -> None:
    scene = a_scene()
    record_id = uuid.uuid4()

    came = together(
        lambda: scene.send(record_id=record_id, answers={"proud": "Mine"}),
        lambda: scene.send(scene.second, record_id=record_id, answers={"proud": "Theirs"}),
    )

    assert came == {"stored": 1, "beside": 1}
    assert Record.objects.count() == 1
