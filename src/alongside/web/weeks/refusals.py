"""A rule of the week stands in the way, and the sentence says what to do instead. Views show it where the person is."""

from collections.abc import Sequence


class Refused(Exception):
    """`reasons` are for the person, in plain words; usually there is one."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reasons))


class Stale(Refused):
    """Somebody else changed it since the form was opened. `current` is the version to save over, `changes` what others did, if known."""

    def __init__(self, what: str, current: object, changes: Sequence[str] = ()) -> None:
        self.current, self.changes = current, list(changes)
        super().__init__(
            f"Somebody else changed {what} while you had it open, and nothing of yours is saved yet. Save again to replace theirs"
        )
