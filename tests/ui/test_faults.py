"""A fault of the program is one sentence over every page, with its traceback and a report to copy."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gdlab.logs.faults import record


class Broken(dict):
    """Parameters that cannot be read."""

    def __len__(self) -> int:
        raise RuntimeError("the parameters of Zebrafinken are broken")

    __iter__ = __bool__ = items = keys = __getitem__ = __len__  # pyright: ignore


@pytest.fixture
def faults(window):
    return window.faults


def buttons(banner) -> list[str]:
    return [b.text() for b in banner.findChildren(QPushButton) if b.isVisibleTo(banner) and b.text()]


def test_a_worker_that_fails_is_told_in_one_sentence_with_details_and_a_report(drive, window, faults):
    window.bridge.start(window.experiment.spec, parameters=Broken())
    drive.wait(faults.isVisible)
    drive.rest()
    assert "Training a run failed because of a fault in gdlab (RuntimeError: the parameters" in faults.text
    assert not window.lab.banner.isVisible()
    assert buttons(faults) == ["Details", "Copy report"]
    assert "Traceback" in faults.accessibleDescription()
    assert "active_run.py" in faults.accessibleDescription()
    faults.copy_report()
    text = QGuiApplication.clipboard().text()
    assert "gdlab/lab/active_run.py, line" in text
    assert "[optimizer]" in text
    assert "Zebrafinken" not in text


def test_an_observer_that_fails_is_told(drive, window, faults):
    run = drive.train(epochs=1)

    def fail(_run: object) -> object:
        raise RuntimeError("cannot look")

    window.bridge.observe(run, "something", fail)
    drive.wait(faults.isVisible)
    drive.rest()
    assert "Looking inside a run failed because of a fault in gdlab (RuntimeError: cannot look)" in faults.text


def test_background_work_that_fails_is_told_in_one_place(drive, window, faults):
    ended = []

    def fail() -> None:
        raise KeyError("nothing")

    window.bridge.in_background(fail, ended.append)
    drive.wait(lambda: bool(ended) and faults.isVisible())
    drive.rest()
    assert "KeyError" in faults.text
    assert "background" in faults.text


def test_faults_from_any_thread_are_shown_and_more_of_them_are_counted(drive, window, faults):
    window.show_page("studies")
    for _ in range(3):
        thread = threading.Thread(target=lambda: record(ValueError("x"), "Handling an event"))
        thread.start()
        thread.join()
    drive.wait(lambda: "2 more" in faults.text)
    assert faults.isVisible()
    faults.dismiss()
    record(ValueError("y"), "Handling an event")
    assert "(ValueError: y)" in faults.text
    assert "more" not in faults.text


def test_bad_input_is_no_fault(drive, window, faults):
    drive.set("data", "digits")
    from gdlab.spec.errors import DataError

    assert record(DataError("no such file"), "Work in the background") is None
    drive.settle()
    assert not faults.isVisible()


def test_a_crash_of_the_last_time_is_offered_with_its_report(window, faults):
    faults.show_crash("Fatal Python error: Segmentation fault")
    assert "crashed the last time" in faults.text
    faults.copy_report()
    assert "Segmentation fault" in QGuiApplication.clipboard().text()
