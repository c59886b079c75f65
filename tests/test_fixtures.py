"""The leak fixtures and the warning settings notice what they are there to notice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent

GUILTY = """
import threading
import warnings

import pytest
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QLabel, QWidget

from tests.leaks import no_leaked_qt_objects, no_leaked_threads

kept = []


def test_thread():
    kept.append(threading.Event())
    threading.Thread(target=kept[-1].wait, name="forgotten", daemon=True).start()


def test_timer(qtbot):
    timer = QTimer()
    timer.start(60_000)
    kept.append(timer)


def test_qthread(qtbot):
    thread = QThread()
    thread.start()
    kept.append(thread)


def test_single_shot(qtbot):
    QTimer.singleShot(60_000, lambda: None)


def test_widget(qtbot):
    kept.append(QLabel("left open"))


def test_qt_warning(qtbot):
    qWarning("a Qt warning")


def test_python_warning():
    warnings.warn("a warning")


def test_exception_in_a_slot(qtbot):
    def slot():
        raise ValueError("in a slot")

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(slot)
    timer.start(0)
    qtbot.wait(20)
"""

INNOCENT = """
import threading

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tests.leaks import no_leaked_qt_objects, no_leaked_threads


def test_thread_that_ends():
    thread = threading.Thread(target=lambda: None)
    thread.start()


def test_timer_that_is_stopped(qtbot):
    timer = QTimer()
    timer.start(60_000)
    timer.stop()


def test_timer_that_dies_with_its_widget(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(60_000)


def test_qthread_that_is_stopped(qtbot):
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()


def test_single_shot_that_fires(qtbot):
    fired = []
    QTimer.singleShot(0, lambda: fired.append(True))
    qtbot.waitUntil(lambda: bool(fired))


def test_single_shot_of_a_receiver_that_died(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer.singleShot(60_000, widget, widget.close)


def test_widget_that_qtbot_closes(qtbot):
    widget = QWidget()
    QVBoxLayout(widget).addWidget(QLabel("inside"))
    qtbot.addWidget(widget)
    widget.show()


def test_widget_that_only_garbage_holds(qtbot):
    widget = QWidget()
    widget.itself = widget
"""


@pytest.fixture
def run_inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Run a file of tests in a session of its own, with this project's settings."""
    search_path = os.pathsep.join(filter(None, (str(TOP), os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", search_path)

    def run(code: str) -> pytest.RunResult:
        path = pytester.makepyfile(code)
        options = ("-c", TOP / "pyproject.toml", "--rootdir", pytester.path, "-p", "no:cacheprovider", "-v")
        return pytester.runpytest_subprocess(*options, path)

    return run


def test_each_leak_and_each_warning_fails_the_test_that_made_it(run_inner):
    result = run_inner(GUILTY)
    result.assert_outcomes(passed=5, errors=5, failed=3)
    for words in (
        "threads left running: forgotten",
        "timers or threads of Qt left running: QTimer",
        "timers or threads of Qt left running: QThread",
        "single shots left pending: test_single_shot.<locals>.<lambda>",
        "top-level widgets left: QLabel",
        "a Qt warning",
        "UserWarning: a warning",
        "ValueError: in a slot",
    ):
        result.stdout.fnmatch_lines(f"*{words}*")


def test_what_is_put_away_fails_nobody(run_inner):
    run_inner(INNOCENT).assert_outcomes(passed=8)


def test_the_user_s_own_folders_are_out_of_reach(tmp_path_factory: pytest.TempPathFactory):
    from gdlab import paths

    for folder in (paths.cache_dir(), paths.data_dir(), paths.config_dir()):
        assert "gdlab-tests-" in str(folder)
