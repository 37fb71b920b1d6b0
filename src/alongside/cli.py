"""`alongside COMMAND ...`: finds the command in the table below, loads only what it needs, and hands over the rest of the line."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version


@dataclass(frozen=True)
class Command:
    """A command: what it is for, and the function (`module:name`) that takes the arguments after it and returns an exit code."""

    purpose: str
    function: str

    def load(self) -> Callable[[Sequence[str]], int]:
        module, name = self.function.split(":")
        loaded: Callable[[Sequence[str]], int] = getattr(import_module(module), name)
        return loaded


COMMANDS = {
    "timetable": Command("Plan a Practice Week, mend a plan, or explain one", "alongside.cli_timetable:timetable"),
    "clock": Command("Working time: opening hours, bank holidays, when something is due", "alongside.cli_clock:clock"),
    "forms": Command("Check a form, turn it into an XLSForm or back, list those that come with it", "alongside.cli_forms:forms"),
    "demo": Command("Run here with an invented directorate and a planned week", "alongside.cli_service:demo"),
    "serve": Command("Run the production server", "alongside.cli_service:serve"),
    "worker": Command("Do background work: plans, imports, notices", "alongside.cli_service:worker"),
    "doctor": Command("Look the installation over and say what to do", "alongside.cli_service:doctor"),
    "backup": Command("Copy the database while people work, and check the copy", "alongside.cli_service:backup"),
    "manage": Command("Django's own commands: migrate, shell, check...", "alongside.cli_service:manage"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.purpose}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: alongside COMMAND [arguments]", "", *lines, "", "alongside COMMAND --help says more about one."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 it could not be done, 2 it was asked for wrongly."""
    name, *rest = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if name == "--version":
        print(version("alongside"))
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[name].load()(rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
