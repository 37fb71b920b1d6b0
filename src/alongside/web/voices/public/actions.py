"""A place saved, to come back to by a code. Nobody can open it without the code, and the code is not kept.

No audit event: it would say when somebody without a name was here. Nothing of it is read by anybody but the person.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils import timezone

from alongside.web.platform.sealing import NO_TIME, Unopenable, seal, unseal
from alongside.web.platform.ticks import every
from alongside.web.voices import codes
from alongside.web.voices.models import SavedPlace, Way
from alongside.web.voices.public.carried import Carried, from_plain

DAYS = 14
SALT = b"alongside.voices.saved-place"  # the same for all, so that a code can be looked up; 63 random bits make a list of codes useless


@dataclass(frozen=True)
class Saved:
    """`code` is shown once."""

    code: str
    expires_on: dt.date


@transaction.atomic
def save_place(*, way: Way, carried: Carried, token: str) -> Saved:
    """Keep what is on the page until they come back. The place they came back to before, if any, goes."""
    forget_place(place=carried.place)
    code = codes.random_code()
    key, code_hash = _derived(codes.read(code))
    expires_on = min(timezone.localdate() + dt.timedelta(days=DAYS), way.closes_on)  # never promised for longer than the link is open
    begun_anew = timezone.localdate().isoformat()  # what is carried ends by its day, and a place saved late must last its days too
    plain = carried.but(token=token, place=code_hash, began=0, day=begun_anew).plain
    locked = Fernet(key).encrypt_at_time(json.dumps(plain, ensure_ascii=False).encode(), NO_TIME)
    SavedPlace.objects.create(code_hash=code_hash, sealed=seal(locked.decode()), way=way, expires_on=expires_on)
    return Saved(code, expires_on)


def open_place(code: str) -> Carried | None:
    """What was saved under a code as typed; None when there is none, or no longer."""
    digits = codes.read(code)
    if not digits:
        return None
    key, code_hash = _derived(digits)
    place = SavedPlace.objects.filter(code_hash=code_hash, expires_on__gte=timezone.localdate()).first()
    if place is None:
        return None
    try:
        plain = json.loads(Fernet(key).decrypt(str(unseal(place.sealed)).encode()))
    except (InvalidToken, Unopenable):
        return None
    return from_plain(plain)


def forget_place(*, place: str) -> None:
    """`place` is the hash of its code: it was sent, or saved anew."""
    if place:
        SavedPlace.objects.filter(code_hash=place).delete()


@every(name="say.forget_places", minutes=60)
def forget_old_places() -> None:
    SavedPlace.objects.filter(expires_on__lt=timezone.localdate()).delete()


def _derived(digits: str) -> tuple[bytes, str]:
    """The key that opens the place, and what it is found by: two halves of one slow derivation, neither of which gives the other."""
    made = hashlib.scrypt(digits.encode(), salt=SALT, n=2**14, r=8, p=1, dklen=64)
    return base64.urlsafe_b64encode(made[:32]), hashlib.sha256(made[32:]).hexdigest()
