import pytest

from alongside.cli import COMMANDS, main


def test_every_command_can_be_loaded() -> None:
    assert [name for name, command in COMMANDS.items() if not callable(command.load())] == []


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_help_names_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main(arguments)

    said = capsys.readouterr().out
    assert code == 0
    assert [name for name in COMMANDS if f"  {name}" not in said] == []


def test_an_unknown_command_is_named_and_the_known_ones_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["plna"])

    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("There is no command plna.")
    assert "timetable" in said


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == "0.1.0"


@pytest.mark.parametrize("command", ["demo", "serve", "worker", "doctor", "backup"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"usage: alongside {command}" in capsys.readouterr().out
