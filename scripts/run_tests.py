"""Run the tests on SQLite, on a PostgreSQL of our own, and in Chromium; close with one line in pytest's own words.

run_tests.py [sqlite] [postgresql] [browser] [pytest's own arguments]      all three when none is named
"""

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.throwaway_postgres import throwaway_postgres  # noqa: E402 - the line above lets it be found

RESULTS = ROOT / "test-results"
PROCESSES = os.environ.get("TEST_PROCESSES", str(min(os.cpu_count() or 1, 4)))
WITHOUT_DATABASE = ["--ignore=tests/engines", "--ignore=tests/test_repository.py"]


@dataclass(frozen=True)
class Run:
    """One pass over some of the tests on one database."""

    name: str
    arguments: Sequence[str]
    database: Callable[[], AbstractContextManager[str]] = nullcontext  # yields an address, or nothing for SQLite


RUNS = {
    "sqlite": [Run("on SQLite", ["-m", "not system"])],
    "postgresql": [
        Run("on PostgreSQL", ["-m", "not system", *WITHOUT_DATABASE], throwaway_postgres),
        Run("in Chromium on PostgreSQL", ["-m", "system and both_databases", "tests/system"], throwaway_postgres),
    ],
    "browser": [Run("in Chromium", ["-m", "system", "tests/system"])],
}


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that PostgreSQL is stopped then too
    names = [argument for argument in arguments if argument in RUNS] or list(RUNS)
    extra = [argument for argument in arguments if argument not in RUNS]
    RESULTS.mkdir(exist_ok=True)
    began = time.monotonic()
    counts: Counter[str] = Counter()
    code = 0
    for run in [run for name in names for run in RUNS[name]]:
        print(f"\n--- Tests {run.name} ---", flush=True)
        code = max(code, execute(run, extra, counts))
    print(closing_line(counts, time.monotonic() - began), flush=True)
    return code


def execute(run: Run, extra: Sequence[str], counts: Counter[str]) -> int:
    report = RESULTS / f"{run.name.replace(' ', '-').lower()}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", PROCESSES, f"--junitxml={report}", *run.arguments, *extra]
    with run.database() as address:
        code = subprocess.run(command, cwd=ROOT, env=environment(address), check=False).returncode
    if report.exists():
        counts.update(counted(report))
    else:
        counts["error"] += 1
    return code


def environment(address: str | None) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "DATABASE_URL": address} if address else kept


def counted(report: Path) -> Counter[str]:
    """What pytest wrote down of one run."""
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 - our own file
    assert suite is not None
    total, failed, errors, skipped = (int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped"))
    return Counter(failed=failed, passed=total - failed - errors - skipped, skipped=skipped, error=errors)


def closing_line(counts: Mapping[str, int], seconds: float) -> str:
    words = [f"{counts[name]} {name}" for name in ("failed", "passed", "skipped", "error") if counts.get(name)]
    return f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s ".center(100, "=")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
