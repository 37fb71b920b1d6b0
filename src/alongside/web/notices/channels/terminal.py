"""For demonstrations and development: one line in the terminal; the whole message can be read on its page."""

import sys

from alongside.web.notices.models import Notice


class Terminal:
    def send(self, notice: Notice) -> None:
        sys.stdout.write(f"Message to {notice.to_name or notice.to} <{notice.to}>: {notice.subject}\n")
        sys.stdout.flush()
