"""The window has precedence over threads in the background, and a window that is always at it stops none of them."""

from __future__ import annotations

import threading

import pytest

from gdlab.lab import precedence
from gdlab.lab.precedence import Precedence


@pytest.mark.parametrize("patience", [60.0, 0.01])
def test_a_thread_waits_until_precedence_is_given_back_or_its_patience_ends(patience, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(precedence, "_LONGEST", patience)
    window, passed = Precedence(), threading.Event()
    window.take()
    thread = threading.Thread(target=lambda: (window.give_way(), passed.set()))
    thread.start()
    assert passed.wait(0.05) is (patience < 1)
    window.give_back()
    thread.join(10)
    assert passed.is_set()
    window.give_way()  # nobody has it
