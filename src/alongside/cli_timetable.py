"""`alongside timetable solve | repair | explain`: read files, call the engine, write the answer.

Exit codes: 0 done, 1 it could not be done, 2 a file or option is wrong, 130 stopped by Ctrl-C (the best plan so far is written).
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.engines.timetable import Plan, Problem, Progress

DONE, FAILED, WRONG, STOPPED = 0, 1, 2, 130
ALIVE = 10.0
DEFAULT_WEIGHTS = "preference=10,fairness=10,travel=1,compactness=5"


def timetable(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except _WrongFile as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside timetable",
        description="Plan a Practice Week, mend a plan, or explain one. Files are described in docs/reference/timetable.md.",
        epilog="Exit codes: 0 done, 1 it could not be done, 2 a file or option is wrong, 130 stopped by Ctrl-C.",
    )
    commands = parser.add_subparsers(metavar="solve|repair|explain", required=True)
    _solve_options(commands.add_parser("solve", help="make a plan from a problem file"))
    _repair_options(commands.add_parser("repair", help="mend a plan with the fewest changes"))
    _explain_options(commands.add_parser("explain", help="say what cannot be met and what would cure it, or why a visit is so"))
    return parser


def _solve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("problem", metavar="PROBLEM.json")
    parser.add_argument("--out", required=True, metavar="PLAN.json", help="where to write the plan; - for standard output")
    parser.add_argument("--objective", choices=("blend", "strict"), default="blend", help="default: %(default)s")
    parser.add_argument("--start", metavar="PLAN.json", help="a plan to begin from")
    _running(parser, 60.0)
    parser.set_defaults(run=_solve)


def _repair_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("problem", metavar="PROBLEM.json")
    parser.add_argument("plan", metavar="PLAN.json")
    parser.add_argument("changes", metavar="CHANGES.json")
    parser.add_argument("--out", required=True, metavar="PLAN2.json", help="where to write the plan; - for standard output")
    _running(parser, 30.0)
    parser.set_defaults(run=_repair)


def _explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("problem", metavar="PROBLEM.json")
    parser.add_argument("plan", metavar="PLAN.json", nargs="?")
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--team", type=int, metavar="ID", help="only this team; with a plan, why its visitors were chosen")
    about.add_argument("--leader", type=int, metavar="ID", help="only this visitor")
    parser.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    parser.add_argument("--cured", metavar="PROBLEM2.json", help="write the problem with the cure applied")
    _running(parser, 15.0)
    parser.set_defaults(run=_explain)


def _running(parser: argparse.ArgumentParser, time_limit: float) -> None:
    parser.add_argument("--time-limit", type=_seconds, default=time_limit, metavar="SECONDS", help="default: %(default)g")
    parser.add_argument("--threads", type=_count, default=2, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--weights", type=_weights, default=DEFAULT_WEIGHTS, help="what one step of each quality is worth (default: %(default)s)"
    )
    parser.add_argument("--progress", action="store_true", help="say on standard error how it goes")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("expected a number of seconds above 0")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("expected a whole number of at least 1")
    return value


def _weights(text: str) -> dict[str, int]:
    weights = dict(_pair(p) for p in DEFAULT_WEIGHTS.split(","))
    for part in filter(None, text.split(",")):
        name, value = _pair(part)
        if name not in weights:
            raise argparse.ArgumentTypeError(f"there is no quality {name!r}: expected {', '.join(weights)}")
        weights[name] = value
    return weights


def _pair(part: str) -> tuple[str, int]:
    name, _, value = part.partition("=")
    if not value.isdigit():
        raise argparse.ArgumentTypeError(f"expected name=whole number, found {part!r}")
    return name.strip(), int(value)


class _WrongFile(Exception):
    """A message that names the file, the place in it and what was expected there."""


def _load(path: str) -> Any:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        raise _WrongFile(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _WrongFile(f"{path}: expected UTF-8 text, found other bytes at position {error.start}") from error
    except json.JSONDecodeError as error:
        raise _WrongFile(f"{path}: line {error.lineno}, column {error.colno}: expected JSON, {error.msg.lower()}") from error
    except RecursionError as error:
        raise _WrongFile(f"{path}: expected JSON, found brackets nested too deeply") from error


@contextmanager
def _reading(path: str) -> Iterator[None]:
    from alongside.engines.timetable import ProblemError

    try:
        yield
    except ProblemError as error:
        raise _WrongFile(f"{path}: {error}") from error


def _problem(path: str) -> Problem:
    from alongside.engines.timetable import Problem

    raw = _load(path)
    with _reading(path):
        problem = Problem.from_dict(raw)
        _check_meetings(problem)
        return problem


def _check_meetings(problem: Problem) -> None:
    """Read the optional parts now, so that their errors name the file."""
    from alongside.engines.timetable.meetings import Meetings

    Meetings.of(problem)


def _plan(path: str) -> Plan:
    from alongside.engines.timetable import Plan

    raw = _load(path)
    with _reading(path):
        return Plan.from_dict(raw)


def _write(path: str, data: Mapping[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False) + "\n"
    if path == "-":
        sys.stdout.write(text)
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise _WrongFile(f"{path}: cannot be written ({error.strerror})") from error


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """The first Ctrl-C asks the engine to stop with what it has; the second ends the command at once."""
    stop = threading.Event()

    def ask(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = [(s, signal.signal(s, ask)) for s in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield stop
    finally:
        for number, handler in before:
            signal.signal(number, handler)


class _Telling:
    """Says on standard error how it goes: a line when something changed, and one now and then to show that it is alive."""

    def __init__(self) -> None:
        self.said, self.at = "", -ALIVE

    def __call__(self, now: Progress) -> None:
        gap = "proven best" if now.value <= now.bound else f"at least {now.bound}"
        unseen = f", {len(now.unseen)} teams unseen" if now.unseen else ""
        text = f"{now.stage}: {now.value} ({gap}){unseen}"
        if text != self.said or now.seconds - self.at >= ALIVE:
            self.said, self.at = text, now.seconds
            print(f"{now.seconds:6.1f} s  {text}", file=sys.stderr, flush=True)


def _solve(options: argparse.Namespace) -> int:
    problem = _problem(options.problem)
    start = _plan(options.start) if options.start else None
    from alongside.engines.timetable import solve

    with _stoppable() as stop:
        plan = solve(
            problem, objective=options.objective, weights=options.weights, time_limit=options.time_limit,
            threads=options.threads, start=start,
            progress=_Telling() if options.progress else None, should_stop=stop.is_set,
        )  # fmt: skip
        _write(options.out, plan.to_dict())
        return _finish(plan, stop.is_set(), options.out)


def _repair(options: argparse.Namespace) -> int:
    problem, plan = _problem(options.problem), _plan(options.plan)
    from alongside.engines.timetable.changes import Changes
    from alongside.engines.timetable.repair import repair

    raw = _load(options.changes)
    with _reading(options.changes):
        changes = Changes.from_dict(raw, problem)
    with _stoppable() as stop:
        mended = repair(
            problem, plan, changes, time_limit=options.time_limit, threads=options.threads, weights=options.weights,
            progress=_Telling() if options.progress else None, should_stop=stop.is_set,
        )  # fmt: skip
    _write(options.out, mended.to_dict())
    if options.out != "-":
        for change in [*mended.extra["changes"], *mended.extra["cannot_stay"]]:
            print(change["text"])
    return _finish(mended, stop.is_set(), options.out)


def _finish(plan: Plan, stopped: bool, out: str) -> int:
    where = sys.stderr if out == "-" else sys.stdout
    print(_summary(plan), file=where)
    return STOPPED if stopped else FAILED if plan.status == "infeasible" else DONE


def _summary(plan: Plan) -> str:
    stages = [f"{s.name} {s.value} ({'proven best' if s.proven else f'at least {s.bound}'})" for s in plan.stages]
    return f"{len(plan.visits)} visits in {plan.seconds:.1f} s: {', '.join(stages)}"


def _explain(options: argparse.Namespace) -> int:
    problem = _problem(options.problem)
    plan = _plan(options.plan) if options.plan else None
    for name, known in (("team", problem.teams), ("leader", problem.leaders)):
        asked = getattr(options, name)
        if asked is not None and not 0 <= asked < len(known):
            print(f"--{name}: expected a number from 0 to {len(known) - 1}, found {asked}", file=sys.stderr)
            return WRONG
    from alongside.engines.timetable.explain import explain

    with _stoppable() as stop:
        said = explain(
            problem, plan, team=options.team, leader=options.leader, weights=options.weights,
            time_limit=options.time_limit, threads=options.threads, should_stop=stop.is_set,
        )  # fmt: skip
        if options.cured and said.cured is not None:
            _write(options.cured, said.cured.to_dict())
    print(json.dumps(said.to_dict(), ensure_ascii=False) if options.json else said.text)
    return STOPPED if stop.is_set() else DONE
