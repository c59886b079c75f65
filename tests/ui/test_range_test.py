"""The range test in the window: one click measures a rate, a second one trains with it."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from gdlab.diagnose.range_test import RangeTest


def asked(drive):
    """Press the button in the Lab and wait for the test's end."""
    drive.set("training.epochs", 2)
    drive.click("find_rate")
    dialog = drive.find("range_dialog", QDialog)
    drive.wait(lambda: dialog.found is not None, timeout=60_000)
    assert (dialog.bar.value(), dialog.bar.isVisible()) == (0, False)  # nothing is being done any more
    return dialog


def test_a_click_suggests_a_rate_and_a_second_one_trains_with_it(drive):
    dialog = asked(drive)
    before = drive.window.experiment.spec
    assert isinstance(dialog.found, RangeTest)
    rate = float(f"{dialog.found.suggested:.3g}")
    assert f"{rate:g}" in drive.find("range_train", QPushButton).text()
    assert "Suggested learning rate" in drive.find("range_told", QLabel).text()
    table = [line.split(",") for line in dialog.chart.data_text().splitlines()]
    assert len(table) == 1 + 2 * len(dialog.found.rates)
    assert np.isclose(float(table[-1][1]), dialog.found.rates[-1])
    drive.click("range_train")
    drive.wait(lambda: len(drive.runs) == 1 and drive.runs[0].status.ended, timeout=60_000)
    assert drive.runs[0].run.spec.optimizer.lr == rate
    assert drive.window.experiment.spec == before


def test_the_rate_can_be_taken_into_the_experiment_as_an_edit(drive):
    dialog = asked(drive)
    before = drive.window.experiment.spec
    drive.click("range_take")
    assert drive.window.experiment.spec.optimizer.lr == float(f"{dialog.found.suggested:.3g}")
    drive.window.experiment.history.undo()
    assert drive.window.experiment.spec == before


def test_where_no_rate_lowers_the_loss_it_is_said_and_nothing_can_be_trained(drive):
    drive.set("optimizer", "SGD(maximize=true)")
    asked(drive)
    assert "No rate lowered the loss" in drive.find("range_told", QLabel).text()
    assert not drive.find("range_train", QPushButton).isEnabled()
    assert not drive.find("range_take", QPushButton).isEnabled()
