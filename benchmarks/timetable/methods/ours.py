"""This project's solver: `python -m benchmarks.timetable.methods.ours PROBLEM PLAN SECONDS [OBJECTIVE]`."""

import json
import sys
from pathlib import Path

from alongside.engines.timetable import Problem, Progress, solve


def main(problem: str, plan: str, seconds: str, objective: str = "blend") -> None:
    first: list[float] = []

    def note(progress: Progress) -> None:
        first.append(progress.seconds)

    found = solve(
        Problem.from_dict(json.loads(Path(problem).read_text())),
        objective=objective,
        time_limit=float(seconds),
        progress=note,
    )
    Path(plan).write_text(json.dumps({**found.to_dict(), "first": first[0]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
