"""Without a key nothing that families say could be kept, and with a broken one nothing could be read."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("security")
def sealing_keys_are_there(**options: Any) -> list[CheckMessage]:
    keys = settings.SEALING_KEYS
    hint = "How to make one: docs/how-to/run-in-production.md."
    if not keys:
        return [Error("ALONGSIDE_SEALING_KEYS is not set: what families say could not be kept.", hint=hint, id="safeguarding.E001")]
    broken = [str(n) for n, key in enumerate(keys, 1) if not is_key(key)]
    if broken:
        words = f"ALONGSIDE_SEALING_KEYS: key {', '.join(broken)} of {len(keys)} is not a sealing key."
        return [Error(words, hint=hint, id="safeguarding.E002")]
    return []


def is_key(key: str) -> bool:
    try:
        Fernet(key)
    except (ValueError, TypeError):
        return False
    return True
