"""Signals that end a command: what they do when they come at any moment, also within each other's handler."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

import pytest
import typer

from gdlab.cli.shutdown import stoppable


def test_signals_within_the_handler_of_another_end_the_command_all_the_same(capsys: pytest.CaptureFixture[str]):
    came: list[int] = []

    def one_more_at_each_line(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename.endswith(("shutdown.py", "threading.py")) and event == "line":
            came.append(frame.f_lineno)
            signal.raise_signal(signal.SIGTERM)
        return one_more_at_each_line

    before = sys.gettrace()
    with pytest.raises(typer.Exit) as ended, stoppable() as asked:
        sys.settrace(one_more_at_each_line)
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            sys.settrace(before)
        asked.check()
    assert ended.value.exit_code in (130, 143)
    assert came
    said = capsys.readouterr().err
    assert said.count("Stopping") == said.count("cannot be interrupted") == 1
