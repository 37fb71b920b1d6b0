"""The form commands as people run them, on real files."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from alongside.cli import main

from .engines.forms.small_form import FORM, as_json
from .engines.forms.xlsform.workbooks import kobo, survey


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: it is its readers and writers that take a while to load."""

    def run(*arguments: object) -> Done:
        code = main(["forms", *map(str, arguments)])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(as_json()), encoding="utf-8")
    return path


def test_a_good_form_has_nothing_wrong(run: Run, form: Path) -> None:
    done = run("check", form)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{form}: “Team visit”, {len(FORM.questions)} questions, nothing wrong\n"


def test_everything_wrong_is_said_with_its_place(run: Run, form: Path) -> None:
    data = as_json()
    data["questions"][1]["options"][0]["key"] = "not a key"
    data["questions"][3]["high"] = 99
    form.write_text(json.dumps(data), encoding="utf-8")

    done = run("check", form)

    assert (done.returncode, done.stdout) == (1, "")
    expected_key = "letters, digits, underscores, hyphens and full stops, at most 64 in all"
    assert done.stderr.splitlines() == [
        f"{form}: questions[1].options[0].key: found 'not a key'; expected {expected_key}",
        f"{form}: questions[2].show_if.is: found 'visit'; expected an option of that question: not a key, meeting",
        f"{form}: questions[3].high: the scale has 99 points; expected at most 11",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"title": ', "line 1, column 11: expecting value; expected JSON"),
        (b'{"title": 1, "title": 2}', "the file: the field 'title' comes twice in one object; expected each field once"),
        (b"\xff\xfe", "byte 0: is not UTF-8; expected text in UTF-8"),
        (b"[" * 100_000, "the file: is nested too deeply or holds a number without end; expected JSON"),
        (b"9" * 5_000, "the file: is nested too deeply or holds a number without end; expected JSON"),
        (b"[]", "the form: found a list of 0; expected an object with title, introduction and questions"),
    ],
)
def test_what_is_no_form(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)

    done = run("check", path)

    assert (done.returncode, done.stderr) == (1, f"{path}: {said}\n")


def test_a_form_goes_to_a_workbook_and_back(run: Run, form: Path, tmp_path: Path) -> None:
    book, back = tmp_path / "form.xlsx", tmp_path / "back.json"

    there, again = run("convert", form, book), run("convert", book, back)

    assert (there.returncode, again.returncode, there.stderr + again.stderr) == (0, 0, "")
    assert openpyxl.load_workbook(book).sheetnames == ["survey", "choices", "settings"]
    assert json.loads(back.read_text(encoding="utf-8")) == as_json()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.json", "form.json", "form.xlsx"]


def test_a_form_from_kobotoolbox(run: Run, tmp_path: Path) -> None:
    book, out = tmp_path / "kobo.xlsx", tmp_path / "form.json"
    book.write_bytes(kobo())

    done = run("convert", book, out)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}: “Calm homes”, 8 questions, 0 things left out\n", "")
    assert run("check", out).returncode == 0


def test_what_cannot_be_carried_stops_it_until_it_is_left_out(run: Run, tmp_path: Path) -> None:
    book, out = tmp_path / "form.xlsx", tmp_path / "form.json"
    book.write_bytes(survey(["text", "a", "A"], ["geopoint", "b", "B"]))

    checked, refused, done = run("check", book), run("convert", book, out), run("convert", book, out, "--leave-out")

    lost = (
        f"{book}: survey, row 3, column type: places are not carried; expected text, select_one, select_multiple, integer, range or note\n"
    )
    assert (checked.returncode, checked.stderr) == (1, lost)
    assert checked.stdout == f"{book}: “Visits”, 1 question, but 1 thing that Alongside cannot carry\n"
    assert (refused.returncode, refused.stderr) == (1, f"{lost}{out} was not written. Add --leave-out to write it without all that.\n")
    assert (done.returncode, done.stderr, done.stdout) == (0, lost, f"{out}: “Visits”, 1 question, 1 thing left out\n")


def test_files_that_are_not_there_or_of_another_kind(run: Run, tmp_path: Path, form: Path) -> None:
    gone, text = run("check", tmp_path / "gone.json"), run("convert", form, tmp_path / "form.txt")

    assert (gone.returncode, gone.stderr) == (2, f"{tmp_path}/gone.json: cannot be read (No such file or directory).\n")
    assert (text.returncode, text.stderr) == (2, f"{tmp_path}/form.txt: expected a file whose name ends in .json or .xlsx.\n")
    assert run("convert", form, tmp_path / "nowhere" / "form.json").returncode == 2


def test_the_forms_that_come_with_it(run: Run, tmp_path: Path) -> None:
    listed, written, unknown = (
        run("blank"),
        run("blank", "team-visit", tmp_path / "visit.xlsx"),
        run("blank", "team-visits", tmp_path / "x.json"),
    )

    assert "team-visit " in listed.stdout
    assert (written.returncode, run("check", tmp_path / "visit.xlsx").returncode) == (0, 0)
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("There is no form team-visits. Expected one of team-visit,")


def test_as_a_process(form: Path) -> None:
    command = [sys.executable, "-m", "alongside.cli", "forms", "check", str(form)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")
