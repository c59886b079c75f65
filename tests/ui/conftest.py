"""The real window, offscreen, with folders of its own."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from tests.ui.driver import Driver, shown_window


@pytest.fixture(autouse=True)
def garbage_of_this_thread():
    """Have unused objects found on this thread only, as in the program, and by Python itself in tests without Qt."""
    gc.disable()
    yield
    gc.collect(1)  # what the test made, and not what stays from before
    gc.enable()


@pytest.fixture
def window(qtbot, qapp):
    with shown_window(qapp) as made:
        yield made


@pytest.fixture
def drive(window, qtbot):
    return Driver(window, qtbot)


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Semicolons, decimal commas, a byte order mark, a missing value, a line with a word for a number, a short one."""
    rng = np.random.default_rng(0)
    rows = [
        f"{i};{a:.3f};{b:.3f};{('low', 'middle', 'high')[i % 3]};{'big' if a + b > 1 else 'small'}".replace(".", ",")
        for i, (a, b) in enumerate(rng.random((200, 2)))
    ]
    rows[7] = "7;;0,5;low;small"
    rows[50:50] = ["50;wide;0,3;low;big"]
    rows.append("1;2")
    path = tmp_path / "flowers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(["id;width;height;rank;kind", *rows, ""]).encode())
    return path
