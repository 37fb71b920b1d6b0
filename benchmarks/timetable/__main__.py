"""Measure the timetable solver beside others, on this machine, in one run, and write a table.

    python -m benchmarks.timetable                       s and durham, seeds 1-5; birmingham and region, seed 1
    python -m benchmarks.timetable --only durham --seeds 1 2 --methods ours spreadsheet
    python -m benchmarks.timetable --problems a.json b.json

Ours and the spreadsheet run with this interpreter; the others with `--others PYTHON`, an environment that has
`benchmarks/timetable/requirements.txt`, and are left out where there is none; they run on seed 1 of each size from durham on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alongside.engines.timetable import Problem, score

from .measuring import Measured, measure
from .weeks import SIZES, make_week

ROOT = Path(__file__).parents[2]
OUT = ROOT / "docs" / "explanation" / "timetable-benchmark.md"
METHODS = {"ours": "ours", "ours, strict": "ours", "spreadsheet": "spreadsheet", "CP-SAT, plain": "cpsat", "Timefold": "timefold"}
OTHERS = ("CP-SAT, plain", "Timefold")
HEAD = (
    "| week | method | coverage | independence | quality (bound) | levels | teams unseen | proven | first plan s | seconds"
    " | processor s | peak MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"
)


def main() -> None:
    given = _arguments()
    rows = []
    for name, raw in _problems(given):
        for method in given.methods:
            if not _worth_measuring(name, method, given.others):
                continue
            row = _run(name, raw, method, given)
            print(row, flush=True)
            rows.append(row)
    given.out.write_text(_page(rows, given.seconds))


def _worth_measuring(name: str, method: str, others: Path | None) -> bool:
    """The others use all their time on every week, so one of each size from durham on is enough; strict levels are for a council."""
    if method in OTHERS:
        return others is not None and name.endswith((" 1", "-1")) and not name.startswith("s")
    return method != "ours, strict" or name.startswith(("s", "durham"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.timetable")
    parser.add_argument("--only", nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--seeds", nargs="*", type=int)
    parser.add_argument("--tightness", type=float, default=1.0)
    parser.add_argument("--problems", nargs="*", type=Path)
    parser.add_argument("--methods", nargs="*", choices=METHODS, default=list(METHODS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--others", type=Path, help="an interpreter that has the other solvers")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def _problems(given: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    if given.problems:
        for path in given.problems:
            yield path.stem, json.loads(path.read_text())
        return
    for size in given.only:
        few = size in ("s", "durham")
        for seed in given.seeds or (range(1, 6) if few else (1,)):
            yield f"{size} {seed}", make_week(size, seed=seed, tightness=given.tightness)


def _run(name: str, raw: dict[str, Any], method: str, given: argparse.Namespace) -> str:
    with tempfile.TemporaryDirectory() as folder:
        problem, plan = Path(folder) / "problem.json", Path(folder) / "plan.json"
        problem.write_text(json.dumps(raw))
        python = str(given.others) if method in OTHERS else sys.executable
        command = [python, "-m", f"benchmarks.timetable.methods.{METHODS[method]}", str(problem), str(plan), str(given.seconds)]
        if method == "ours, strict":
            command.append("strict")
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        took = measure(command, environment={**os.environ, "PYTHONPATH": path}, limit=given.seconds * 3 + 60)
        answer = json.loads(plan.read_text()) if plan.exists() else None
    return _row(name, method, Problem.from_dict(raw), answer, took)


def _row(name: str, method: str, problem: Problem, answer: dict[str, Any] | None, took: Measured) -> str:
    if answer is None:
        print(took.errors, file=sys.stderr)
    judged = score(problem, [(a, b, c) for a, b, c in answer["visits"]]) if answer else None
    if answer is None or judged is None or not judged.legal:
        return f"| {name} | {method} | no legal plan | | | | | | | {took.seconds:.1f} | {took.processor:.1f} | {took.peak_mb} |"
    stages = {s["name"]: s for s in answer.get("stages", [])}
    bound = f" ({stages['quality']['bound']})" if "quality" in stages else ""
    proven = ", ".join(s["name"] for s in stages.values() if s["proven"]) or "none"
    first = f"{answer['first']:.2f}" if "first" in answer else ""
    cells = (
        name, method, judged.levels[0], judged.levels[1], f"{judged.blend()}{bound}", " ".join(map(str, judged.levels[2:])),
        len(judged.unseen), "all" if answer.get("status") == "optimal" else proven, first, f"{took.seconds:.1f}",
        f"{took.processor:.1f}", took.peak_mb,
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def _page(rows: list[str], seconds: float) -> str:
    return (
        "# The timetable solver beside others\n\n"
        f"Written by `python -m benchmarks.timetable`: {seconds:g} seconds and two processors each, every plan judged by\n"
        "`score`. Quality is 10 x preference + 10 x fairness + travel + 5 x compactness; levels are those four. Seconds and\n"
        "memory are the whole process with its children; processor seconds tell how much a busy machine slowed it.\n\n"
        + HEAD
        + "\n".join(rows)
        + "\n"
    )


if __name__ == "__main__":
    main()
