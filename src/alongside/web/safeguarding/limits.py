"""How much one address, and everybody together, may send to a directorate in an hour. Nobody is refused in silence.

What is kept, in the cache and for an hour, is a keyed hash of the address that also holds the day: it finds nobody again.
"""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from alongside.web.organisation.models import Directorate

FROM_ONE_ADDRESS = 30  # a whole school may stand behind one
FROM_EVERYBODY = 300
AN_HOUR = 3600


def may_send(request: HttpRequest, directorate: Directorate) -> bool:
    """Counts this one. True while both are under their limits; asked before anything is stored."""
    hour = f"{timezone.now():%Y-%m-%d-%H}"
    counts = [(f"help:{directorate.pk}:{hour}", FROM_EVERYBODY)]
    if place := _whose(request):
        address = salted_hmac("alongside.safeguarding.address", f"{place} {hour}").hexdigest()
        counts.append((f"help:{directorate.pk}:{address}", FROM_ONE_ADDRESS))
    counted = [_count(key) <= most for key, most in counts]
    return all(counted)


def _whose(request: HttpRequest) -> str:
    """An IPv4 address, or the network of an IPv6 one, for a device changes the rest as it likes. "" where it cannot be told: a proxy that
    is set up wrongly must not turn away somebody who is not safe."""
    try:
        address = ipaddress.ip_address(str(get_adapter(request).get_client_ip(request)))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _count(key: str) -> int:
    """The key holds the hour. `incr` would shorten its life to the cache's usual five minutes."""
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, timeout=AN_HOUR)
    return count
