"""What the window edits and shows, without a window: the experiment and the book of runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gdlab.lab.callbacks import CallbackList
from gdlab.lab.experiment import Experiment
from gdlab.lab.presets import default_spec
from gdlab.lab.previews import prepared_examples
from gdlab.lab.run_book import LineStyle, RunBook
from gdlab.lab.session import Session
from gdlab.spec.run import RunSpec

COLORS = ("#111111", "#222222")


@pytest.fixture
def experiment() -> Experiment:
    made = Experiment(default_spec())
    made.set_examples(prepared_examples(made.spec))
    return made


@pytest.fixture
def runs():
    """Start five paused runs, two of them as a race."""
    session = Session(1)
    spec = default_spec()
    single = [session.start(spec.replace(name=name), paused=True) for name in ("a", "a", "b")]
    yield [*single, *session.race([spec.replace(name="c"), spec.replace(name="c", seed=1)])]
    session.close()


def test_the_models_need_no_qt():
    code = (
        "import sys, gdlab.lab.experiment, gdlab.lab.run_book, gdlab.lab.axes, gdlab.lab.chart_math, "
        "gdlab.lab.smoother; print(any(name.startswith(('PySide6', 'pyqtgraph')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- callbacks ----------------------------------------------------------------------------------------------------


def test_callbacks_are_called_in_order_until_they_are_disconnected():
    said: list[str] = []
    renamed = CallbackList[str]()
    renamed.connect(said.append)
    disconnect = renamed.connect(lambda name: said.append(name.upper()))
    renamed.emit("a")
    disconnect()
    disconnect()
    renamed.emit("b")
    assert said == ["a", "A", "b"]


def test_a_callback_that_disconnects_itself_leaves_the_others_alone():
    said: list[int] = []
    changed: CallbackList[[]] = CallbackList()
    disconnect = changed.connect(lambda: (said.append(1), disconnect()))
    changed.connect(lambda: said.append(2))
    changed.emit()
    changed.emit()
    assert said == [1, 2, 2]


# --- the experiment -----------------------------------------------------------------------------------------------


def test_a_field_is_set_told_and_undone(experiment: Experiment):
    told: list[RunSpec] = []
    experiment.events.spec_changed.connect(told.append)
    assert experiment.set("optimizer.lr", 0.25) == ""
    assert [spec.optimizer.lr for spec in told] == [0.25]
    assert experiment.history.undo_text == "Change lr"
    experiment.history.undo()
    assert experiment.spec == default_spec()
    assert len(told) == 2


def test_a_wrong_value_changes_nothing_and_is_explained(experiment: Experiment):
    assert "0" in experiment.set("optimizer.lr", -1)
    assert experiment.spec == default_spec()
    assert len(experiment.history) == 0


def test_other_data_are_asked_for_and_the_same_are_not(experiment: Experiment):
    wanted: list[str] = []
    experiment.events.examples_wanted.connect(lambda spec: wanted.append(spec.data.type))
    experiment.set("optimizer.lr", 0.25)
    experiment.set("data", {"type": "iris"})
    assert wanted == ["iris"]


def test_layers_are_inserted_moved_duplicated_and_removed(experiment: Experiment):
    kinds = [layer.type for layer in experiment.layers]
    experiment.duplicate_layer(1)
    experiment.move_layer(2, 0)
    assert [layer.type for layer in experiment.layers] == [kinds[1], *kinds]
    experiment.remove_layer(0)
    experiment.insert_layer(0, experiment.layers[1])
    assert [layer.type for layer in experiment.layers] == [kinds[1], *kinds]


def test_a_network_that_does_not_fit_says_why_it_cannot_be_started_and_is_fitted(experiment: Experiment):
    last = len(experiment.layers) - 1
    experiment.set(f"network.layers[{last}].out_features", 3)
    assert "10" in experiment.why_not
    assert experiment.fit() == "Fit 10 outputs"
    assert experiment.why_not == ""


def test_steps_are_counted_on_the_data(experiment: Experiment):
    examples = experiment.examples
    assert examples is not None
    experiment.set("training.batch_size", "full")
    experiment.set("training.epochs", 7)
    assert experiment.total_steps == 7
    experiment.set("training.batch_size", 100)
    assert experiment.total_steps == 7 * -(-len(examples.x_train) // 100)


# --- the book of runs ---------------------------------------------------------------------------------------------


def test_runs_get_colours_styles_names_and_races_in_turn(runs):
    book, added = RunBook(lambda: COLORS), []
    book.events.added.connect(added.append)
    for run in runs:
        book.add([run])
    shown = list(book)
    assert added == [run.id for run in runs]
    assert [s.color for s in shown] == [*COLORS, *COLORS, COLORS[0]]
    assert [s.style for s in shown] == [LineStyle.SOLID] * 2 + [LineStyle.DASH] * 2 + [LineStyle.DOT]
    assert [s.name for s in shown] == ["a", "a 2", "b", "c", "c 2"]
    assert [s.race for s in shown] == ["", "", "", "Race 1", "Race 1"]


def test_a_removed_run_is_not_chosen_any_more_and_the_next_takes_the_next_colour(runs):
    book, changes = RunBook(lambda: COLORS), []
    book.events.chosen_changed.connect(lambda: changes.append([s.name for s in book.chosen]))
    book.add(runs[:2])
    book.remove(runs[1].id)
    book.add(runs[2:3])
    assert changes == [["a 2"], ["a"], ["b"]]
    assert [s.color for s in book] == [COLORS[0], COLORS[0]]
    book.remove("none of them")
    book.remove(runs[0].id)
    book.remove(runs[2].id)
    assert (len(book), book.current) == (0, None)


def test_names_colours_and_visibility_are_changed_and_told(runs):
    book, changed = RunBook(lambda: COLORS), []
    book.add(runs[:1])
    book.events.changed.connect(changed.append)
    book.set_name(runs[0].id, " other ")
    book.set_color(runs[0].id, "#333333")
    book.set_visible(runs[0].id, visible=False)
    shown = book.current
    assert shown is not None
    assert (shown.name, shown.color, shown.visible) == ("other", "#333333", False)
    assert changed == [runs[0].id] * 3


def test_runs_take_the_colours_of_another_theme_unless_a_colour_is_their_own(runs):
    colors, told = list(COLORS), []
    book = RunBook(lambda: colors)
    book.add(runs[:3])
    book.set_color(runs[1].id, "#333333")
    book.set_color(runs[2].id, COLORS[1])  # one of those in turn
    removed = book.find(runs[0].id)
    assert removed is not None
    book.remove(runs[0].id)
    book.events.changed.connect(told.append)
    colors[:] = ["#0000aa", "#0000bb"]
    book.take_colors()
    assert told == [runs[2].id]
    book.put_back(removed, 0)
    assert [s.color for s in book] == ["#0000aa", "#333333", "#0000bb"]


def test_what_the_runs_differ_in_is_told_by_path(runs):
    book = RunBook(lambda: COLORS)
    book.add(runs[:1])
    assert book.differences() == {}
    book.add(runs[4:])
    found = book.differences()
    assert found["seed"] == {runs[0].id: 0, runs[4].id: 1}
