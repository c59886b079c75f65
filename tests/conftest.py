"""What every test gets: no screen, folders of its own, and fixtures that notice what it leaves behind."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

TOP = Path(__file__).resolve().parent.parent

# A shell that starts the tests in the background has them ignore Ctrl+C, and every process inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Before anything loads Qt or numba: both read these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["GDLAB_LANGUAGE"] = "en"  # whatever the system speaks
# A kernel that came with the checkout is used only if it was made from the sources that are tested.
os.environ.setdefault("GDLAB_KERNELS", "shipped")
os.environ.setdefault("NUMBA_CACHE_DIR", str(TOP / ".cache" / "numba"))  # kept: compiling is the slow part
_HOME = tempfile.mkdtemp(prefix="gdlab-tests-")
for _kind in ("CACHE", "DATA", "CONFIG"):
    os.environ[f"GDLAB_{_kind}_DIR"] = str(Path(_HOME) / _kind.lower())

# The libraries make half a million objects that stay; to look for unused ones among them over and over takes longer
# than most tests. What a test makes is looked at all the same.
gc.set_threshold(50_000, 10, 10)

from tests.leaks import no_leaked_qt_objects, no_leaked_threads  # noqa: E402, F401

pytest_plugins = ("pytester",)

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_collection_finish() -> None:
    """Leave out of every later search what the imports and the collection of the tests have made."""
    gc.freeze()


@pytest.fixture
def native_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have runs, and the processes that a test starts, use code that is compiled for this processor."""
    monkeypatch.setenv("GDLAB_KERNELS", "native")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders that stood in for the user's own."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Write what is no character as an escape: a report with half a surrogate cannot travel between processes."""
    report = yield
    report.sections = [(title, _escaped(text)) for title, text in report.sections]
    if isinstance(report.longrepr, str):
        report.longrepr = _escaped(report.longrepr)
    return report


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
