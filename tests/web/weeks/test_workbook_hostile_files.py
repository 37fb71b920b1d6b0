"""Files that are no workbook, or are meant to do harm: a clear sentence, nothing changed, and no great cost."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from alongside.web.organisation.workbook import safety
from alongside.web.organisation.workbook.grids import read_file
from alongside.web.organisation.workbook.problems import NotReadable, Problems
from alongside.web.weeks.models import WorkbookImport
from alongside.web.weeks.workbook.example import write_template
from tests import factories as make
from tests.web.weeks.workbook_files import everything, load, saved, xlsx, zipped

CODES = xlsx(Sites=[["Code", "Name"], ["A", "One"]])


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, body: bytes) -> bytes:
    return zipped(**(parts_of(CODES) | {name: body}))


def reason(content: bytes, name: str = "book.xlsx") -> str:
    with pytest.raises(NotReadable) as refused:
        read_file(io.BytesIO(content), name, Problems())
    return str(refused.value)


def sheet_xml(cells: str, extra: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>{extra}</worksheet>'.encode()


def understated_bomb() -> bytes:
    """A zip file that says its part is 100 bytes long, and inflates to 300 MB."""
    content = bytearray(zipped(**(parts_of(CODES) | {"xl/worksheets/sheet1.xml": b"<x>" + b" " * (300 * 1024**2)})))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = 0
        while (at := content.find(signature, at)) >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] > 1024**2:
                struct.pack_into("<I", content, at + offset, 100)
            at += 4
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "book.xlsx", "empty"),
        (b"hello", "book.xlsx", "not a workbook"),
        (b"%PDF-1.7 ...", "book.xlsx", "PDF"),
        (b"PK\x03\x04 and no more", "book.xlsx", "damaged"),
        (CODES[:-40], "book.xlsx", "damaged"),
        (zipped(**{"word/document.xml": "<w/>"}), "book.xlsx", "Word document"),
        (zipped(**{"ppt/presentation.xml": "<w/>"}), "book.xlsx", "presentation"),
        (zipped(**{"xl/workbook.bin": "x"}), "book.xlsx", ".xlsb"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "book.xlsx", "OpenDocument"),
        (zipped(**{"notes.txt": "x"}), "book.zip", "no workbook and no CSV"),
        (safety.OLE + b"\x00" * 600, "book.xls", ".xls"),
        (safety.OLE + b"\x00" * 100 + "EncryptedPackage".encode("utf-16-le"), "book.xlsx", "password"),
        (xlsx(Holidays=[["x"]]), "book.xlsx", ""),
    ],
)
def test_what_is_no_workbook_is_told_apart(content: bytes, name: str, words: str):
    if words:
        assert words in reason(content, name)
    else:
        assert [grid.name for grid in read_file(io.BytesIO(content), name, Problems())] == ["Holidays"]


def test_fifty_megabytes():
    assert "larger than 10 MB" in reason(random.Random(1).randbytes(50 * 1024**2))


def test_a_zip_bomb():
    bomb = with_part("xl/media/image.png", b"\0" * (200 * 1024**2))

    assert len(bomb) < 1024**2
    assert "unpacks to more than 40 MB" in reason(bomb)


def test_a_zip_bomb_that_lies_about_its_size():
    bomb = understated_bomb()

    assert len(bomb) < 1024**2
    assert "damaged" in reason(bomb)


def test_many_parts():
    assert "parts" in reason(zipped(**{f"p{n}": "" for n in range(600)}))


def test_entities_in_one_another():
    laughs = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'

    assert "damaged" in reason(with_part("xl/worksheets/sheet1.xml", laughs))


def test_entities_in_a_part_with_another_name():
    outside = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>'

    assert "damaged" in reason(with_part("xl/worksheets/sheet1.bin", outside))


@pytest.mark.parametrize(
    "cell", ['<row r="1048576"><c r="A1048576"><v>1</v></c></row>', '<row><c r="XFD1"><v>1</v></c></row>', '<row r="20500"/>']
)
def test_a_cell_at_the_end_of_the_world(cell: str):
    assert "reaches beyond" in reason(with_part("xl/worksheets/sheet1.xml", sheet_xml(cell)))


def test_a_text_of_a_million_characters():
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 1_000_000}</t></is></c></row>'

    assert "characters" in reason(with_part("xl/worksheets/sheet1.xml", sheet_xml(cell)))


def test_xml_that_is_none():
    assert "damaged" in reason(with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"))


def test_a_workbook_that_points_at_a_sheet_that_is_not_there():
    parts = parts_of(CODES)
    del parts["xl/worksheets/sheet1.xml"]

    assert read_file(io.BytesIO(zipped(**parts)), "book.xlsx", Problems()) == []


def test_names_that_climb_out_of_the_folder_are_only_names():
    content = zipped(**{"../../Sites.csv": "Code,Name\nA,One\n", "C:\\x\\Teams.csv": "Code,Name\n"})

    assert [grid.name for grid in read_file(io.BytesIO(content), "x.zip", Problems())] == ["Sites", "Teams"]


@pytest.mark.parametrize("name", ["Sites.csv", "sites.CSV"])
def test_one_csv_file_by_itself(name: str):
    assert [g.name.lower() for g in read_file(io.BytesIO(b"Code,Name\nA,One\n"), name, Problems())] == ["sites"]


@pytest.mark.django_db
def test_none_of_its_sheets_is_known():
    with pytest.raises(NotReadable, match="Services, Sites"):
        load(xlsx(Holidays=[["x"]]), week=None, by=make.user("practice_lead"))


# --- Any bytes at all ---------------------------------------------------------------------------------------------------


def mangled() -> st.SearchStrategy[bytes]:
    """Good files with bytes changed, cut out or put in, inside and outside the zip."""
    places = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=6)

    def spoil(source: bytes, changes: list[tuple[int, bytes]]) -> bytes:
        body = bytearray(source)
        for at, new in changes:
            at %= max(len(body), 1)
            body[at : at + len(new)] = new
        return bytes(body)

    def spoil_inside(name: str, changes: list[tuple[int, bytes]]) -> bytes:
        parts = parts_of(CODES)
        return zipped(**(parts | {name: spoil(parts[name], changes)}))

    return st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=100).map(lambda tail: safety.ZIP + tail),
        st.builds(spoil, st.just(CODES), places),
        st.builds(spoil_inside, st.sampled_from(sorted(parts_of(CODES))), places),
        st.builds(lambda body: zipped(**{"Sites.csv": body}), st.binary(max_size=200)),
        st.builds(lambda body: zipped(**{"Sites.csv": b"Code,Name\n" + body}), st.binary(max_size=100)),
        st.builds(
            lambda rows: zipped(**{"Sites.csv": "\n".join(["Code,Name,Latitude,Longitude,Retired on", *rows])}),
            st.lists(st.text(max_size=40)),
        ),
    )


ROUGHLY = settings(max_examples=120, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@pytest.mark.django_db
@settings(ROUGHLY, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=mangled(), name=st.sampled_from(["a.xlsx", "a.zip", "Sites.csv", "a"]))
def test_any_bytes_give_an_answer_and_change_nothing(client: Any, content: bytes, name: str):
    lead = make.user("practice_lead")
    before = everything(lead.directorate)
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")

    response = client.post(reverse("workbook:start"), {"week": "", "file": SimpleUploadedFile(name, content or b" ")})

    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert client.get(response["Location"]).status_code == 200
    assert everything(lead.directorate) == before


@pytest.mark.django_db
def test_a_large_honest_workbook_is_read():
    book = Workbook(write_only=True)
    page = book.create_sheet("Sites")
    page.append(["Code", "Name"])
    for n in range(3_000):
        page.append([f"S{n}", f"Site {n}"])
    lead = make.user("practice_lead")

    outcome = load(saved(book), week=None, by=lead, keep=True)

    assert (list(outcome.problems), outcome.counts["added"]) == ([], 3_000)
    assert WorkbookImport.objects.count() == 0


def test_the_template_is_a_workbook():
    assert len(read_file(io.BytesIO(write_template(None)), "t.xlsx", Problems())) == 9
