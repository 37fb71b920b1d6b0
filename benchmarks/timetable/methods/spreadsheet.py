"""A careful planner with a spreadsheet: hardest teams first, each time the cheapest visit, then minima and doubles."""

import json
import sys
from pathlib import Path

from alongside.engines.timetable import Problem
from alongside.engines.timetable.greedy import first_plan


def main(problem: str, plan: str, seconds: str) -> None:
    visits = first_plan(Problem.from_dict(json.loads(Path(problem).read_text())))
    Path(plan).write_text(json.dumps({"visits": visits}))


if __name__ == "__main__":
    main(*sys.argv[1:])
