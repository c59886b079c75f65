"""Look inside: views of what a run has learnt, live, after its end and opened again from the store."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gdlab.lab.run import Run, Status
from gdlab.lab.train import train
from tests.lab.small import SMALL


def look(drive, name: str):
    """Bring a view into sight and wait until it shows the run's last state."""
    inside = drive.lab.inside
    inside.choose(name)
    drive.wait(lambda: inside.stack.currentWidget() is inside.view(name) and ", step " in inside.step.text())
    return inside.view(name)


def show(drive, run: Run) -> None:
    """Put an ended run on the workbench, as one that is opened again, and choose it."""
    drive.window.bridge.show([run])
    drive.wait(lambda: drive.lab.book.find(run.id) is not None)
    drive.lab.book.choose([run.id])


def test_a_run_opened_again_is_looked_into_as_one_that_trained_here(drive):
    run = train(SMALL)
    show(drive, run)
    view = look(drive, "Boundary")
    assert view.chart._field is not None
    assert drive.lab.inside.step.text() == f"{run.label}, step 15"
    assert "15 validation examples" in look(drive, "Confusion").words.text()


def test_why_there_is_nothing_to_see_is_said_in_its_place(drive):
    show(drive, Run(SMALL, name="elsewhere", status=Status.IMPORTED))
    inside = drive.lab.inside
    inside.choose("Weights")
    drive.wait(lambda: "its network is not" in inside._none.accessibleName())
    assert inside.stack.currentWidget() is inside._none


def test_wrong_images_stand_first_with_both_probabilities(drive):
    drive.train(training__epochs=1, optimizer__lr=0.0003)
    view = look(drive, "Predictions")
    text, wrong = view.chart.tiles.caption(0)
    assert wrong
    assert text.startswith("✗ ")
    assert text.count("%") == 2
    assert "The surest mistake: " in view.accessibleDescription()


def test_a_view_fills_the_page_and_goes_back_by_escape(drive):
    drive.click("inside_maximise")
    assert drive.lab.curves.isHidden()
    drive.key(Qt.Key.Key_Escape, widget=drive.lab.inside)
    assert not drive.lab.curves.isHidden()
    assert not drive.lab.runs.isHidden()
