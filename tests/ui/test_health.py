"""The Health page: a broken run is named, and a remedy is tried beside it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from gdlab.diagnose.curvature_lines import curvature_lines
from gdlab.lab.number_text import format_number


def test_a_broken_run_is_checked_and_a_remedy_tried(drive):
    drive.set("optimizer", "SGD(lr=3)")
    drive.set("training.epochs", 4)
    run = drive.train()
    drive.click("nav_health")
    page = drive.window.pages.currentWidget()
    assert page.runs.currentData() == run.id
    drive.click("health_check")
    drive.wait(lambda: page.report is not None, timeout=60_000)
    assert "not sound" in drive.find("health_verdict", QLabel).text()
    assert "StepTooLarge" in page.cards
    drive.click("try_StepTooLarge")
    card = page.cards["StepTooLarge"]
    drive.wait(lambda: card.outcome.text().startswith("It helped"), timeout=60_000)
    assert len(drive.runs) == 2
    assert drive.runs[1].run.spec.optimizer.lr < 3
    drive.wait(page.check.isEnabled)
    page.runs.setCurrentIndex(page.runs.findData(drive.runs[1].id))
    drive.click("health_check")
    drive.wait(lambda: page.report.sound)
    assert "is sound" in drive.find("health_verdict", QLabel).text()


def test_wrong_labels_are_shown_as_pictures(drive):
    drive.set("data", "digits(label_noise=0.15)")
    drive.wait(lambda: drive.window.experiment.examples is not None)
    drive.set("training.epochs", 6)
    drive.train()
    drive.click("nav_health")
    page = drive.window.pages.currentWidget()
    drive.click("health_check")
    drive.wait(lambda: page.report is not None, timeout=60_000)
    finding = next(f for f in page.report.findings if f.check == "SuspiciousLabels")
    grids = page.cards["SuspiciousLabels"].findChildren(type(drive.lab.inside.view("Predictions").chart))
    assert len(grids) == 1
    assert len(grids[0].tiles._pixels) == len(finding.examples)


def test_the_curvature_of_a_run_is_shown_with_its_spectrum_and_a_check_of_its_gradient(drive):
    drive.set("data", "moons(n_samples=200)")
    drive.wait(lambda: drive.window.experiment.examples is not None)
    drive.train(training__epochs=2)
    drive.click("nav_health")
    drive.click("health_curvature")
    dialog = drive.find("curvature_dialog")
    assert dialog.bar.isVisible()
    drive.wait(lambda: dialog.found is not None, timeout=60_000)
    assert (dialog.bar.value(), dialog.bar.isVisible()) == (0, False)  # nothing is being done any more
    assert dict(curvature_lines(dialog.found, format_number)) == {
        name: label.text() for name, label in dialog.figures.items()
    }
    assert dialog.found.gradient_error < 1e-6
    rows = [line.split(",") for line in dialog.chart.data_text().splitlines()[1:]]
    at, density = (np.array([float(row[k]) for row in rows]) for k in (1, 2))
    assert np.trapezoid(density, at) == pytest.approx(1, abs=0.02)
    assert at[0] <= dialog.found.lowest < dialog.found.highest <= at[-1]
