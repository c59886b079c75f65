"""The loss of a trained network on a plane, painted from coarse to fine, as a map and in three dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gdlab.diagnose.loss_landscape import LossLandscape, PlaneKind, Split, filled_rows, landscape
from gdlab.diagnose.relief import relief
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.number_text import format_number
from gdlab.ui.plots.descent_map import DescentMap
from gdlab.ui.plots.surface_view import SurfaceView
from gdlab.ui.task import Task, sentence
from gdlab.ui.widgets.choice import ChoiceEditor, Option

_SIZE = 101
_PLANES = (
    Option("random", "Random directions", help="Two random directions, normalised filter by filter"),
    Option("pca", "Its own path", help="The principal directions of the path; runs of its race share the plane"),
)
Begin = Callable[[Callable[[Progress], Any]], Task]


class NetworkPlaneDialog(QDialog):
    """A run's loss on a plane through its parameters; closing it stops the work."""

    def __init__(self, runs: Sequence[ActiveRun], begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane_dialog")
        self.setWindowTitle("Loss on a plane through a network's parameters")
        self._runs, self._begin = {run.id: run for run in runs}, begin
        self._task: Task | None = None
        self.found: LossLandscape | None = None
        self.run = ChoiceEditor("Run", [Option(run.id, run.run.label) for run in runs])
        self.run.combo.setObjectName("plane_run")
        self.kind = ChoiceEditor("Plane", _PLANES)
        self.kind.combo.setObjectName("plane_kind")
        self.split = ChoiceEditor(
            "Part of the data", [Option("train", "Training loss"), Option("val", "Validation loss")]
        )
        self.go, self.halt, self.deep = QPushButton("Compute"), QPushButton("Stop"), QPushButton("3-D")
        self.map, self.surface = DescentMap(), SurfaceView()
        self.views, self.bar, self.told = QStackedWidget(), QProgressBar(), QLabel()
        self._build()
        self.go.clicked.connect(self.compute)
        self.halt.clicked.connect(self.stop)
        self.deep.toggled.connect(lambda on: self.views.setCurrentIndex(int(on)))
        self.map.ground_wanted.connect(lambda *_: self._paint_ground())
        self.finished.connect(self.stop)
        self.resize(860, 640)

    def _build(self) -> None:
        for name, button in (("plane_go", self.go), ("plane_stop", self.halt), ("plane_3d", self.deep)):
            button.setObjectName(name)
            button.setAutoDefault(False)
        self.go.setProperty("kind", "primary")
        self.deep.setCheckable(True)
        self.halt.setEnabled(False)
        self.views.addWidget(self.map)
        self.views.addWidget(self.surface)
        self.map.plot.view.setAspectLocked(False)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Share of the plane that is computed")
        self.told.setObjectName("plane_told")
        self.told.setWordWrap(True)
        self.told.setText("The loss over the whole part of the data, at 101 × 101 points around the run's parameters.")
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.run, self.kind, self.split):
            top.addWidget(widget, 1)
        for button in (self.deep, self.go):
            top.addWidget(button)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.halt)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(top)
        layout.addWidget(self.views, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    # --- the work -----------------------------------------------------------------------------------------------------
    def compute(self) -> None:
        """Compute the plane that is chosen, in the background."""
        run = self._runs.get(str(self.run.value()))
        if run is None or self._task is not None:
            return
        kind, split = cast("PlaneKind", self.kind.value()), cast("Split", self.split.value())
        race = self._race(run) if kind == "pca" else []
        self.found = None

        def work(tell: Progress) -> LossLandscape:
            def partial(so_far: LossLandscape) -> None:
                self.found = so_far

            return landscape(
                run.run,
                kind,
                size=_SIZE,
                split=split,
                examples=run.examples,
                race=[other.run for other in race],
                progress=lambda done, total: tell(done / total, ""),
                partial=partial,
            )

        self.go.setEnabled(False)
        self.halt.setEnabled(True)
        self._task = self._begin(work)
        self._task.told.connect(self._on_told)
        self._task.ended.connect(self._on_ended)

    def _race(self, run: ActiveRun) -> list[ActiveRun]:
        """Return the other runs of a race, which share data, network and initial parameters."""
        group, spec = run.run.group, run.run.spec
        others = [other for other in self._runs.values() if other is not run and group and other.run.group == group]
        return [o for o in others if (o.run.spec.data, o.run.spec.network) == (spec.data, spec.network)]

    def stop(self) -> None:
        """Stop the work and keep what has been painted."""
        if self._task is not None:
            self._task.cancel()

    def _on_told(self, share: float, text: str) -> None:
        self.bar.setValue(round(1000 * share))
        self._show()

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.go.setEnabled(True)
        self.halt.setEnabled(False)
        if isinstance(result, LossLandscape):
            self.found = result
            self.bar.setValue(1000)
            self._show()
            shares = ", ".join(f"{100 * share:.1f} %" for share in result.plane.explained)
            explained = f" The directions explain {shares} of the path." if shares else ""
            low, high = (format_number(float(f(result.losses))) for f in (np.nanmin, np.nanmax))
            self.told.setText(
                f"The {'training' if result.split == 'train' else 'validation'} loss at the run is "
                f"{format_number(result.centre_loss)}; on the plane from {low} to {high}.{explained}"
            )
        elif isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.told.setText(sentence(result))

    # --- showing ------------------------------------------------------------------------------------------------------
    def _show(self) -> None:
        """Paint what is computed so far."""
        found = self.found
        if found is None or np.isnan(found.losses[0]).any():
            return
        bounds = (float(found.a[0]), float(found.a[-1]), float(found.b[0]), float(found.b[-1]))
        title = "Training loss" if found.split == "train" else "Validation loss"
        self.map.set_title(title)
        self.surface.set_title(title)
        self.map.set_bounds(bounds)
        paths = [path for path in (found.plane.path, *found.plane.race) if path is not None]
        places, most = list(range(len(paths))), max((len(path) for path in paths), default=1)
        start = tuple(paths[0][0]) if paths else (0.0, 0.0)
        self.map.set_descents((float(start[0]), float(start[1])), paths, places)
        self.map.set_minima([(0.0, 0.0)])
        self.map.show_step(most)
        self.surface.set_surface(bounds, filled_rows(found.losses), float("nan"))
        self.surface.set_descents(paths, places)
        self.surface.show_step(most)
        self._paint_ground()

    def _paint_ground(self) -> None:
        found = self.found
        if found is None or np.isnan(found.losses[0]).any():
            return
        fine = _finer(filled_rows(found.losses), 6)
        bounds = (float(found.a[0]), float(found.a[-1]), float(found.b[0]), float(found.b[-1]))
        self.map.set_ground(relief(fine, float("nan"), *self.map.ground_colors()), bounds)


def _finer(values: np.ndarray, times: int) -> np.ndarray:
    """Return values on a grid so many times as fine, linear between the points."""
    for axis in (0, 1):
        n = values.shape[axis]
        places = np.linspace(0, n - 1, (n - 1) * times + 1)
        low = np.minimum(places.astype(int), n - 2)
        share = (places - low).reshape((-1, 1) if axis == 0 else (1, -1))
        values = (1 - share) * np.take(values, low, axis) + share * np.take(values, low + 1, axis)
    return values
