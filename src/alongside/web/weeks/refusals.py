"""A rule of the week stands in the way, and the sentence says what to do instead. Views show it where the person is."""


class Refused(Exception):
    """The message is for the person, in plain words."""


class Stale(Refused):
    """Somebody else changed it since the form was opened. `current` is the version to save over."""

    def __init__(self, what: str, current: object) -> None:
        self.current = current
        super().__init__(
            f"Somebody else changed {what} while you had it open, and nothing of yours is saved yet. Save again to replace theirs"
        )
