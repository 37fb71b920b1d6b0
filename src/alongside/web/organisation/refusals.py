"""A rule of the organisation stands in the way, and the sentence says what to do instead."""


class Refused(Exception):
    """The message is for the person. `field` is the field of the form it belongs to, if there is one."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


class Stale(Refused):
    """Somebody else changed the row since the form was opened. `current` is the version to save over."""

    def __init__(self, now: str, current: str) -> None:
        super().__init__(f"Somebody else changed this while you had it open. It now says: {now}. Save again to replace that with yours")
        self.current = current
