"""A form out of a file that somebody sends: XLSForm, or JSON as Alongside writes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from alongside.engines.forms.as_json import from_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition
from alongside.engines.forms.problems import Problem, Unreadable
from alongside.engines.forms.xlsform import read_what_fits

MOST_BYTES = 2 * 1024 * 1024


class NotAForm(Exception):
    """Nothing can be made of it. `problems` say where, what and what was expected, when it got as far as that."""

    def __init__(self, words: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(words)
        self.problems = list(problems)


@dataclass(frozen=True)
class Read:
    """What would be made, and what the file says that a form here cannot hold."""

    definition: Definition
    left_out: Sequence[Problem] = ()


def read_form(file: IO[bytes]) -> Read:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAForm("The file is larger than 2 MB. A form is much smaller: take pictures and other sheets out")
    return _from_json(content) if content.lstrip()[:1] in (b"{", b"[") else _from_workbook(content)


def _from_json(content: bytes) -> Read:
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as reason:
        raise NotAForm("The file is not JSON that can be read. Download the form again, or load an XLSForm workbook") from reason
    if problems := check(data):
        raise NotAForm(_so_many(problems), problems)
    return Read(from_json(data))


def _from_workbook(content: bytes) -> Read:
    try:
        fitted = read_what_fits(content)
    except Unreadable as reason:
        raise NotAForm(_so_many(reason.problems), reason.problems) from reason
    return Read(fitted.definition, fitted.left_out)


def _so_many(problems: Sequence[Problem]) -> str:
    return (
        "There is something to put right in the file"
        if len(problems) == 1
        else f"There are {len(problems)} things to put right in the file"
    )
