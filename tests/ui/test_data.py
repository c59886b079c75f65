"""The Data card: what a set looks like."""

from __future__ import annotations

import pytest

from gdlab.lab.compile_ahead import compile_specs


def choose(drive, name: str) -> None:
    drive.set("data", {"type": name})
    drive.wait(lambda: drive.window.experiment.examples.name == name)
    drive.rest()


@pytest.mark.parametrize(
    "name, view",
    [("digits", "images"), ("moons", "points"), ("reviews", "texts"), ("stocks", "series"), ("paradise_lost", "texts")],
)
def test_the_data_card_shows_what_the_set_looks_like(drive, name, view):
    choose(drive, name)
    data = drive.lab.inside.data
    drive.lab.inside.choose("Data")
    assert getattr(data, view).isVisibleTo(data)
    assert str(len(drive.window.experiment.examples.x_val)) in data.sizes.text().replace("\u202f", "")


def test_a_table_shows_a_histogram_a_column_and_classes_their_balance(drive):
    choose(drive, "iris")
    data, examples = drive.lab.inside.data, drive.window.experiment.examples
    drive.wait(lambda: len(data.inputs._rows) == 4)
    assert [row.name for row in data.inputs._rows] == list(examples.features)
    assert sum(sum(row.counts) for row in data.inputs._rows) == examples.x_train.size
    assert sum(row.train + row.val for row in data.balance._rows) == 150


def test_pictures_are_taken_from_all_over_a_sorted_set(drive):
    choose(drive, "photo_patches")
    assert len(set(drive.lab.inside.data.images.tiles._truth)) == 2


@pytest.mark.parametrize("name", ["memory", "stocks", "paradise_lost", "diabetes", "moons"])
def test_a_data_set_chosen_in_the_list_can_be_started_at_once(drive, name):
    combo = drive.lab.experiment_panel.data.combo
    index = combo.values.index(name)
    combo.combo.setCurrentIndex(index)
    combo.combo.activated.emit(index)
    drive.wait(lambda: drive.window.experiment.examples.name == name and drive.find("start").isEnabled())
    drive.set("training.max_steps", 3)
    assert drive.train().step == 3


def test_fit_is_offered_where_the_whole_network_has_to_be_another(drive):
    drive.set("data", {"type": "memory"})
    drive.wait(lambda: drive.window.experiment.examples.name == "memory")
    assert not drive.find("start").isEnabled()
    drive.click("fit_network")
    assert drive.window.experiment.history.undo_text == "Fit a small recurrent network"
    assert drive.find("start").isEnabled()


def test_twelve_augmented_examples_are_shown_before_a_run_starts(window, qtbot):
    view = window.lab.inside.data
    assert not view.augmented.isVisibleTo(view)
    assert window.experiment.set("training.augmentation", "GaussianNoise, RandomCrop(padding=1)") == ""
    compile_specs([window.experiment.spec])
    qtbot.waitUntil(lambda: view.augmented.isVisibleTo(view), timeout=60_000)
    tiles = view.augmented.tiles
    assert len(tiles._pixels) == 12
    assert tiles.caption(0)[0] in window.experiment.examples.classes
    window.experiment.choose_data("iris")
    qtbot.waitUntil(lambda: not view.augmented.isVisibleTo(view), timeout=5_000)  # not those of other data
    window.experiment.set("training.augmentation", None)
    qtbot.waitUntil(lambda: not view.augmented.isVisibleTo(view), timeout=5_000)
