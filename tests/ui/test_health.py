"""The Health page: a broken run is named, and a remedy is tried beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


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
