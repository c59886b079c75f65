"""While a run trains, the window says which edits of the experiment are not for it."""

from __future__ import annotations

import pytest


@pytest.fixture
def notice(drive):
    """Start a run that lasts, and give the notice."""
    drive.set("training.epochs", 100_000)
    drive.click("start")
    drive.wait(lambda: len(drive.runs) == 1 and drive.runs[0].trainer is not None)
    found = drive.lab.running_notice
    assert not found.isVisible()
    yield found
    drive.lab.starter.stop()
    drive.rest()


def test_a_run_goes_on_with_its_data_and_this_is_said_until_it_ends(drive, notice):
    drive.lab.experiment_panel.data.type_chosen.emit("iris")
    drive.wait(lambda: not drive.window.experiment.loading)
    name = drive.lab.book.current.name
    assert notice.isVisible()
    said = f"{name} goes on with the data that it began with; what is changed here is for the next run."
    assert notice.text == said
    drive.window.experiment.set("optimizer.lr", 0.5)  # of the run of other data nothing may be changed
    drive.settle()
    assert drive.runs[0].trainer.spec.optimizer.lr != 0.5
    assert notice.text == said
    drive.click("stop")
    drive.rest()
    assert not notice.isVisible()
    assert drive.runs[0].spec.data.type != "iris"


def test_an_edit_that_reaches_the_run_says_nothing_and_another_one_does_until_it_is_undone(drive, notice):
    drive.set("optimizer.lr", 0.5)
    drive.wait(lambda: drive.runs[0].trainer.spec.optimizer.lr == 0.5)
    assert not notice.isVisible()
    drive.set("training.batch_size", 7)
    assert notice.isVisible()
    assert "goes on as it began" in notice.text
    drive.window.experiment.history.undo()
    assert not notice.isVisible()
    drive.set("name", "another")
    assert not notice.isVisible()


def test_of_several_runs_their_number_is_said_and_a_new_start_ends_it(drive, notice):
    drive.set("training.batch_size", 7)
    drive.click("start")
    drive.wait(lambda: len(drive.runs) == 2)
    assert not notice.isVisible()
    drive.set("training.batch_size", 9)
    assert notice.text == "2 runs go on as they began; what is changed here is for the next run."
    drive.lab.starter.remove([run.id for run in drive.runs])
    drive.rest()
    assert not notice.isVisible()
