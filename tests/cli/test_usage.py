"""A wrong command line is answered in words, with exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import typer
from rich.text import Text

from gdlab.cli import main
from gdlab.cli.main import command_line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["run", "--nosuch"], "No such option: --nosuch"),
        (["run"], "Missing argument"),
        (["compare", "spec.toml", "--seeds", "many"], "Invalid value for '--seeds'"),
    ],
)
def test_a_wrong_command_line_is_a_sentence_and_exit_code_2(arguments: list[str], words: str, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err


def test_the_version_is_printed_alone(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "0.1.0\n"


def test_brackets_in_help_are_text(capsys):
    assert main(["data", "--help"]) == 0
    assert "[data] table" in " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_no_help_loses_a_word_in_brackets():
    helps = list(_helps(typer.main.get_command(command_line([]))))
    assert len(helps) > 150
    assert [each for each in helps if Text.from_markup(each).plain != each.replace("\\[", "[")] == []


def _helps(command) -> Iterator[str]:
    """Yield what is printed about a command, its options and its commands, as it is written in the program."""
    yield from (text for text in (command.help, *(getattr(each, "help", None) for each in command.params)) if text)
    for each in getattr(command, "commands", {}).values():
        yield from _helps(each)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_the_doctor_says_that_there_is_no_display(capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("gdlab.cli.doctor._kernels", lambda: "ready")
    assert main(["doctor"]) == 0
    assert "window: there is no display" in capsys.readouterr().out
