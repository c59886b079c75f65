"""The real window, offscreen, with folders of its own."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from tests.ui.driver import Driver, PreparedWindow, shown_window
from tests.ui.forks import Template, is_forked

_template: Template | None = None
_prepared: PreparedWindow | None = None  # in the process of the template and its forks


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fork, before anything has run, the process that makes the window of the tests that ask for one."""
    global _template
    if any(is_forked(item) for item in session.items):
        _template = Template(session, _prepare)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test that asks for the window in a process of its own."""
    if _template is None or not is_forked(item):
        return None
    _template.run(item, nextitem)
    return True


def pytest_sessionfinish() -> None:
    if _template is not None:
        _template.close()


def _prepare() -> None:
    global _prepared
    _prepared = PreparedWindow()


@pytest.fixture(autouse=True)
def garbage_of_this_thread():
    """Have unused objects found on this thread only, as in the program, and by Python itself in tests without Qt."""
    gc.disable()
    yield
    gc.collect(1)  # what the test made, and not what stays from before
    gc.enable()


@pytest.fixture
def window(qtbot, qapp):
    with _prepared.shown() if _prepared is not None else shown_window(qapp) as made:
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
