"""Where this machine keeps Chromium and PostgreSQL's server programs."""

import os
import shutil
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRESQL_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin", "/usr/pgsql-*/bin")


def chromium() -> Path | None:
    """`CHROMIUM` if it is set, else the first browser found."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if Path(named).exists() else None
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else next((place for place in map(Path, CHROMIUM_PLACES) if place.exists()), None)


def postgresql() -> Path | None:
    """The folder that holds `initdb` and `pg_ctl`: `PG_BIN` if it is set, else the newest found."""
    if named := os.environ.get("PG_BIN"):
        return Path(named) if (Path(named) / "initdb").exists() else None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for place in POSTGRESQL_PLACES for folder in Path("/").glob(place.lstrip("/")) if (folder / "initdb").exists()]
    return max(folders, key=_version, default=None)


def _version(folder: Path) -> int:
    digits = "".join(c for c in folder.parent.name if c.isdigit())
    return int(digits or 0)


def missing() -> list[str]:
    return [name for name, found in (("Chromium", chromium()), ("PostgreSQL", postgresql())) if found is None]


if __name__ == "__main__" and "--missing" in sys.argv:
    print(" ".join(missing()))
