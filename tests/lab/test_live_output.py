"""A line of progress on standard error: of text alone, and no reason to end a training."""

from __future__ import annotations

import io
import sys

import pytest

from gdlab.lab.live_output import TextOutput


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_of_progress_holds_no_control_characters_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    output = TextOutput()
    output.show("", "a\x1b[2Jb: 3 steps")
    output.close("", "a\x1b[2Jb: finished")
    assert terminal.getvalue() == "\ra\\x1b[2Jb: 3 steps\ra\\x1b[2Jb: finished\n"


def test_a_closed_standard_error_ends_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Terminal()
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stderr", stream)
        output = TextOutput()
        closed.close()
        output.show("", "3 steps")
        output.close("", "finished")
