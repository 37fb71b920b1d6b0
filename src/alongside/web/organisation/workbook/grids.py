"""A file as sheets of plain cells, whichever way it came: workbook, zip file of CSV files, folder, or one CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from alongside.web.organisation.workbook import safety
from alongside.web.organisation.workbook.csv_reading import read_csv
from alongside.web.organisation.workbook.problems import NotReadable, Problems
from alongside.web.organisation.workbook.xlsx_reading import read_xlsx

__all__ = ["Grid", "plain", "read_file", "read_folder"]


@dataclass
class Grid:
    """A sheet's rows with their numbers in the spreadsheet; empty cells are None. `hidden` sheets are not read."""

    name: str
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    hidden: bool = False


def plain(name: str) -> str:
    """A name as people mean it: "Travel times", "travel-times" and "TRAVEL_TIMES" are the same."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def read_file(file: IO[bytes], name: str, problems: Problems) -> list[Grid]:
    """Read an uploaded file. Raises `NotReadable` for what is wrong with all of it; what is wrong in places goes to `problems`."""
    content = safety.read_limited(file)
    safety.refuse_other_files(content)
    if content.startswith(safety.ZIP):
        parts = safety.unpacked(content)
        safety.refuse_other_packages(parts)
        if "xl/workbook.xml" in parts:
            return [Grid(*sheet) for sheet in read_xlsx(parts, problems)]
        return _folder([(PurePosixPath(part.replace("\\", "/")), body) for part, body in parts.items()], problems)
    if name.casefold().endswith(".csv"):
        return _folder([(PurePosixPath(name), content)], problems)
    raise NotReadable("The file is not a workbook. Choose an Excel file (.xlsx), or a zip file of CSV files.")


def read_folder(folder: Path, problems: Problems) -> list[Grid]:
    """Read the CSV files of a folder."""
    files = sorted(folder.glob("*.[cC][sS][vV]"))
    if sum(file.stat().st_size for file in files) > safety.MOST_BYTES_INSIDE:
        raise NotReadable(safety.TOO_BIG_INSIDE)
    return _folder([(PurePosixPath(file.name), file.read_bytes()) for file in files], problems)


def _folder(files: Iterable[tuple[PurePosixPath, bytes]], problems: Problems) -> list[Grid]:
    wanted = [(path, body) for path, body in files if path.suffix.casefold() == ".csv" and "__MACOSX" not in path.parts]
    if not wanted:
        raise NotReadable("There is no workbook and no CSV file in it. Choose an Excel file (.xlsx), or a zip file of CSV files.")
    return [Grid(path.stem, read_csv(path.name, body, problems)) for path, body in wanted]
