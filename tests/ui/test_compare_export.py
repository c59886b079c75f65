"""Kept runs leave the Compare page in every format; a comparison with its runs opens the same on another computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from gdlab.lab.bundle.files import read_bundle
from gdlab.lab.exports.base import run_formats
from gdlab.lab.saved_experiment import load_saved
from gdlab.lab.store import Store
from gdlab.ui.app import make_app, make_window
from tests.lab.comparison.stored import store_of_variants


@pytest.fixture
def opened(qtbot):
    """Return a function that opens a window on a store, with the Compare page in sight."""
    windows = []

    def open_on(store: Store):
        make_app()
        window = make_window(store.path)
        window.ask_before_leaving = False
        window.show()
        window.show_page("compare")
        windows.append(window)
        return window, window.page("compare")

    yield open_on
    for window in windows:
        qtbot.waitUntil(lambda window=window: not window.bridge.moving, timeout=20_000)
        window.close()
        window.deleteLater()


def entries(menu):
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_comparison_with_its_runs_opens_as_it_was_on_a_computer_that_has_none_of_them(
    opened, qtbot, tmp_path, monkeypatch
):
    store = store_of_variants(tmp_path / "runs.sqlite", seeds=2)
    window, page = opened(store)
    qtbot.waitUntil(lambda: len(page.comparison.shown.runs) == 8, timeout=20_000)
    chosen = page.comparison.ids[2:6]
    page.compare(chosen)
    qtbot.waitUntil(lambda: len(page.comparison.shown.runs) == 4)
    page.comparison.set_target(0.75)
    page.side_by_side.bar.log_y.setChecked(True)
    path = tmp_path / "demo.gdlab"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    with qtbot.waitSignal(page.exporter.exported, timeout=20_000):
        entries(page.export.menu())["Comparison with its runs…"].trigger()
    assert [run.history["val/loss"][-1] for run in read_bundle(path).runs] == [
        r.last for r in page.comparison.shown.runs
    ]

    other = Store(tmp_path / "other.sqlite")
    window, there = opened(other)
    window.open_file(path)
    qtbot.waitUntil(lambda: len(there.comparison.shown.runs) == 4, timeout=20_000)
    assert [r.run.name for r in there.comparison.shown.runs] == [r.run.name for r in page.comparison.shown.runs]
    assert there.comparison.target == 0.75
    assert there.side_by_side.bar.log_y.isChecked()
    assert window.pages.currentWidget() is there
    window.open_file(path)  # a second time: the runs are there already
    qtbot.waitUntil(lambda: not window.bridge.moving)
    assert len(other.list()) == 4


def test_a_saved_comparison_says_which_runs_another_computer_lacks(opened, qtbot, tmp_path):
    window, page = opened(store_of_variants(tmp_path / "runs.sqlite", seeds=1))
    qtbot.waitUntil(lambda: len(page.comparison.shown.runs) == 4, timeout=20_000)
    path = tmp_path / "demo.toml"
    window.files.save_to(path)
    assert load_saved(path).view["compare"]["runs"] == page.comparison.ids  # the session's runs by name, not "this"
    window, there = opened(Store(tmp_path / "other.sqlite"))
    window.open_file(path)
    qtbot.waitUntil(lambda: "None of the runs of this comparison is kept here" in there.banner.text, timeout=20_000)
    assert "Export on this page writes the comparison with its runs" in there.banner._detail.text()


def test_runs_of_the_list_are_written_in_every_format_and_opened_in_the_lab(opened, qtbot, tmp_path: Path, monkeypatch):
    window, page = opened(store_of_variants(tmp_path / "runs.sqlite", seeds=1))
    page.show_view("runs")
    qtbot.waitUntil(lambda: page.runs.table.runs.rowCount() == 4, timeout=20_000)
    assert list(entries(page.export.menu())) == ["Choose runs first"]
    page.runs.table.selectRow(0)
    offered = entries(page.export.menu())
    assert set(offered) == {f"{form.title}…" for form in run_formats().values()}
    assert all(action.isEnabled() for action in offered.values())
    page.runs.table.selectAll()
    offered = entries(page.export.menu())
    single = {f"{form.title}…" for form in run_formats().values() if form.single}
    assert {text for text, action in offered.items() if not action.isEnabled()} == single
    path = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    inner = next(a.menu() for a in page.runs.menu().actions() if a.text() == "Export")
    with qtbot.waitSignal(page.exporter.exported, timeout=20_000):
        next(a for a in inner.actions() if a.text() == f"{run_formats()['summary'].title}…").trigger()
    assert len(path.read_text().splitlines()) == 5
    assert "Wrote 4 runs" in page.banner.text
    next(a for a in page.runs.menu().actions() if a.text() == "Open in the Lab").trigger()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.lab, timeout=20_000)
    assert len(list(window.lab.book)) == 4
    qtbot.keyClick(window.lab, Qt.Key.Key_Escape)
