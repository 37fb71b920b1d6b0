"""A small SMTP server on loopback: takes real mail from a real client, and refuses what a test asks it to refuse."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any


@dataclass
class Post:
    """What arrived, and whom to refuse with which answer (`refuse["gone@x.example"] = "550 No such person"`)."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    refuse_data: str = ""


class _Conversation(socketserver.StreamRequestHandler):
    post: Post

    def handle(self) -> None:
        self.say("220 loopback ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            self.answer(verb, line)

    def answer(self, verb: str, line: str) -> None:
        if verb == "RCPT":
            address = line[line.index("<") + 1 : line.index(">")]
            self.say(self.post.refuse.get(address, "250 ok"))
        elif verb == "DATA":
            self.take()
        else:
            self.say("250 ok")

    def take(self) -> None:
        self.say("354 go ahead")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not self.post.refuse_data:
            message: Any = BytesParser(policy=default).parsebytes(b"".join(lines))
            self.post.received.append(message)
        self.say(self.post.refuse_data or "250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def smtp_server() -> Iterator[Post]:
    post = Post()
    handler = type("Conversation", (_Conversation,), {"post": post})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield post
        server.shutdown()
        thread.join()
