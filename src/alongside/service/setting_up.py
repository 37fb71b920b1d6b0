"""What every command does before it can use the database: find the settings, have somewhere to keep data, load Django."""

import os
from pathlib import Path

SETTINGS = "alongside.web.settings"


class CannotStart(SystemExit):
    """Says why and what to do; the command then ends with 1."""


def set_up_data_folder() -> Path:
    """The data folder, made for its owner alone when it is missing."""
    folder = Path(os.environ.get("ALONGSIDE_DATA", "var"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "static").mkdir(exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be made ({error.strerror}). Set ALONGSIDE_DATA to a folder that this user may write."
        ) from error
    return folder


def set_up_django() -> None:
    set_up_data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
