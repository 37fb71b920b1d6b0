"""`alongside clock`: the engine's answers, and plain words for what was asked wrongly."""

from __future__ import annotations

import pytest

from alongside.cli import main


@pytest.mark.parametrize(
    ("arguments", "code", "printed"),
    [
        (["due", "2018-03-09T16:45"], 0, "due 2018-03-12T09:45+00:00\nend of the working day 2018-03-09T17:00+00:00\n"),
        (["due", "2018-07-02T08:00", "--minutes", "30", "--opens", "08:30"], 0, "due 2018-07-02T09:00+01:00\n"
         "end of the working day 2018-07-02T17:00+01:00\n"),
        (["open", "2018-03-09T16:45"], 0, "open\n"),
        (["open", "2018-03-10T12:00"], 1, "closed, opens 2018-03-12T09:00+00:00\n"),
        (["holidays", "2026"], 0, "2026-01-01 Thursday\n2026-04-03 Friday\n2026-04-06 Monday\n2026-05-04 Monday\n2026-05-25 Monday\n"
         "2026-08-31 Monday\n2026-12-25 Friday\n2026-12-26 Saturday\n2026-12-28 Monday\n"),
    ],
)  # fmt: skip
def test_answers(arguments: list[str], code: int, printed: str, capsys: pytest.CaptureFixture[str]):
    assert main(["clock", *arguments]) == code
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["due", "tomorrow"], "expected a date and time such as 2026-12-24T16:30, not 'tomorrow'"),
        (["open", "--opens", "nine"], "expected a time such as 09:00, not 'nine'"),
        (["holidays", "3000"], "expected a year from 1872 to 2200, not '3000'"),
    ],
)
def test_what_cannot_be_read(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["clock", *arguments])

    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["due", "--minutes", "0"], ["open", "--opens", "18:00"]])
def test_what_makes_no_sense(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["clock", *arguments]) == 2
    assert capsys.readouterr().err
