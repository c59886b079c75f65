"""The experiment being edited: one spec, its history of edits, and what it comes to on its data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gdlab.lab.callbacks import CallbackList
from gdlab.lab.data_fit import fit_to_data
from gdlab.lab.data_name import names_of, own_data_name
from gdlab.lab.previews import Description, describe_spec, member_choices
from gdlab.lab.undo import UndoHistory
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import DataSpec, LayerSpec
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import run_length
from gdlab.translation import tr_noop

_GUESS = 1000  # examples


class ExperimentEvents:
    """What an experiment tells its observers.

    Attributes:
        spec_changed: the spec is another.
        described: the shapes, counts and problems of the spec on its data are known.
        examples_wanted: the data of the spec are to be loaded and handed to :meth:`Experiment.set_examples`.
        examples_changed: the data are others.
        data_failed: why the data cannot be had.
    """

    def __init__(self) -> None:
        self.spec_changed: CallbackList[[RunSpec]] = CallbackList()
        self.described: CallbackList[[Description]] = CallbackList()
        self.examples_wanted: CallbackList[[RunSpec]] = CallbackList()
        self.examples_changed: CallbackList[[Examples]] = CallbackList()
        self.data_failed: CallbackList[[str]] = CallbackList()


class Experiment:
    """The spec that is edited, with its history; every change is a step that can be undone.

    Until the data have been loaded, the shapes are described on those at hand.

    Attributes:
        events: what the experiment tells its observers.
        history: the steps that can be undone.
        examples: the data, None until they have been loaded.
        description: shapes, counts and problems of the spec on the data, None until there are data.
        data_problem: why the data cannot be had, "" when they can.
        path: the file that the experiment was opened from or saved to.
    """

    def __init__(self, spec: RunSpec) -> None:
        self.events = ExperimentEvents()
        self.history: UndoHistory[RunSpec] = UndoHistory(self._show)
        self.examples: Examples | None = None
        self.description: Description | None = None
        self.data_problem = ""
        self.path: Path | None = None
        self._spec = spec
        self._fit_to = ""
        self._examples_of: DataSpec | None = None

    @property
    def loading(self) -> bool:
        """Whether the examples at hand are those of other data than the spec names."""
        return self._examples_of != self._spec.data

    @property
    def spec(self) -> RunSpec:
        """The spec as it is."""
        return self._spec

    @property
    def why_not(self) -> str:
        """Why the experiment cannot be started now, "" when it can."""
        if self.data_problem:
            return self.data_problem
        return " ".join(str(p) for p in self.description.problems) if self.description is not None else ""

    @property
    def total_steps(self) -> int:
        """The steps that a run takes, estimated for 1000 examples while the data are not there yet."""
        n = len(self.examples.x_train) if self.examples is not None else _GUESS
        return run_length(self._spec, n).total_steps

    def load(self, spec: RunSpec, path: Path | None = None) -> None:
        """Open another experiment; the old one can be had back with undo."""
        self.path = path
        self._push(spec, f"Open {spec.name or 'experiment'}", "")

    def set(self, path: str, value: Any, text: str = "") -> str:
        """Set the field at a dotted path; return why not, in words, or "" when it was done."""
        try:
            changed = change(self._spec, {path: value})
        except SpecError as error:
            return _words(error, path)
        before = names_of(self._spec.data)
        if names_of(changed.data) != before and self._spec.name in before:  # a name that was the data's goes with them
            changed = changed.replace(name=own_data_name(changed.data) or changed.data.type)
        field = path.split(".")[-1].replace("_", " ")
        self._push(changed, text or tr_noop(f"Change {field}"), path)
        return ""

    def choose_data(self, name: str) -> str:
        """Take another data set, and once its data are there a loss and a network that fit them; return why not.

        Each of both is a step that can be undone.
        """
        data = member_choices("data")[name].example().to_dict()
        problem = self.set("data", data, tr_noop(f"Choose {name}"))
        self._fit_to = "" if problem else name
        return problem

    def use(self, spec: RunSpec, text: str = tr_noop("Use these parameters")) -> None:
        """Take a whole spec over, such as that of a run, in one step."""
        self._push(spec, text, "")

    # --- layers -------------------------------------------------------------------------------------------------------
    @property
    def layers(self) -> tuple[LayerSpec, ...]:
        """The layers, first to last."""
        return self._spec.network.layers

    def shape_before(self, index: int) -> tuple[int, ...]:
        """Return the shape that enters a layer at ``index``, () where that is not known."""
        known = self.description
        if known is None:
            return ()
        shapes = [known.input_shape, *(layer.shape for layer in known.layers)]
        return tuple(shapes[index]) if index < len(shapes) else ()

    def insert_layer(self, index: int, layer: LayerSpec) -> None:
        """Put a layer in before ``index``."""
        self._set_layers([*self.layers[:index], layer, *self.layers[index:]], tr_noop(f"Add {layer.type}"))

    def remove_layer(self, index: int) -> None:
        """Take a layer out."""
        self._set_layers(
            [*self.layers[:index], *self.layers[index + 1 :]], tr_noop(f"Remove {self.layers[index].type}")
        )

    def duplicate_layer(self, index: int) -> None:
        """Put a copy of a layer behind it."""
        layer = self.layers[index]
        self._set_layers(
            [*self.layers[: index + 1], layer, *self.layers[index + 1 :]], tr_noop(f"Duplicate {layer.type}")
        )

    def move_layer(self, index: int, to: int) -> None:
        """Move a layer so that it is at place ``to``."""
        layers = list(self.layers)
        layer = layers.pop(index)
        layers.insert(to, layer)
        self._set_layers(layers, tr_noop(f"Move {layer.type}"))

    def fit(self) -> str:
        """Fit loss and last layer to the data, or the whole network; return what was done, "" where nothing helps."""
        if self.examples is None or self.loading:
            return ""
        spec, words = fit_to_data(self._spec, self.examples)
        if words:
            self._push(spec, words, "")
        return words

    # --- data ---------------------------------------------------------------------------------------------------------
    def set_examples(self, examples: Examples) -> None:
        """Take the data of the spec, loaded in the background."""
        self.examples, self.data_problem, self._examples_of = examples, "", self._spec.data
        self.events.examples_changed.emit(examples)
        self._describe()
        if self._fit_to:
            wanted, self._fit_to = self._fit_to, ""
            if wanted == self._spec.data.type:
                self.fit()

    def set_data_problem(self, problem: str) -> None:
        """Note why the data cannot be had."""
        self.data_problem = problem
        self.events.data_failed.emit(problem)

    def refresh(self) -> None:
        """Tell the observers the state once more, and ask for the data."""
        self.events.spec_changed.emit(self._spec)
        self.events.examples_wanted.emit(self._spec)
        self._describe()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _set_layers(self, layers: Sequence[LayerSpec], text: str) -> None:
        self._push(self._spec.replace(network={"layers": tuple(layers)}), text, "")

    def _push(self, spec: RunSpec, text: str, path: str) -> None:
        if spec != self._spec:
            self.history.push(self._spec, spec, text, path)

    def _show(self, spec: RunSpec) -> None:
        """Make a spec the current one, for the history."""
        data_changed = (spec.data, spec.seed) != (self._spec.data, self._spec.seed)
        self._spec = spec
        self.events.spec_changed.emit(spec)
        if data_changed or self.examples is None:
            self.events.examples_wanted.emit(spec)
        self._describe()

    def _describe(self) -> None:
        if self.examples is None:
            return
        try:
            self.description = describe_spec(self._spec, self.examples)
        except GdlabError as error:
            self.set_data_problem(str(error))
            return
        self.events.described.emit(self.description)


def _words(error: SpecError, path: str) -> str:
    """Return what is wrong with a field; where it may be one of several things, all of them."""
    own = [p for p in error.problems if p.path.endswith(path.rsplit(".", maxsplit=1)[-1])] or list(error.problems[:1])
    ways = dict.fromkeys(p.message.partition(" (got ")[0] for p in own)
    got = own[-1].message.partition(" (got ")
    return " or ".join(ways) + (f" (got {got[2]}" if got[1] else "")
