"""The views of a network's plane: a map, three dimensions or a line, and the paths of runs in time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gdlab.diagnose.loss_landscape import LossLandscape, filled_rows
from gdlab.diagnose.planes import ParameterPlane
from gdlab.diagnose.relief import relief
from gdlab.lab.active_run import ActiveRun
from gdlab.spec.metrics import objective_tag
from gdlab.translation import tr
from gdlab.ui.pages.landscape.player import Player
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.descent_map import DescentMap, Floats
from gdlab.ui.plots.surface_view import SurfaceView

#: Pictures of a whole descent that is played; between the retraced points of a path it is straight.
_FRAMES = 240


class NetworkViews(QWidget):
    """A landscape of a network's loss, and beside it the losses of the runs whose paths lie on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map, self.surface = DescentMap(), SurfaceView()
        self.line = CurveChart(tr("Loss on the line"), x_label=tr("0: where the line begins, 1: the run"), empty="")
        self.losses = CurveChart(tr("Loss"), empty="")
        self.player = Player()
        self.stack, self._split = QStackedWidget(), QSplitter(Qt.Orientation.Horizontal)
        self._marker = pg.InfiniteLine(angle=90)
        self._found: LossLandscape | None = None
        self._plane: ParameterPlane | None = None
        self._runs: Sequence[ActiveRun] = ()
        self._deep = False
        self._build()
        self.player.step_shown.connect(self._show_frame)
        self.map.ground_wanted.connect(lambda *_: self._paint_ground())

    def _build(self) -> None:
        for widget in (self.map, self.surface, self.line):
            self.stack.addWidget(widget)
        self.map.plot.view.setAspectLocked(False)
        for axis, name in zip(self.map.plot.axes, (tr("first direction"), tr("second direction")), strict=True):
            axis.setLabel(name)
        self.line.set_smoothing(0.0)
        self.losses.setObjectName("plane_losses")
        self.losses.plot.addItem(self._marker, ignoreBounds=True)
        self._split.addWidget(self.stack)
        self._split.addWidget(self.losses)
        self._split.setSizes([560, 300])
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.player)
        self._show_playing(False)

    def set_depth(self, on: bool) -> None:
        """Show the plane in three dimensions, or as a map."""
        self._deep = on
        self._choose_view()

    def show_landscape(self, found: LossLandscape, runs: Sequence[ActiveRun]) -> None:
        """Paint what is computed so far.

        Args:
            found: the landscape; rows of NaN are not computed yet.
            runs: the run and the others, in the order of the plane's marks.
        """
        self._found, self._runs = found, runs
        if found.kind == "line":
            self._show_line(found)
        elif not np.isnan(found.losses[0]).any():
            self._show_plane(found)
        self._choose_view()

    # --- inside -----------------------------------------------------------------------------------------------------
    def _choose_view(self) -> None:
        is_line = self._found is not None and self._found.kind == "line"
        self.stack.setCurrentWidget(self.line if is_line else self.surface if self._deep else self.map)

    def _show_playing(self, on: bool) -> None:
        self.player.setVisible(on)
        self.losses.setVisible(on)

    def _title(self, found: LossLandscape) -> str:
        return tr("Training loss") if found.split == "train" else tr("Validation loss")

    def _show_line(self, found: LossLandscape) -> None:
        """Draw the loss along a line, and the straight line between its ends, above which the barrier rises."""
        self._show_playing(False)
        self.line.set_title(tr("{title} on the line", title=self._title(found)))
        colors, known = self.line.theme, ~np.isnan(found.losses[0])
        self.line.set_series(
            "loss", found.a[known] + 1, found.losses[0][known], color=colors.run_color(0), label=tr("on the line")
        )
        if known.all():
            self.line.set_series(
                "straight", [0.0, 1.0], found.ends, color=colors.hex("muted"), label=tr("between its ends"),
                style=Qt.PenStyle.DashLine,
            )  # fmt: skip
        else:
            self.line.remove("straight")
        self.line.set_x_extent((float(found.a[0]) + 1, float(found.a[-1]) + 1))
        self.line.show_empty(False)

    def _show_plane(self, found: LossLandscape) -> None:
        bounds = _bounds(found)
        if found.plane is not self._plane:
            self._plane = found.plane
            for view in (self.map, self.surface):
                view.set_title(self._title(found))
            self.map.set_legend(self._legend(found))
            self.map.set_bounds(bounds)
            self._take_paths(found)
        self.surface.set_surface(bounds, filled_rows(found.losses), float("nan"))
        self._paint_ground()

    def _legend(self, found: LossLandscape) -> str:
        """Return the runs' names in their colours, where there are several."""
        theme, names = self.map.theme, [run.run.label for run in self._runs]
        dots = [f'<span style="color:{theme.run_color(k)}">●</span> {escape(name)}' for k, name in enumerate(names)]
        return " &nbsp; ".join(dots) if len(dots) > 1 and found.kind != "random" else ""

    def _take_paths(self, found: LossLandscape) -> None:
        """Take over the paths, each at equal steps of time, and the losses of their runs; or the places of the runs."""
        plane = found.plane
        paths = [path for path in (plane.path, *plane.race) if path is not None]
        steps = [held for held in (plane.steps, *plane.race_steps) if held is not None]
        last = max((int(held[-1]) for held in steps), default=0)
        frames = min(last, _FRAMES)
        times = np.linspace(0, last, frames + 1)
        drawn = [_in_time(path, at, times) for path, at in zip(paths, steps, strict=True)]
        drawn = drawn or [place[None, :] for place in plane.marks]
        places = list(range(len(drawn)))
        start = (float(drawn[0][0, 0]), float(drawn[0][0, 1]))
        self.map.set_descents(start, drawn, places)
        self.map.set_minima([(float(x), float(y)) for x, y in plane.marks])
        self.surface.set_descents(drawn, places)
        self._show_playing(bool(paths))
        self.player.set_steps(frames, last / max(frames, 1))
        self._draw_losses(found)
        self.player.show_end()
        self._show_frame(frames)

    def _draw_losses(self, found: LossLandscape) -> None:
        """Draw the losses of the runs over their steps, of the part of the data over which the plane is."""
        self.losses.clear()
        tag, theme = objective_tag(found.split), self.losses.theme
        self.losses.set_title(self._title(found))
        for k, run in enumerate(self._runs if found.plane.path is not None else ()):
            if tag in run.history:
                rows = run.history.overview(tag)
                self.losses.set_series(
                    k, rows.read("step"), rows.read(tag), color=theme.run_color(k), style=theme.run_style(k),
                    role="train" if found.split == "train" else "val", label=run.run.label,
                )  # fmt: skip
        self.losses.set_log(y=True)
        self.losses.show_empty(not self.losses.keys)
        self._marker.setPen(pg.mkPen(theme.color("text"), width=1.2))

    def _show_frame(self, frame: int) -> None:
        """Draw the paths up to a picture, and mark its step on the losses."""
        self.map.show_step(frame)
        self.surface.show_step(frame)
        self._marker.setPos(frame * self.player.scale)

    def _paint_ground(self) -> None:
        found = self._found
        if found is None or found.kind == "line" or np.isnan(found.losses[0]).any():
            return
        fine = _finer(filled_rows(found.losses), 6)
        self.map.set_ground(relief(fine, float("nan"), *self.map.ground_colors()), _bounds(found))


def _bounds(found: LossLandscape) -> tuple[float, float, float, float]:
    return float(found.a[0]), float(found.a[-1]), float(found.b[0]), float(found.b[-1])


def _in_time(path: Floats, steps: np.ndarray, times: Floats) -> Floats:
    """Return the places of a path at some steps, (times, 2); after its last step it stays where it ended."""
    return np.stack([np.interp(times, steps, path[:, axis]) for axis in (0, 1)], axis=1)


def _finer(values: np.ndarray, times: int) -> np.ndarray:
    """Return values on a grid so many times as fine, linear between the points."""
    for axis in (0, 1):
        n = values.shape[axis]
        places = np.linspace(0, n - 1, (n - 1) * times + 1)
        low = np.minimum(places.astype(int), n - 2)
        share = (places - low).reshape((-1, 1) if axis == 0 else (1, -1))
        values = (1 - share) * np.take(values, low, axis) + share * np.take(values, low + 1, axis)
    return values
