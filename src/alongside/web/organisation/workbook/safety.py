"""Before anything opens an uploaded file: is it small, what it says it is, and no bigger inside than a workbook can be?

Nothing here trusts the sizes a zip file states. Each part is inflated once under a limit and packed anew, so that what reads it
later meets only bytes that were counted (ASVS 5.0 5.2.3).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from alongside.web.organisation.workbook.problems import NotReadable

MOST_BYTES = 10 * 1024**2
MOST_BYTES_INSIDE = 40 * 1024**2
MOST_PARTS = 500
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
SAVE_AS = "Open it in your spreadsheet and save it as an Excel workbook (.xlsx)"
DAMAGED = f"The file is damaged and cannot be opened. {SAVE_AS}, then try again."
TOO_BIG_INSIDE = (
    f"The file unpacks to more than {MOST_BYTES_INSIDE // 1024**2} MB, far more than a directorate needs. "
    "Delete empty rows and columns that carry formatting, and pictures, then save it again."
)


def read_limited(file: IO[bytes]) -> bytes:
    """The file's bytes, unless there are more than 10 MB of them."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotReadable(
            f"The file is larger than {MOST_BYTES // 1024**2} MB. A whole directorate fits in 1 MB: remove pictures and extra sheets."
        )
    if not content:
        raise NotReadable("The file is empty.")
    return content


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name, inflated under a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except NotReadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError, OverflowError):
        raise NotReadable(DAMAGED) from None


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise NotReadable(f"The file holds {len(entries):,} parts, more than any workbook has. {SAVE_AS}.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotReadable("The file is protected by a password. Remove the password and save it again.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES_INSIDE:
        raise NotReadable(TOO_BIG_INSIDE)
    parts: dict[str, bytes] = {}
    room = MOST_BYTES_INSIDE
    for entry in entries:
        if entry.filename in parts:
            raise NotReadable(DAMAGED)
        with archive.open(entry) as part:
            parts[entry.filename] = part.read(room + 1)
        room -= len(parts[entry.filename])
        if room < 0:
            raise NotReadable(TOO_BIG_INSIDE)
    return parts


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a zip file whose stated sizes are true."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    out.seek(0)
    return out


def refuse_other_files(content: bytes) -> None:
    """Files people take for workbooks, each with what to do."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise NotReadable("The workbook is protected by a password. Remove the password and save it again.")
        raise NotReadable(f"The file is from an old version of Excel (.xls) or Word. {SAVE_AS}.")
    if content.startswith(b"%PDF"):
        raise NotReadable("The file is a PDF, not a workbook. Choose the Excel file it was made from.")


def refuse_other_packages(parts: dict[str, bytes]) -> None:
    """Zip files that are no workbook and no folder of CSV files."""
    if "word/document.xml" in parts:
        raise NotReadable("The file is a Word document, not a workbook, whatever its name says. Choose an Excel file (.xlsx).")
    if "ppt/presentation.xml" in parts:
        raise NotReadable("The file is a presentation, not a workbook. Choose an Excel file (.xlsx).")
    if "xl/workbook.bin" in parts:
        raise NotReadable(f"The file is a binary Excel workbook (.xlsb). {SAVE_AS}.")
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise NotReadable(f"The file is an OpenDocument file. {SAVE_AS}.")
