"""The Experiment panel: every field edits the spec, wrong values are refused beside it, every edit is undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from gdlab.lab.presets import presets
from gdlab.lab.previews import member_choices
from gdlab.spec.files import load_spec
from gdlab.ui.panels.layers_list import PROBLEM, RIGHT
from tests.ui.driver import Driver, shown_window


@pytest.fixture(scope="module")
def held(qapp):
    """Return a window for all of these tests, since only its experiment is edited here."""
    with shown_window(qapp) as window:
        yield window


@pytest.fixture
def drive(held, qtbot):
    """Return a driver of the window with the default experiment, of which nothing can be undone."""
    held.files.new()
    driver = Driver(held, qtbot)
    driver.wait(lambda: not held.bridge.moving and held.experiment.examples.name == held.experiment.spec.data.type)
    held.experiment.history._edits.clear()
    held.experiment.history._index = 0
    held.experiment.history.set_clean()
    held.lab.banner.hide()
    before = active_timers(held)
    yield driver
    driver.rest()
    for timer in active_timers(held) - before:
        timer.stop()


@pytest.fixture
def alone(window, qtbot):
    """Return a driver of a window that nothing else uses, whose threads end with it."""
    return Driver(window, qtbot)


def active_timers(window) -> set[QTimer]:
    return {timer for timer in window.findChildren(QTimer) if timer.isActive()}


def write(editor, text: str) -> None:
    line = editor.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "part, field, text, words",
    [
        ("optimizer", "lr", "-1", "at least 0"),
        ("optimizer", "lr", "2,5", "point"),
        ("optimizer", "lr", "fast", "number"),
        ("training", "epochs", "0", "at least 1"),
        ("training", "batch_size", "0", "full"),
        ("training", "batch_size", "some", "full"),
        ("optimizer", "betas", "0.9, 1.5", "1"),
        ("data", "val_fraction", "1.5", "1"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field_in_words(drive, part, field, text, words):
    form = getattr(drive.lab.experiment_panel, part)
    form = form if part == "training" else form.form
    before = drive.window.experiment.spec
    write(form.editor(field), text)
    assert words in (form.editor(field).error or "")
    assert drive.window.experiment.spec == before


def test_a_call_that_is_not_well_formed_is_refused_beside_a_field_of_plain_values(drive):
    form = drive.lab.experiment_panel.optimizer.form
    for text in ("f(1)", "f(a=1, a=2)"):
        write(form.editor("betas"), text)
        assert form.editor("betas").refuses
        assert form.editor("betas").value() == text
    drive.set("optimizer.lr", 0.25)
    assert not form.editor("betas").refuses


def test_a_field_changes_the_spec_and_undo_in_the_field_takes_it_back(drive):
    form = drive.lab.experiment_panel.optimizer.form
    editor = form.editor("lr")
    drive.window.activateWindow()
    write(editor, "0.02")
    assert drive.window.experiment.spec.optimizer.lr == 0.02
    QTest.keyClick(editor.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drive.window.experiment.spec.optimizer.lr == 0.001
    assert editor.line.text() == "0.001"
    QTest.keyClick(editor.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert drive.window.experiment.spec.optimizer.lr == 0.02


def test_quick_steps_of_one_field_are_undone_together_and_slow_ones_apart(drive):
    experiment = drive.window.experiment
    for value in (0.002, 0.005, 0.01):
        experiment.set("optimizer.lr", value)
    assert len(experiment.history) == 1
    experiment.history._edits[0].at -= 5  # as if five seconds had gone by
    experiment.set("optimizer.lr", 0.5)
    assert len(experiment.history) == 2
    experiment.history.undo()
    assert experiment.spec.optimizer.lr == 0.01
    experiment.history.undo()
    assert experiment.spec.optimizer.lr == 0.001


def test_every_kind_of_edit_is_undone_to_the_same_experiment(alone):
    experiment, panel = alone.window.experiment, alone.lab.experiment_panel
    start = experiment.spec
    panel._choose("optimizer", "SGD")
    panel._edit("optimizer", "momentum", 0.9)
    panel._choose("schedule", "CosineAnnealingLR")
    panel._choose("loss", "CrossEntropyLoss")
    panel._edit("training", "batch_size", "full")
    panel._choose("data", "moons")
    panel.layers.list.setCurrentRow(1)
    panel.layers.add_layer("Tanh")
    panel.layers.duplicate()
    panel.layers.remove()
    count = len(experiment.history)
    assert count >= 7
    end = experiment.spec
    while experiment.history.can_undo:
        experiment.history.undo()
    assert experiment.spec == start
    while experiment.history.can_redo:
        experiment.history.redo()
    assert experiment.spec == end


def test_layers_are_added_moved_duplicated_and_removed_by_keyboard(drive):
    layers = drive.lab.experiment_panel.layers
    names = lambda: [layer.type for layer in drive.window.experiment.layers]  # noqa: E731
    layers.list.setFocus()
    layers.list.setCurrentRow(0)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    QTest.keyClick(layers.list, Qt.Key.Key_D, control)
    assert names() == ["Linear", "Linear", "ReLU", "Linear"]
    QTest.keyClick(layers.list, Qt.Key.Key_Down, alt)
    assert names() == ["Linear", "ReLU", "Linear", "Linear"]
    assert layers.list.currentRow() == 2
    QTest.keyClick(layers.list, Qt.Key.Key_Up, alt)
    QTest.keyClick(layers.list, Qt.Key.Key_Delete)
    assert names() == ["Linear", "ReLU", "Linear"]


def test_layers_are_edited_by_buttons_with_shapes_and_counts_at_once(drive):
    layers = drive.lab.experiment_panel.layers
    layers.list.setCurrentRow(0)
    drive.click("layer_duplicate")
    assert layers.list.count() == 4
    assert "9\u202f" not in layers.total.text() or layers.total.text()
    before = layers.total.text()
    form_width = layers._form.editor("out_features")
    write(form_width, "7")
    assert layers.total.text() != before
    drive.click("layer_down")
    drive.click("layer_up")
    drive.click("layer_remove")
    assert [layer.type for layer in drive.window.experiment.layers] == ["Linear", "ReLU", "Linear"]


def test_a_layer_that_does_not_fit_says_why_and_start_waits(drive):
    drive.set("network.layers", ["Conv2d(out_channels=4, kernel_size=3)", "Linear(out_features=10)"])
    problem = drive.lab.experiment_panel.layers.problem
    assert problem.isVisible()
    assert "Conv2d" in problem.text() or "image" in problem.text().lower()
    assert not drive.find("start").isEnabled()
    assert drive.find("start").toolTip() == drive.window.experiment.why_not
    drive.window.experiment.history.undo()
    assert drive.find("start").isEnabled()


def test_data_of_another_task_are_fitted_by_one_click(drive):
    drive.set("data", {"type": "diabetes"})
    drive.wait(lambda: drive.window.experiment.examples.task == "regression")
    fit = drive.find("fit_network")
    assert fit.isVisible()
    drive.click("fit_network")
    assert drive.window.experiment.spec.loss.type == "MSELoss"
    assert drive.find("start").isEnabled()


@pytest.mark.parametrize("kind", ["layer", "optimizer", "schedule", "loss", "data"])
def test_every_member_has_a_form_that_shows_and_takes_its_own_values(drive, kind):
    panel = drive.lab.experiment_panel
    for name, cls in member_choices(kind).items():
        if any(info.is_required() for info in cls.model_fields.values()) and kind != "layer":
            continue
        if kind == "layer":
            before = len(drive.window.experiment.layers)
            panel.layers.add_layer(name)
            assert len(drive.window.experiment.layers) == before + 1, name
            drive.window.experiment.history.undo()
        else:
            getattr(panel, kind).show_member(cls())


def test_presets_load_and_can_be_started(drive):
    for name in ("digits", "moons", "spirals", "sweep", "house-prices", "lstm-memory"):
        drive.window.experiment.load(presets()[name].spec)
        drive.wait(lambda name=name: drive.window.experiment.examples.name == presets()[name].spec.data.type)
        assert drive.window.experiment.why_not == "", name


def test_an_experiment_is_saved_and_opened_without_loss(drive, tmp_path):
    drive.set("optimizer", "SGD(lr=0.1, momentum=0.9)")
    drive.set("training.batch_size", "full")
    spec = drive.window.experiment.spec
    drive.window.files.save_to(tmp_path / "mine.toml")
    assert "•" not in drive.window.windowTitle()
    assert load_spec(tmp_path / "mine.toml") == spec
    drive.window.files.new()
    drive.window.files.open(tmp_path / "mine.toml")
    assert drive.window.experiment.spec == spec
    assert "mine.toml" in drive.window.windowTitle()


@pytest.mark.parametrize(
    "text, words",
    [
        ('[optimizer]\ntype = "Adam"\nlr = -1\n', ("optimizer.lr", "line 3", "at least 0")),
        ("[data\n", ("TOML", "line 1")),
        ('[data]\ntype = "nope"\n', ("nope",)),
    ],
)
def test_a_broken_file_is_refused_with_file_line_and_field_and_nothing_changes(drive, tmp_path, text, words):
    before = drive.window.experiment.spec
    path = tmp_path / "broken.toml"
    path.write_text(text)
    drive.window.files.open(path)
    said = drive.lab.banner.text
    assert "broken.toml" in said
    for word in words:
        assert word in said
    assert drive.window.experiment.spec == before


def test_a_missing_file_is_said(drive, tmp_path):
    drive.window.files.open(tmp_path / "none.toml")
    assert "none.toml" in drive.lab.banner.text


def test_leaving_with_unsaved_changes_of_a_file_asks(alone, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    alone.window.files.save_to(tmp_path / "a.toml")
    alone.set("optimizer.lr", 0.5)
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a) or QMessageBox.StandardButton.Cancel)
    alone.window.close()
    assert asked
    assert alone.window.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *a: QMessageBox.StandardButton.Save)
    alone.window.close()
    assert load_spec(tmp_path / "a.toml").optimizer.lr == 0.5


def pick(editor, value) -> None:
    """Choose an option of a list as a person does."""
    combo = editor.combo
    combo.setCurrentIndex(editor.values.index(value))
    combo.activated.emit(combo.currentIndex())


@pytest.mark.parametrize("kind", ["optimizer", "schedule", "loss"])
def test_every_member_can_be_chosen_and_is_valid(drive, kind):
    form = getattr(drive.lab.experiment_panel, kind)
    for name in member_choices(kind):
        pick(form.combo, name)
        assert getattr(drive.window.experiment.spec, kind).type == name
        assert form.combo.error is None


def test_every_layer_can_be_added_and_every_example_has_what_it_needs(drive):
    layers = drive.lab.experiment_panel.layers
    for name in member_choices("layer"):
        layers.list.setCurrentRow(0)
        layers.add_layer(name)
        assert drive.window.experiment.layers[1].type == name
        if name == "Residual":
            assert drive.window.experiment.why_not == ""
        layers.remove()


def test_schedules_in_a_schedule_have_forms_of_their_own(alone):
    panel, experiment = alone.lab.experiment_panel, alone.window.experiment
    pick(panel.schedule.combo, "SequentialLR")
    parts = panel.schedule.form.editor("schedulers")
    assert [part.combo.value() for part in parts._parts] == ["LinearLR", "CosineAnnealingLR"]
    write(parts._parts[0]._form.editor("start_factor"), "0.1")
    assert experiment.spec.schedule.schedulers[0].start_factor == 0.1
    write(parts._parts[0]._form.editor("start_factor"), "-1")
    assert parts._parts[0]._form.editor("start_factor").error
    pick(parts._parts[1].combo, "StepLR")
    assert [s.type for s in experiment.spec.schedule.schedulers] == ["LinearLR", "StepLR"]
    next(a for a in parts.add.menu().actions() if a.text().startswith("ExponentialLR")).trigger()
    assert [s.type for s in experiment.spec.schedule.schedulers] == ["LinearLR", "StepLR", "ExponentialLR"]
    assert experiment.spec.schedule.milestones == (5, 10)
    parts._parts[2].up.click()
    parts._parts[0].remove.click()
    assert [s.type for s in experiment.spec.schedule.schedulers] == ["ExponentialLR", "StepLR"]
    assert experiment.spec.schedule.milestones == (5,)
    assert alone.train(training__epochs=2).status.ended


def test_a_schedule_within_warm_up_may_be_any_schedule(drive):
    form = drive.lab.experiment_panel.schedule
    pick(form.combo, "WarmUp")
    pick(form.form.editor("schedule"), "SequentialLR")
    assert drive.window.experiment.spec.schedule.schedule.type == "SequentialLR"
    write(form.form._nested["schedule"].editor("milestones"), "7")
    assert drive.window.experiment.spec.schedule.schedule.milestones == (7,)


def test_the_layers_of_a_residual_block_are_edited_by_forms(drive):
    layers = drive.lab.experiment_panel.layers
    layers.list.setCurrentRow(1)
    layers.add_layer("Residual")
    block = layers._form.editor("layers")
    pick(block._parts[1].combo, "Tanh")
    write(block._parts[0]._form.editor("out_features"), "32")
    block_spec = drive.window.experiment.layers[2]
    assert [layer.as_call() for layer in block_spec.layers] == ["Linear(out_features=32)", "Tanh"]
    assert "shortcut" in drive.window.experiment.why_not


def test_lists_of_members_stand_in_the_order_of_what_is_read_and_typing_a_name_finds_it(drive):
    combo = drive.lab.experiment_panel.optimizer.combo.combo
    texts = [combo.itemText(i) for i in range(combo.count())]
    assert texts == sorted(texts, key=str.casefold)
    combo.setFocus()
    QTest.keyClicks(combo, "sgd")
    assert combo.currentText().startswith("SGD")


def test_only_the_first_layer_that_does_not_fit_is_marked(drive):
    layers = drive.lab.experiment_panel.layers
    layers.list.setCurrentRow(0)
    layers.add_layer("Conv2d")
    rows = [layers.list.item(i).data(RIGHT) for i in range(layers.list.count())]
    assert rows[1:] == ["does not fit", "", ""]
    assert [layers.list.item(i).data(PROBLEM) for i in range(4)] == [False, True, False, False]


def test_a_row_of_a_layer_says_what_is_set_in_it_and_not_its_outputs(drive):
    drive.set("network.layers", ["Conv2d(out_channels=8, kernel_size=5, padding=2)", "Linear(out_features=3)", "ReLU"])
    layers = drive.lab.experiment_panel.layers
    assert [layers.list.item(i).text() for i in range(3)] == ["Conv2d 5, padding 2", "Linear", "ReLU"]
