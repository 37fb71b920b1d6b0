from collections import Counter
from pathlib import Path

import pytest

from scripts.run_tests import closing_line, counted

REPORT = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3" time="1.0"></testsuite></testsuites>'


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert counted(report) == Counter(passed=4, skipped=3, failed=2, error=1)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"passed": 12}, " 12 passed in 3.50s "),
        ({"passed": 12, "failed": 1, "skipped": 2}, " 1 failed, 12 passed, 2 skipped in 3.50s "),
        ({}, " no tests ran in 3.50s "),
    ],
)
def test_the_closing_line_reads_as_pytests_own(counts: dict[str, int], says: str) -> None:
    line = closing_line(counts, 3.5)

    assert line.strip("=") == says
    assert line.startswith("====")
