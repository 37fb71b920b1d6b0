"""The code that a person keeps after they told us something, and what we keep of it: a keyed hash.

It is made of the identifier that their device chose and our sealing key, so that a form sent twice, because the first answer was lost on
the way, gives the same code, though neither the identifier nor the code is stored. See docs/adr/0019.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
import uuid

from django.conf import settings

RANDOM_DIGITS = 19  # 63 bits
GROUP = 4


def stored_ids(client_id: uuid.UUID, owner: uuid.UUID) -> list[uuid.UUID]:
    """What a submission made with `client_id` is called in the database: under the newest key first, then under those before it."""
    return [uuid.UUID(bytes=_made(key, b"id", client_id, owner)[:16], version=4) for key in settings.SEALING_KEYS]


def receipt_code(client_id: uuid.UUID, owner: uuid.UUID, *, key_number: int = 0) -> str:
    """Digits alone, in groups, so that it can be read out and typed on a phone in any script: 1234 5678 9012 3456 7890."""
    number = int.from_bytes(_made(settings.SEALING_KEYS[key_number], b"code", client_id, owner)) % 10**RANDOM_DIGITS
    digits = f"{number:0{RANDOM_DIGITS}}"
    return in_groups(digits + _check_digit(digits))


def random_code() -> str:
    """One that is made of nothing: for a place to come back to."""
    digits = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return in_groups(digits + _check_digit(digits))


def code_hash(code: str) -> str:
    """What is stored with the response. `code` comes from `receipt_code`."""
    return _hash(settings.SEALING_KEYS[0], "".join(code.split()))


def hashes_of(typed: str) -> list[str]:
    """What to look for when somebody typed a code: under every key. Empty when it cannot be one: a digit is wrong or missing."""
    digits = read(typed)
    return [_hash(key, digits) for key in settings.SEALING_KEYS] if digits else []


def read(typed: str) -> str:
    """The twenty digits of what was typed, in any script, with any spaces or dashes between; "" when it is not a code."""
    kept = [char for char in typed if not char.isspace() and unicodedata.category(char) not in {"Pd", "Cf"}]
    if len(kept) != RANDOM_DIGITS + 1 or not all(char.isdecimal() for char in kept):
        return ""
    digits = "".join(str(unicodedata.decimal(char)) for char in kept)
    return digits if _check_digit(digits[:-1]) == digits[-1] else ""


def in_groups(digits: str) -> str:
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def _check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: finds every single wrong digit, and nearly every swap of two neighbours."""
    carried = 10
    for digit in digits:
        total = (int(digit) + carried) % 10 or 10
        carried = total * 2 % 11
    return str((11 - carried) % 10)


def _made(key: str, what: bytes, client_id: uuid.UUID, owner: uuid.UUID) -> bytes:
    return hmac.digest(key.encode(), b"voices." + what + b":" + owner.bytes + client_id.bytes, hashlib.sha256)


def _hash(key: str, digits: str) -> str:
    return hmac.new(key.encode(), b"voices.receipt:" + digits.encode(), hashlib.sha256).hexdigest()
