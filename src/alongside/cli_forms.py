"""`alongside forms check | convert | blank`: is this a form, turn one into an XLSForm or back, start from one that comes with Alongside.

Exit codes: 0 done, 1 the form cannot be used or carried as it is, 2 a file or option is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alongside.engines.forms.definition import Definition
    from alongside.engines.forms.problems import Problem

DONE, FAILED, WRONG = 0, 1, 2
KINDS = (".json", ".xlsx")


def forms(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    from alongside.engines.forms.problems import Unreadable

    try:
        code: int = options.run(options)
    except _WrongFile as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    except Unreadable as unreadable:
        _tell(unreadable.problems, options.form)
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside forms",
        description="Forms as files: JSON as Alongside keeps them, or XLSForm workbooks as KoboToolbox and ODK do."
        " docs/reference/form-definition.md describes both.",
        epilog="Exit codes: 0 done, 1 the form cannot be used or carried as it is, 2 a file or option is wrong.",
    )
    commands = parser.add_subparsers(metavar="check|convert|blank", required=True)
    check = commands.add_parser("check", help="say everything that is wrong with a form, or that nothing is")
    check.add_argument("form", metavar="FORM", help="a .json or .xlsx file")
    check.set_defaults(run=_check)
    convert = commands.add_parser("convert", help="turn JSON into an XLSForm, or an XLSForm into JSON")
    convert.add_argument("form", metavar="FROM", help="a .json or .xlsx file")
    convert.add_argument("out", metavar="TO", help="the .json or .xlsx file to write")
    convert.add_argument("--leave-out", action="store_true", help="leave out what cannot be carried, and list it")
    convert.set_defaults(run=_convert)
    blank = commands.add_parser("blank", help="list the forms that come with Alongside, or write one")
    blank.add_argument("form", metavar="FORM", nargs="?", help="such as team-visit")
    blank.add_argument("out", metavar="TO", nargs="?", help="the .json or .xlsx file to write")
    blank.set_defaults(run=_blank)
    return parser


class _WrongFile(Exception):
    """A message that names the file and what was expected."""


def _check(options: argparse.Namespace) -> int:
    form, left_out = _read(options.form)
    _tell(left_out, options.form)
    print(f"{options.form}: “{form.title.said()}”, {_counted(len(form.questions), 'question')}, {_verdict(left_out)}")
    return FAILED if left_out else DONE


def _verdict(left_out: Sequence[Problem]) -> str:
    return f"but {_counted(len(left_out), 'thing')} that Alongside cannot carry" if left_out else "nothing wrong"


def _convert(options: argparse.Namespace) -> int:
    form, left_out = _read(options.form)
    _tell(left_out, options.form)
    if left_out and not options.leave_out:
        print(f"{options.out} was not written. Add --leave-out to write it without all that.", file=sys.stderr)
        return FAILED
    _write(options.out, form)
    print(f"{options.out}: “{form.title.said()}”, {_counted(len(form.questions), 'question')}, {_counted(len(left_out), 'thing')} left out")
    return DONE


def _blank(options: argparse.Namespace) -> int:
    from alongside.engines.forms.shipped import shipped_forms

    shipped = shipped_forms()
    if options.form is None:
        for code, (_, form) in shipped.items():
            print(f"{code:<24}{form.title.said()}")
        return DONE
    if options.form not in shipped:
        raise _WrongFile(f"There is no form {options.form}. Expected one of {', '.join(shipped)}.")
    if options.out is None:
        raise _WrongFile("Expected a .json or .xlsx file to write it to.")
    _write(options.out, shipped[options.form][1])
    return DONE


def _read(path: str) -> tuple[Definition, Sequence[Problem]]:
    """The form, and what of it cannot be carried."""
    from alongside.engines.forms.files import read_json

    kind = _kind(path)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise _WrongFile(f"{path}: cannot be read ({error.strerror}).") from error
    if kind == ".json":
        return read_json(content), ()
    from alongside.engines.forms.xlsform import read_what_fits

    fitted = read_what_fits(content)
    return fitted.definition, fitted.left_out


def _write(path: str, form: Definition) -> None:
    """The whole file or none of it."""
    if _kind(path) == ".json":
        from alongside.engines.forms.files import write_json as written
    else:
        from alongside.engines.forms.xlsform import write_xlsform as written
    content, beside = written(form), Path(f"{path}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise _WrongFile(f"{path}: cannot be written ({error.strerror}).") from error


def _kind(path: str) -> str:
    kind = Path(path).suffix.lower()
    if kind not in KINDS:
        raise _WrongFile(f"{path}: expected a file whose name ends in {' or '.join(KINDS)}.")
    return kind


def _tell(problems: Iterable[Problem], path: str) -> None:
    for problem in problems:
        print(f"{path}: {problem}", file=sys.stderr)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
