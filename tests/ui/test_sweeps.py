"""The Sweeps page: a search is started, grows in table and pictures, is stopped, goes on and is taken into the Lab."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdlab.lab.run import Status
from gdlab.lab.run_columns import SIGNS
from gdlab.lab.store import Store
from gdlab.lab.sweeps.report import sentences
from gdlab.lab.sweeps.stored_sweep import stored_sweep
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.sweeps.trial import TrialState
from gdlab.ui.app import make_app, make_window
from gdlab.ui.theming import theme_manager
from tests.lab.cluster.direct import DirectPlace
from tests.lab.small import SMALL
from tests.lab.sweeps.searches import carried_out, small_sweep

TEXT = """[sweep]
sampler = "random"
metric = ["val/loss", "parameters"]
trials = {trials}
confirm = 0
[sweep.space]
"optimizer.lr" = {{ low = 0.01, high = 1.0, log = true }}
"network.layers[0].out_features" = [2, 4, 8]
"""


@pytest.fixture
def page(tmp_path: Path, qtbot):
    make_app()
    theme_manager().set_choice("light")
    carried_out(tmp_path, small_sweep(trials=3), "kept")
    window = make_window(tmp_path / "runs.sqlite")
    window.ask_before_leaving = False
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.experiment.examples is not None, timeout=60_000)
    window.experiment.load(SMALL)
    page = window.page("sweeps")
    window.show_page("sweeps")
    yield page
    qtbot.waitUntil(lambda: not window.bridge.moving, timeout=20_000)
    QTest.qWait(60)
    window.close()
    window.deleteLater()


def click(button) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def end_of(page, qtbot) -> None:
    qtbot.waitUntil(lambda: page.job is not None and not page.job.busy and page.setup.start.isEnabled(), timeout=60_000)


def test_a_sweep_from_start_to_the_lab(page, qtbot):
    usual = sys.getswitchinterval()
    figure = page.pictures["Parallel"].figure
    assert not figure.isVisible()  # there is nothing to choose yet
    page.setup.text.setPlainText(TEXT.format(trials=12))
    click(page.setup.start)
    end_of(page, qtbot)
    assert sys.getswitchinterval() == usual
    assert page.job.error == ""
    table = page.table.trials
    assert table.rowCount() == 12
    assert table.heads[:4] == ["Trial", "State", "val/loss", "parameters"]
    assert "12 trials (12 complete)" in page.sentence.text()
    assert figure.isVisible()
    for heading, picture in page.pictures.items():
        button = next(b for b in page.tabs._group.buttons() if b.text() == heading)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.qWait(20)
        assert picture.drawing.isVisible(), heading
        assert picture.drawing.accessibleDescription()
        picture.words_at(picture.drawing.rect().center().toPointF())
    assert "to" in page.pictures["Importance"].drawing.accessibleDescription()
    history = page.pictures["History"]
    figures = np.array([trial.figures[0] for trial in page.job.trials])
    changes = int((np.diff(np.minimum.accumulate(figures)) < 0).sum()) + 1
    assert f"changed {changes} times" in history.drawing.accessibleDescription()
    assert "complete" in history.legend_html()
    assert "best so far" in history.legend_html()
    assert "complete" not in page.pictures["Importance"].legend_html()
    page.table.trial_picked.emit(table.trial(2))
    assert page._experiment.spec.optimizer.lr == table.trial(2).values["optimizer.lr"]
    assert page.window().pages.currentWidget() is page.window().lab
    assert "small" in page.setup.which.values


def test_a_sweep_is_stopped_and_a_kept_one_goes_on(page, qtbot):
    page._experiment.set("training.epochs", 5000)
    page.setup.text.setPlainText(TEXT.format(trials=500))
    click(page.setup.start)
    qtbot.waitUntil(lambda: page.job is not None and page.table.trials.rowCount() > 0, timeout=60_000)
    click(page.setup.halt)
    end_of(page, qtbot)
    assert page.job.stopped
    assert page.setup.start.text() == "Go on"
    page.setup.which.set_value("kept")
    page.setup.which.edited.emit("kept")
    assert not page.setup.start.isEnabled()  # until its own text is there
    qtbot.waitUntil(page.setup.start.isEnabled, timeout=20_000)
    assert page.table.trials.rowCount() == 3
    page.setup.text.setPlainText(page.setup.text.toPlainText().replace("trials = 3", "trials = 5"))
    click(page.setup.start)
    end_of(page, qtbot)
    assert page.job.name == "kept"
    assert [trial.state for trial in page.job.trials] == [TrialState.COMPLETE] * 5
    runs = [run for run in Store(page.job.store.path).list() if run.group == "sweep kept"]
    assert len(runs) == 5


def test_a_sweep_of_the_page_trains_on_workers_and_a_wrong_address_is_told(page, qtbot, monkeypatch):
    page.setup.text.setPlainText(TEXT.format(trials=2))
    page.setup.workers.line.setText("somewhere:1")
    click(page.setup.start)
    qtbot.waitUntil(page.banner.isVisible, timeout=20_000)
    assert "local:4 or tcp://scheduler:8786" in page.banner.accessibleName()
    place = DirectPlace()  # a worker in this process
    monkeypatch.setattr(
        "gdlab.lab.cluster.place.ClusterPlace", lambda address, remark, wanted: remark(address) or place
    )
    page.setup.workers.line.setText(" local:1 ")
    click(page.setup.start)
    end_of(page, qtbot)
    assert page.job.place is place
    assert page.banner.accessibleName() == "warning: local:1."
    assert [trial.state for trial in page.job.trials] == [TrialState.COMPLETE] * 2


def test_the_search_for_a_scheduler_that_does_not_answer_can_be_stopped(page, qtbot):
    page.setup.text.setPlainText(TEXT.format(trials=2))
    page.setup.workers.line.setText("tcp://127.0.0.1:9")
    click(page.setup.start)
    click(page.setup.halt)
    qtbot.waitUntil(page.setup.start.isEnabled, timeout=20_000)
    assert not page.banner.isVisible()
    assert page.job is None


def test_a_sweep_that_another_process_goes_on_with_grows_on_the_page(page, qtbot, tmp_path):
    page.setup.which.set_value("kept")
    page.setup.which.edited.emit("kept")
    qtbot.waitUntil(lambda: page.table.trials.rowCount() == 3, timeout=20_000)
    assert "3 trials (3 complete)" in page.sentence.text()
    store = Store(tmp_path / "runs.sqlite")
    other = SweepRun(small_sweep(trials=5), "kept", store)
    other.search.ask()
    qtbot.waitUntil(lambda: page.table.trials.rowCount() == 4, timeout=20_000)
    assert "4 trials so far" in page.sentence.text()
    assert page.table.trials.trial(3).state is TrialState.RUNNING
    other.search.close()  # as a process that was killed leaves it
    qtbot.waitUntil(lambda: "3 complete, 1 interrupted" in page.sentence.text(), timeout=20_000)
    assert page.table.trials.trial(3).state is TrialState.INTERRUPTED
    assert page.table.trials.index(3, 1).data() == f"{SIGNS[Status.INTERRUPTED]} interrupted"  # as of runs
    carried_out(tmp_path, small_sweep(trials=5), "kept")
    qtbot.waitUntil(lambda: "5 trials (5 complete)" in page.sentence.text(), timeout=20_000)
    assert page.table.trials.rowCount() == 5


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[sweep]\ntrials = -3\n", "sweep.trials (line 2)"),
        ('[sweep]\ntrials = 2\n[sweep.space]\n"training.batch_size" = [−1]\n', "at line 4, column 26"),
    ],
)
def test_a_mistake_is_told_with_the_line_of_the_text_in_sight(page, text, where):
    page.setup.text.setPlainText(text)
    click(page.setup.start)
    assert where in page.banner.text
    assert page.job is None


def test_a_mistake_in_the_text_is_told_and_nothing_begins(page):
    page.setup.text.setPlainText(TEXT.format(trials=2).replace("random", "randum"))
    click(page.setup.start)
    assert page.banner.isVisible()
    assert page.job is None


def test_a_sweep_is_not_started_while_a_field_of_the_lab_shows_what_was_refused(page, qtbot):
    window = page.window()
    field = window.lab.experiment_panel.optimizer.form.editor("lr")
    field.line.setText("-3")
    field.commit()
    page.setup.text.setPlainText(TEXT.format(trials=1))
    click(page.setup.start)
    QTest.qWait(60)
    assert page.job is None
    assert "“Learning rate (lr)” is refused" in page.banner.text
    field.line.setText("0.25")
    field.commit()
    click(page.setup.start)
    end_of(page, qtbot)
    assert page.job.sweep.run.optimizer.lr == 0.25


def choose(page, name: str) -> None:
    page.setup.which.set_value(name)
    page.setup.which.edited.emit(name)


def test_of_sweeps_that_are_chosen_in_quick_succession_the_last_one_is_shown(page, qtbot, monkeypatch):
    """Journals are read side by side, and that of the sweep that was chosen first may be read last."""
    late = threading.Event()

    def read(store, name):
        if name == "kept":
            late.wait(20)
        return stored_sweep(store, name)

    carried_out(page._bridge.store.path.parent, small_sweep(trials=2), "other")
    page.setup.offer(["kept", "other"])
    monkeypatch.setattr("gdlab.ui.pages.sweeps.page.stored_sweep", read)
    choose(page, "kept")
    choose(page, "other")
    qtbot.waitUntil(page.setup.start.isEnabled, timeout=20_000)
    late.set()
    qtbot.waitUntil(lambda: not page._bridge.moving, timeout=20_000)
    QTest.qWait(60)
    assert page.table.trials.rowCount() == 2
    assert "trials = 2" in page.setup.text.toPlainText()
    choose(page, "kept")
    choose(page, "")
    QTest.qWait(300)
    assert page.table.trials.rowCount() == 0
    assert "Trials stand here as they come" in page.sentence.text()


def test_a_kept_sweep_says_what_it_has_found(page, qtbot, tmp_path):
    done = carried_out(tmp_path, small_sweep(trials=3, confirm=1, confirm_seeds=2, seeds=2), "checked")
    page.setup.offer(["kept", "checked"])
    choose(page, "checked")
    qtbot.waitUntil(page.setup.start.isEnabled, timeout=20_000)
    for sentence in sentences(done)[1:]:
        assert sentence in page.sentence.toolTip()
    assert "Best: trial" in page.sentence.text()
    page.banner.show_message("Something of the sweep before.")
    choose(page, "")
    assert not page.banner.isVisible()
    page.setup.text.setPlainText(TEXT.format(trials=1))
    click(page.setup.start)
    qtbot.waitUntil(lambda: page.job is not None, timeout=20_000)
    assert "Best" not in page.sentence.text()
    end_of(page, qtbot)
