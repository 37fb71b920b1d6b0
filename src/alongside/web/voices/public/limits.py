"""Limits on how often. An address is counted under a hash whose key is thrown away each night; it is neither stored nor logged.

They are generous: a whole school or contact centre behind one address gets through. See docs/adr/0018.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from alongside.web.platform.ticks import every

HOUR = 3600


@dataclass(frozen=True)
class Limit:
    """At most this many an hour."""

    name: str
    most: int


PAGES = Limit("pages", 20_000)
SENDS = Limit("sends", 1_000)
SENDS_BY_LINK = Limit("sends by link", 500)
SAVES = Limit("saves", 500)
SAVES_BY_LINK = Limit("saves by link", 300)
GUESSES = Limit("guesses", 100)  # codes that do not exist
DEAD_LINKS = Limit("dead links", 2_000)  # a closed poster may be opened by a whole school; a link cannot be guessed anyway (130 bits)


def too_many(limit: Limit, who: str) -> bool:
    """Counts this one, and tells whether it is beyond the limit."""
    key = _key(limit, who)
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, timeout=_until_midnight())
    return count > limit.most


def reached(limit: Limit, who: str) -> bool:
    """Whether the limit is used up, without counting."""
    return int(cache.get(_key(limit, who), 0)) >= limit.most


def address_of(request: HttpRequest) -> str:
    """Whose turn is counted: an IPv4 address, or the network of an IPv6 one, for a device changes the rest as it likes."""
    try:
        address = ipaddress.ip_address(str(get_adapter(request).get_client_ip(request)))
    except (
        ImproperlyConfigured,
        PermissionDenied,
        ValueError,
    ):  # an address that cannot be told must not stop a person: such requests are counted together
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _key(limit: Limit, who: str) -> str:
    """Says neither who nor when: the hour is within the hash, and every entry lasts until midnight."""
    hour = int(timezone.now().timestamp()) // HOUR
    return "say:" + hmac.new(_key_of_today().encode(), f"{limit.name}|{hour}|{who}".encode(), hashlib.sha256).hexdigest()


def _key_of_today() -> str:
    return str(cache.get_or_set(f"say:key:{timezone.localdate()}", lambda: secrets.token_hex(32), timeout=_until_midnight()))


def _until_midnight() -> int:
    now = timezone.localtime()
    midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - now).total_seconds()) + 1


@every(name="say.forget_counts", minutes=60)
def forget_counts() -> None:
    """The shared cache keeps what has run out until it is asked for again: nobody asks for these, so they are taken out."""
    table, now = connection.ops.quote_name(str(cache._table)), timezone.now().replace(microsecond=0)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s AND cache_key LIKE %s",  # noqa: S608 - the table's name is a setting of ours
            [connection.ops.adapt_datetimefield_value(now), "%say:%"],
        )
