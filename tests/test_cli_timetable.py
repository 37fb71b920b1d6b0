"""The timetable commands as people run them: real processes, real files."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from .engines.timetable.conftest import small_week


def run(*arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alongside.cli", "timetable", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, timeout=60, check=False)


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    return written(tmp_path / "problem.json", small_week())


def written(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_solve_writes_a_plan(problem: Path, tmp_path: Path) -> None:
    done = run("solve", problem, "--out", tmp_path / "plan.json", "--time-limit", 10)

    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert plan["visits"] == [[0, 0, 0], [1, 1, 3]]
    assert plan["status"] == "optimal"
    assert done.stdout.startswith("2 visits in ")
    assert "coverage 0 (proven best)" in done.stdout


def test_a_plan_on_standard_output_is_nothing_but_the_plan(problem: Path) -> None:
    done = run("solve", problem, "--out", "-", "--objective", "strict", "--weights", "travel=3", "--progress")

    assert json.loads(done.stdout)["objective"] == "strict"
    assert "2 visits in " in done.stderr


def test_repair_says_what_changed(problem: Path, tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.json", {"visits": [[0, 0, 0], [1, 1, 3]]})
    changes = written(tmp_path / "changes.json", {"leaders_out": [0]})

    done = run("repair", problem, plan, changes, "--out", tmp_path / "mended.json")

    mended = json.loads((tmp_path / "mended.json").read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert (mended["visits"], mended["disturbance"]) == ([[1, 1, 3], [2, 0, 0]], 1)
    assert done.stdout.startswith("Handed over: Ann Able to Fostering North, Monday morning; now visitor 2")


def test_explain_reads_well_and_as_json(problem: Path, tmp_path: Path) -> None:
    week = small_week()
    week["leaders"][1]["avail"] = []
    written(problem, week)

    words = run("explain", problem, "--cured", tmp_path / "cured.json")
    data = run("explain", problem, "--json")

    assert words.stdout.startswith("Not every promise about the week can be kept.\nIt cannot be that team 1 is seen")
    assert json.loads(data.stdout)["cure"]["checked"] is True
    assert run("explain", tmp_path / "cured.json").stdout == "Every promise about the week can be kept.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2: expected JSON"),
        ("[]", "the file: expected an object with named fields, found []"),
        ('{"days": 5, "parts": 9}', "parts: expected a whole number from 1 to 3, found 9"),
        ("[" * 100_000, "brackets nested too deeply"),
    ],
)
def test_a_wrong_file_is_named_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")

    done = run("solve", path, "--out", "-")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}: ")
    assert said in done.stderr


def test_other_wrong_input(problem: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"name": "caf\xe9"}')

    assert "cannot be read" in run("solve", tmp_path / "none.json", "--out", "-").stderr
    assert "expected UTF-8 text" in run("solve", latin, "--out", "-").stderr
    assert "cannot be written" in run("solve", problem, "--out", tmp_path / "no" / "plan.json", "--time-limit", 5).stderr
    assert "there is no quality 'speed'" in run("solve", problem, "--out", "-", "--weights", "speed=1").stderr
    assert "--team: expected a number from 0 to 1, found 7" in run("explain", problem, "--team", 7).stderr
    assert run("explain", problem, "--team", 7).returncode == 2


def test_ctrl_c_writes_the_best_plan_so_far(tmp_path: Path) -> None:
    problem = written(tmp_path / "long.json", long_week())
    out = tmp_path / "plan.json"
    command = [
        sys.executable,
        "-m",
        "alongside.cli",
        "timetable",
        "solve",
        str(problem),
        "--out",
        str(out),
        "--time-limit",
        "60",
        "--progress",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stderr is not None
        running.stderr.readline()
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the command and its workers
        began = time.monotonic()
        running.communicate(timeout=30)

    assert running.returncode == 130
    assert time.monotonic() - began < 10
    assert json.loads(out.read_text(encoding="utf-8"))["visits"]


def long_week() -> dict[str, Any]:
    """A hundred teams that anybody could see at any time: much to choose from, nothing soon proven."""
    week = small_week()
    slots = [s for s in range(15) if s % 3 < 2]
    week["days"] = 5
    week["leaders"] = [
        {**week["leaders"][0], "id": i, "base": i % 2, "avail": slots, "max": 6, "min": 1, "target": 2, "interest": [i % 4, (i // 2) % 4]}
        for i in range(60)
    ]
    offers = [{"slot": s, "activity": "", "cap": 2, "cost": s % 3} for s in slots]
    week["teams"] = [{**week["teams"][i % 2], "id": i, "offers": offers, "max_visits": 2} for i in range(100)]
    week["sites"] = [{"id": i, "council": 0, "cap": 40} for i in range(2)]
    week["rules"]["double_min"] = 15
    return week


def test_help_needs_neither_django_nor_a_solver() -> None:
    code = (
        "import sys; from alongside.cli_timetable import _parser; _parser().format_help();"
        "print(sorted({'django', 'numpy', 'highspy', 'ortools'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
