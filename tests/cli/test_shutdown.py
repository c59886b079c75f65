"""Signals that end a command: what they do when they come at any moment, also within each other's handler."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
import typer

from gdlab.cli.shutdown import stoppable


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_signals_within_the_handler_of_another_end_the_command_all_the_same(capsys: pytest.CaptureFixture[str]):
    came: list[int] = []
    with pytest.raises(typer.Exit) as ended:
        _stop_with_a_signal_at_each_line(came)
    assert ended.value.exit_code in (130, 143)
    assert len(came) > 1
    said = capsys.readouterr().err
    signal.raise_signal(signal.SIGINT)  # one more, at the very end, changes nothing
    assert said.count("Stopping") == said.count("cannot be interrupted") == 1


def _stop_with_a_signal_at_each_line(came: list[int]) -> None:
    """Stop a command by SIGINT, and by one SIGTERM more at each line that its handler comes to."""

    def one_more(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename.endswith(("shutdown.py", "threading.py")) and event == "line":
            came.append(frame.f_lineno)
            signal.raise_signal(signal.SIGTERM)
        return one_more

    before = sys.gettrace()
    with stoppable() as asked:
        sys.settrace(one_more)
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            sys.settrace(before)
        asked.check()
