"""A small but real OpenID Connect provider on this machine: discovery, keys, authorisation code with PKCE, tokens signed with RS256.

It checks what a provider must (client, secret, redirect address, code used once, PKCE) and can be told to lie, one way at a time.
Claims have the shape Entra ID gives them.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

Claims = dict[str, Any]


@dataclass
class Provider:
    """Who would sign in next is `person`; `lie` changes claims before they are signed; `sign` replaces the signing."""

    client_id: str = "alongside"
    secret: str = "between-us"
    tenant: str = "9a1c0c5e-0000-4000-8000-000000000001"
    issuer: str = ""
    called: str = ""
    person: Claims = field(default_factory=dict)
    lie: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    state: Callable[[str], str] = lambda state: state
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"}))

    def claims(self, nonce: str) -> Claims:
        now = int(time.time())
        base = {"iss": self.issuer, "aud": self.client_id, "iat": now, "nbf": now, "exp": now + 600, "nonce": nonce, "tid": self.tenant}
        return self.lie({**base, **self.person})

    def signed(self, claims: Claims, key: RSAKey | None = None, kid: str = "first") -> str:
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, key or self.key)

    def id_token(self, nonce: str) -> str:
        claims = self.claims(nonce)
        return self.sign(claims) if self.sign else self.signed(claims)

    def discovery(self) -> Claims:
        return {
            "issuer": self.called or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def code_for(self, request: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = request
        return code

    def redeem(self, form: dict[str, str]) -> Claims | None:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        as_agreed = (
            asked is not None
            and (form.get("client_id"), form.get("client_secret")) == (self.client_id, self.secret)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and (asked.get("code_challenge_method"), asked.get("code_challenge")) == ("S256", challenge)
        )
        if asked is None or not as_agreed:
            return None
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": self.id_token(asked["nonce"]),
        }


def handler_for(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path.endswith("/.well-known/openid-configuration"):
                self.answer_json(provider.discovery())
            elif address.path.endswith("/keys"):
                self.answer_json({"keys": [provider.key.as_dict(private=False)]})
            elif address.path.endswith("/authorize"):
                self.show_sign_in(query)
            elif address.path.endswith("/continue"):
                asked = provider.asked[-1]
                back = {"code": provider.code_for(asked), "state": provider.state(asked["state"])}
                self.go_to(f"{asked['redirect_uri']}?{urlencode(back)}")
            elif address.path.endswith("/refuse"):
                asked = provider.asked[-1]
                self.go_to(f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}")
            else:
                self.answer_json({"error": "not_found"}, status=404)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            tokens = provider.redeem({name: values[0] for name, values in form.items()})
            if tokens is None:
                self.answer_json({"error": "invalid_grant"}, status=400)
            else:
                self.answer_json(tokens)

        def show_sign_in(self, query: dict[str, str]) -> None:
            provider.asked.append(query)
            name = html.escape(str(provider.person.get("preferred_username", "nobody")))
            page = (
                f"<!doctype html><html lang=en><title>Council sign-in</title><link rel=icon href=data:,><h1>Council sign-in</h1>"
                f"<p><a href={provider.issuer}/continue>Continue as {name}</a> <a href={provider.issuer}/refuse>Cancel</a>"
            )
            self.answer(page.encode(), "text/html; charset=utf-8")

        def go_to(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def answer_json(self, what: Any, status: int = 200) -> None:
            self.answer(json.dumps(what).encode(), "application/json", status)

        def answer(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler


@contextlib.contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that listens on a free port of this machine until the end of the block."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(provider))
    provider.issuer = f"http://localhost:{server.server_address[1]}/{provider.tenant}/v2.0"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
