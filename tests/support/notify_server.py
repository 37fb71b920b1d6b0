"""GOV.UK Notify's e-mail endpoint on loopback, by its published contract: checks the token, the template's fields and the reference.

https://docs.notifications.service.gov.uk/rest-api.html (sending an email; getting the status of multiple messages; error codes).
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE = "8d0a3c5e-6d0f-4f6c-9b1e-2a0f4a1f7c11"
SECRET = "3f5c7e0a-1f2b-4a61-8c55-9d4f3b2a1e00"
API_KEY = f"test_key-{SERVICE}-{SECRET}"
TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
SECONDS_OF_DRIFT = 30


@dataclass
class Notify:
    address: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    answer_next: list[int] = field(default_factory=list)  # status codes to answer with before working again
    hang_up_after_taking: bool = False


class _Endpoint(BaseHTTPRequestHandler):
    notify: Notify

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if (refused := self.token_problem()) or (refused := self.body_problem(body)):
            self.reply(*refused)
        elif self.notify.answer_next:
            code = self.notify.answer_next.pop(0)
            self.reply(code, error("RateLimitError" if code == 429 else "Exception", "Exceeded rate limit"), code)
        else:
            self.take(body)

    def do_GET(self) -> None:
        if refused := self.token_problem():
            self.reply(*refused)
            return
        wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
        found = [{"id": n["id"], "reference": wanted, "status": "delivered"} for n in self.notify.sent if n["reference"] == wanted]
        self.reply(200, {"notifications": found, "links": {"current": self.path}})

    def take(self, body: dict[str, Any]) -> None:
        note = {**body, "id": str(uuid.uuid4())}
        self.notify.sent.append(note)
        if self.notify.hang_up_after_taking:
            self.notify.hang_up_after_taking = False
            self.connection.close()
            return
        content = {"subject": body["personalisation"]["subject"], "body": body["personalisation"]["body"]}
        self.reply(201, {"id": note["id"], "reference": body["reference"], "content": content, "template": {"id": TEMPLATE}})

    def token_problem(self) -> tuple[Any, ...] | None:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], issuer=SERVICE, options={"require": ["iss", "iat"]})
        except jwt.PyJWTError:
            return 403, error("AuthError", "Invalid token: API key not found"), 403
        if scheme != "Bearer" or abs(claims["iat"] - time.time()) > SECONDS_OF_DRIFT:
            return 403, error("AuthError", "Error: Your system clock must be accurate to within 30 seconds"), 403
        return None

    def body_problem(self, body: dict[str, Any]) -> tuple[Any, ...] | None:
        if self.path != "/v2/notifications/email" or set(body) - {"email_address", "template_id", "personalisation", "reference"}:
            return 400, error("ValidationError", "Additional properties are not allowed"), 400
        if "@" not in body["email_address"]:
            return 400, error("ValidationError", "email_address Not a valid email address"), 400
        if body["template_id"] != TEMPLATE:
            return 400, error("BadRequestError", "Template not found"), 400
        if missing := {"subject", "body"} - set(body["personalisation"]):
            return 400, error("BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}"), 400
        return None

    def reply(self, code: int, body: dict[str, Any], status: int = 0) -> None:
        answer = json.dumps({**body, "status_code": status} if status else body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def error(kind: str, message: str) -> dict[str, Any]:
    return {"errors": [{"error": kind, "message": message}]}


@contextmanager
def notify_server() -> Iterator[Notify]:
    notify = Notify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Endpoint", (_Endpoint,), {"notify": notify}))
    notify.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield notify
    server.shutdown()
    server.server_close()
    thread.join()
