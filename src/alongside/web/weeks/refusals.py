"""A rule of the week stands in the way, and the sentence says what to do instead. Views show it where the person is."""


class Refused(Exception):
    """The message is for the person, in plain words."""


class Stale(Refused):
    """Somebody else changed it since the form was opened."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Somebody else changed {what} while you had it open. What stands now is shown below: check it and save again")
