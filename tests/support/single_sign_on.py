"""Settings as they are where a council has set its own sign-in up."""

from __future__ import annotations

import copy
from typing import Any

from django.conf import settings

from tests.support.oidc_provider import Provider


def settings_for(provider: Provider, **more: Any) -> dict[str, Any]:
    app = {
        "provider_id": "council",
        "name": "your council account",
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer, "uid_field": "sub"},
    }
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = ["'self'", "/".join(provider.issuer.split("/", 3)[:3])]
    return {
        "OIDC_ISSUER": provider.issuer,
        "OIDC_TENANT": provider.tenant,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}},
        "CONTENT_SECURITY_POLICY": policy,
        **more,
    }
