"""The identities of runs, which other programs read from tables."""

from __future__ import annotations

import pytest

from gdlab.lab import run


def test_no_identity_reads_as_a_number(monkeypatch: pytest.MonkeyPatch):
    drawn = iter(["3e162744", "12345678", "1a2b3c4d"])
    monkeypatch.setattr(run.secrets, "token_hex", lambda _: next(drawn))
    assert run.new_id() == "1a2b3c4d"
