"""Words that nobody reads in the database: encrypted at rest with a key that is not in it (Fernet: AES-128-CBC with HMAC-SHA256).

`ALONGSIDE_SEALING_KEYS` holds one or more keys, newest first; the first seals, all open (`MultiFernet`), so a key can be changed.
Fernet writes the time in clear beside what it seals; what an anonymous person said has no time, so here it is always the same.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

NO_TIME = 0


class Unopenable(Exception):
    """None of the keys opens it: the key it was sealed with is missing from `ALONGSIDE_SEALING_KEYS`."""


def seal(value: Any) -> str:
    """`value` is anything JSON holds."""
    return _keys().encrypt_at_time(json.dumps(value, ensure_ascii=False).encode(), NO_TIME).decode()


def unseal(sealed: str) -> Any:
    """Raises Unopenable."""
    try:
        return json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        raise Unopenable("Sealed words cannot be opened with the keys in ALONGSIDE_SEALING_KEYS") from None


def reseal(sealed: str) -> str:
    """The same under the newest key; nothing is opened. Raises Unopenable."""
    try:
        return _keys().rotate(sealed).decode()
    except InvalidToken:
        raise Unopenable("Sealed words cannot be opened with the keys in ALONGSIDE_SEALING_KEYS") from None


def is_newest(sealed: str) -> bool:
    """Is it under the newest key?"""
    try:
        Fernet(settings.SEALING_KEYS[0]).decrypt(sealed)
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return _fernets(tuple(settings.SEALING_KEYS))


@cache
def _fernets(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
