"""Look inside: what the chosen run's network does now, and what its data look like."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gdlab.lab import views
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.number_text import format_count
from gdlab.spec.examples import Examples
from gdlab.ui.panels.data_view import DataView, example_images
from gdlab.ui.panels.weights_view import WeightsView
from gdlab.ui.plots.boundary import BoundaryChart
from gdlab.ui.plots.heatmap import Heatmap
from gdlab.ui.plots.images import ImageGrid
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.tabs import Tabs

#: A view is asked for anew at most this often (seconds), and rests this many times what it cost, since the run stands
#: still meanwhile; at most so many seconds.
_EVERY, _REST, _LONGEST = 0.12, 40.0, 4.0
_IMAGES = 60

Ask = Callable[[ActiveRun], object]


class InsidePanel(QFrame):
    """One of several views of the chosen run; ``asked`` requests the computation of one in the background."""

    asked = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._run: ActiveRun | None = None
        self._examples: Examples | None = None
        self._seen: Examples | None = None
        self._waiting: float | None = None
        self._next = 0.0
        self._drawn_step: tuple[str, str, int] | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.pull)
        self._views = self._make_views()
        self.tabs = Tabs("What to look at")
        self.tabs.setObjectName("inside_tabs")
        self.stack = QStackedWidget()
        self._none = EmptyState("Choose or start a run to look inside.", icon="eye")
        self._offered = {"Boundary": False}
        self.step = ElidedLabel()
        self.step.setProperty("role", "caption")
        self._build()
        self._fill_tabs()
        self.tabs.chosen.connect(self._on_tab)

    # --- building -----------------------------------------------------------------------------------------------------
    def _make_views(self) -> dict[str, QWidget]:
        self.data = DataView()
        self.boundary = BoundaryChart("Decision boundary")
        self.predictions = ImageGrid("Predictions", empty="Start a run to see what it makes of held-out examples.")
        self.confusion = Heatmap(
            "Confusion",
            mode="confusion",
            x_label="predicted",
            y_label="true",
            empty="Start a run to see its confusions.",
        )
        self.weights = WeightsView()
        return {
            "Data": self.data,
            "Boundary": self.boundary,
            "Predictions": self.predictions,
            "Confusion": self.confusion,
            "Weights": self.weights,
        }

    def _build(self) -> None:
        for view in self._views.values():
            view.setProperty("card", False)
            self.stack.addWidget(view)
        self.stack.addWidget(self._none)
        title = heading("Look inside", "section")
        title.setContentsMargins(11, 0, 0, 0)
        self.tabs.setContentsMargins(6, 0, 6, 0)
        self.step.setContentsMargins(11, 0, 0, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 1, 4)
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.step)
        self.setMinimumWidth(240)

    # --- what the page tells -------------------------------------------------------------------------------------
    def set_examples(self, examples: Examples) -> None:
        """Show the experiment's data; they come into sight when other data were chosen."""
        first = self._examples is None
        self._examples = examples
        self.data.show_examples(examples)
        self._offer()
        if not first and (self._run is None or self._run.status.ended):
            self.choose("Data")

    def set_run(self, run: ActiveRun | None) -> None:
        """Look inside another run."""
        if run is self._run:
            return
        self._run, self._waiting, self._next, self._drawn_step = run, None, 0.0, None
        self._seen = None
        self._offer()
        if run is not None and self.current == "Data":
            self.choose_best()
        self._on_tab()

    @property
    def examples(self) -> Examples | None:
        """The data of the run that is looked into; the experiment's while it has none yet."""
        run = self._run
        return run.examples if run is not None and run.examples is not None else self._examples

    def pull(self) -> None:
        """Ask for the current view anew when it is due and the run has moved."""
        run, name = self._run, self.current
        if run is not None and run.examples is not None and run.examples is not self._seen:
            self._offer()
        if run is None or run.trainer is None or name == "Data" or not self.isVisible():
            return
        now = time.perf_counter()
        state = (run.id, name, run.step)
        if self._waiting is not None or state == self._drawn_step:
            return
        if now < self._next:
            # There may be no tick any more when a run has ended, and its last state is to be seen.
            self._again.start(max(1, round(1000 * (self._next - now))))
            return
        self._waiting = now
        self._drawn_step = state
        self.asked.emit(run, name, _timed(_ASKS[name]))

    def answer(self, run_id: str, kind: str, result: object) -> None:
        """Draw what was computed."""
        self._waiting = None
        cost, result = result if isinstance(result, tuple) else (0.0, result)
        self._next = time.perf_counter() + max(_EVERY, min(_LONGEST, cost * _REST))
        self._again.start(max(1, round(1000 * (self._next - time.perf_counter()))))
        if self._run is None or run_id != self._run.id or result is None or isinstance(result, Exception):
            return
        step = format_count(getattr(result, "step", self._run.step))
        self.step.setText(f"{self._run.run.label}, step {step}")
        match result:
            case views.Boundary():
                self._show_boundary(result)
            case views.Confusion():
                self.confusion.set_matrix(result.counts, result.classes, result.classes)
            case views.ExamplePredictions():
                self._show_predictions(result)
            case views.Weights():
                self.weights.show_parameters(result.parameters)
            case _:
                pass

    @property
    def current(self) -> str:
        """The name of the view in sight."""
        return self.tabs.current

    def choose(self, name: str) -> None:
        """Bring a view into sight."""
        if name in self.tabs.names and name != self.current:
            self.tabs.choose(name)
            self._on_tab()

    def choose_best(self) -> None:
        """Bring the view into sight that tells most about this kind of data."""
        for name in ("Boundary", "Predictions", "Confusion", "Weights"):
            if name in self.tabs.names:
                self.choose(name)
                return

    # --- inside -----------------------------------------------------------------------------------------------------
    def _offer(self) -> None:
        """Offer what says something about the data at hand."""
        examples = self.examples
        if examples is None or examples is self._seen:
            return
        self._seen = examples
        plane = examples.shape == (2,)
        pixels = examples.task == "classification" and example_images(examples.x_train[:1], examples) is not None
        self._offered = {
            "Boundary": plane,
            "Predictions": pixels and examples.target_width == 1,
            "Confusion": examples.task == "classification" and examples.target_width == 1,
        }
        self._fill_tabs()
        if plane:
            self._show_points(examples)

    def _fill_tabs(self) -> None:
        """Offer the views that say something about this kind of data."""
        names = [name for name in self._views if self._offered.get(name, True)]
        if names != self.tabs.names:
            self.tabs.offer(names)
            self._on_tab()

    def _on_tab(self, *_: object) -> None:
        name = self.current or "Data"
        self._drawn_step, self._next = None, 0.0
        lost = self._run is None and name != "Data"
        self.stack.setCurrentWidget(self._none if lost else self._views[name])
        self.step.setText("")
        self.pull()

    def _show_points(self, examples: Examples) -> None:
        x = np.concatenate([examples.x_train, examples.x_val])
        y = np.concatenate([examples.y_train, examples.y_val])
        is_val = np.arange(len(x)) >= len(examples.x_train)
        if len(x) > _MOST_POINTS:
            pick = np.linspace(0, len(x) - 1, _MOST_POINTS).astype(int)
            x, y, is_val = x[pick], y[pick], is_val[pick]
        self.boundary.clear()
        self.boundary.set_points(x, y, is_val)

    def _show_boundary(self, result: views.Boundary) -> None:
        field = result.field
        if self.examples is not None and self.examples.task == "regression":
            field = field[..., :1]  # of several outputs the first, as in the colours of the points
        if field.shape[2] == 1:
            low, high = field.min(), field.max()
            field = 2 * (field[..., 0] - low) / max(high - low, 1e-12) - 1
        self.boundary.set_field(result.x_range, result.y_range, field)

    def _show_predictions(self, result: views.ExamplePredictions) -> None:
        examples = self.examples
        if examples is None or not result.classes:
            return
        pixels = example_images(result.inputs, examples)
        if pixels is not None:
            names = result.classes
            self.predictions.set_images(
                pixels, [names[int(t)] for t in result.true], [names[int(p)] for p in result.predicted]
            )


_MOST_POINTS = 1500
_ASKS: dict[str, Ask] = {
    "Boundary": lambda run: views.boundary(run.trainer) if run.trainer else None,
    "Predictions": lambda run: views.predictions(run.trainer, _IMAGES) if run.trainer else None,
    "Confusion": lambda run: views.confusion(run.trainer) if run.trainer else None,
    "Weights": lambda run: views.weights(run.trainer) if run.trainer else None,
}


def _timed(ask: Ask) -> Ask:
    """Return the question with the seconds that its answer took."""

    def timed(run: ActiveRun) -> object:
        began = time.perf_counter()
        answer = ask(run)
        return time.perf_counter() - began, answer

    return timed
