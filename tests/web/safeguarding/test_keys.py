"""Keys: production says what is wrong with them, and a new one takes over what the old ones sealed."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from alongside.web.audit.models import AuditEvent
from alongside.web.platform.sealing import Unopenable, is_newest
from alongside.web.safeguarding.checks import sealing_keys_are_there
from alongside.web.safeguarding.models import Reading
from alongside.web.safeguarding.resealing import sealed_columns
from tests.web.safeguarding.scene import SAID, Scene, say

NEW = Fernet.generate_key().decode()


@pytest.mark.parametrize(
    ("keys", "found"),
    [([NEW], []), ([], ["safeguarding.E001"]), ([NEW, "broken"], ["safeguarding.E002"]), ([""], ["safeguarding.E002"])],
)
def test_the_check(settings: Settings, keys: list[str], found: list[str]):
    settings.SEALING_KEYS = keys

    problems = sealing_keys_are_there()

    assert [problem.id for problem in problems] == found
    assert not any("broken" in problem.msg.replace("is not", "") for problem in problems)


def test_every_sealed_column_is_found():
    found = {f"{model._meta.label}.{column}" for model, column in sealed_columns()}

    assert found >= {"safeguarding.Reading.words_sealed", "safeguarding.Concern.verbatim_sealed", "voices.Way.token_sealed"}


def test_a_new_key_takes_over_and_the_old_one_may_go(scene: Scene, settings: Settings):
    reading, old = say(), settings.SEALING_KEYS
    settings.SEALING_KEYS = [NEW, *old]
    assert Reading.objects.get().words["answers"]["good"] == SAID["good"]

    call_command("reseal", verbosity=0)
    call_command("reseal", verbosity=0)

    settings.SEALING_KEYS = [NEW]
    held = Reading.objects.get(pk=reading.pk)
    assert held.words["answers"]["good"] == SAID["good"]
    assert is_newest(held.words_sealed)
    assert [event.detail["resealed"] for event in AuditEvent.objects.filter(action="sealing_key.changed").order_by("id")] == [1, 0]


def test_without_the_old_key_it_says_so_and_harms_nothing(scene: Scene, settings: Settings):
    say()
    old, settings.SEALING_KEYS = settings.SEALING_KEYS, [NEW]

    with pytest.raises(CommandError, match="1 cannot be opened with any key"):
        call_command("reseal", verbosity=0)
    with pytest.raises(Unopenable):
        _ = Reading.objects.get().words

    settings.SEALING_KEYS = old
    assert Reading.objects.get().words["answers"]["good"] == SAID["good"]


def test_a_reader_is_told_what_to_do_when_the_key_is_missing(scene: Scene, settings: Settings):
    reading = say()
    client = scene.client(scene.reader)
    settings.SEALING_KEYS = [NEW]

    response = client.get(f"/safeguarding/words/{reading.pk}/")

    assert response.status_code == 500
    assert "The key that sealed them is not here. They are not lost." in response.content.decode()
