"""The Landscape page: click on a surface, and the chosen optimizers descend from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gdlab.diagnose.arena import ArenaResult, call_of
from gdlab.diagnose.arena_setup import ArenaSetup, demonstration_titled
from gdlab.diagnose.basins import is_compiled
from gdlab.diagnose.relief import map_grid
from gdlab.lab.files import atomic_write
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.kinds import OptimizerSpec
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.landscape.basins import BasinsDialog
from gdlab.ui.pages.landscape.choices import NumbersForm, SurfaceBar
from gdlab.ui.pages.landscape.endings_table import EndingsTable
from gdlab.ui.pages.landscape.ground import MapGround
from gdlab.ui.pages.landscape.network import NetworkPlaneDialog
from gdlab.ui.pages.landscape.player import Player
from gdlab.ui.pages.landscape.racers import RacerList
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.descent_map import DescentMap
from gdlab.ui.plots.surface_view import CELLS, SurfaceView
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import Card
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.scroll import ScrollColumn

#: Milliseconds after the last change until the table is computed.
_REST = 80
#: Labels of optimizers that are kept at most.
_MOST_LABELS = 64
_HINT = tr_noop("Click on the map: the chosen optimizers descend from there. Drag a slider: the path follows the rate.")

_NOTHING_FINITE = tr_noop("The surface has no finite value in the part of the plane that is shown.")


class LandscapePage(Page):
    """The page of the arena: the map with the paths, the values over the steps, the optimizers and the endings."""

    name, title, icon = "landscape", tr_noop("Landscape"), "landscape"
    order = 16

    def __init__(self, bridge: Bridge, page_wanted: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page_wanted = page_wanted
        self._bridge, self._background, self._begin = bridge, bridge.in_background, bridge.begin
        self.setup = ArenaSetup()
        self.result: ArenaResult | None = None
        self._asked = self._again = False
        self._places: list[int] = []
        self._drawn: set[int] = set()
        self._labels: dict[int, tuple[OptimizerSpec, str]] = {}
        self.bar, self.player, self.map, self.surface_view = SurfaceBar(), Player(), DescentMap(), SurfaceView()
        self.values = CurveChart(tr("Value above the lowest"), empty=tr("Choose an optimizer to see its curve."))
        self.values.set_smoothing(0.0)
        self.values.set_log(y=True)
        self.racers, self.numbers, self.table = RacerList(), NumbersForm(), EndingsTable()
        self.sentence, self.theory = wrapped_label(tr(_HINT)), wrapped_label("", "muted")
        self.sentence.setObjectName("arena_sentence")
        self.theory.setObjectName("theory")
        self.banner = Banner()
        self._table_timer = self._timer(self._show_endings)
        self._ground = MapGround(self.map, lambda: self.setup.surface, bridge.in_background)
        self._build()
        self._connect()

    @classmethod
    def make(cls, context: PageContext) -> LandscapePage:
        return cls(context.bridge, context.page_wanted.emit, context.pages)

    def hidden_while_presenting(self) -> Sequence[QWidget]:
        return (self._side, self._endings_card, self.banner)

    def controls_while_presenting(self) -> Sequence[QWidget]:
        return (self.bar, self.player)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_REST)
        timer.timeout.connect(act)
        return timer

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        controls = QHBoxLayout()
        controls.setSpacing(8)
        controls.addWidget(self.player, 1)
        controls.addWidget(self.bar.depth_button)
        controls.addWidget(self.bar.arrows)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addLayout(controls)
        lower = QSplitter(Qt.Orientation.Horizontal)
        endings = self._endings_card = Card(tr("Where they ended"))
        endings.add(self.table, 1)
        lower.addWidget(self.values)
        lower.addWidget(endings)
        lower.setSizes([260, 700])
        charts = QSplitter(Qt.Orientation.Vertical)
        self.views = QStackedWidget()
        self.views.addWidget(self.map)
        self.views.addWidget(self.surface_view)
        charts.addWidget(self.views)
        charts.addWidget(lower)
        charts.setSizes([460, 210])
        charts.setChildrenCollapsible(False)
        column.addWidget(charts, 1)
        side = ScrollColumn((0, 0, 4, 0), 8, tr("Setup of the arena"))
        what, who, numbers = (
            Card(tr("What is to be seen")),
            Card(tr("Optimizers and rates")),
            Card(tr("Start, steps, noise")),
        )
        what.add(self.sentence)
        who.add(self.racers)
        who.add(self.theory)
        numbers.add(self.numbers)
        for card in (what, who, numbers):
            side.column.addWidget(card)
        side.column.addStretch(1)
        self._side = side
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(left, 1)
        layout.addWidget(side)

    def _connect(self) -> None:
        self.bar.surface_wanted.connect(self._on_surface)
        self.bar.demonstration_wanted.connect(self._on_demonstration)
        self.bar.depth_toggled.connect(self._on_depth)
        self.bar.arrows_toggled.connect(lambda _on: self._show_step(self.player.step))
        self.map.start_dragged.connect(self._on_dragged)
        self.bar.basins_wanted.connect(self._on_basins)
        self.bar.network_wanted.connect(self._on_network)
        self.map.start_chosen.connect(self._on_start)
        self.player.step_shown.connect(self._show_step)
        self.racers.toggled.connect(self._on_toggled)
        self.racers.rate_changed.connect(self._on_rate)
        self.racers.remove_wanted.connect(self._on_remove)
        self.racers.add_wanted.connect(self._on_add)
        self.numbers.changed.connect(self._on_numbers)
        theme_manager().theme_changed.connect(self._on_theme)

    # --- what a person does -------------------------------------------------------------------------------------------
    def _on_surface(self, text: str) -> None:
        try:
            self.setup.set_surface(text)
        except SpecError as error:
            self.bar.show_error(error)
            return
        self._say(tr(_HINT if np.isfinite(self._heights()).any() else _NOTHING_FINITE))
        self._show_setup()
        self._descend(play=True)

    def _on_demonstration(self, title: str) -> None:
        demonstration = demonstration_titled(title)
        self.setup.show(demonstration)
        self._show_setup()
        self._say(tr(demonstration.sentence))
        self.bar.demonstration.set_value(title)
        self._descend(play=True)

    def _on_start(self, x: float, y: float) -> None:
        self.setup.start = (x, y)
        self.numbers.show_setup(self.setup)
        self._descend(play=True)

    def _on_dragged(self, x: float, y: float) -> None:
        """Descend from where the start or a head is dragged to; the whole paths follow it."""
        self.setup.start = (x, y)
        self.numbers.show_setup(self.setup)
        self._descend()

    def _on_toggled(self, place: int, on: bool) -> None:
        self.setup.racers[place].on = on
        self._descend()

    def _on_rate(self, place: int, rate: float) -> None:
        self.setup.set_rate(place, rate)
        self.theory.setText(tr_message(self.setup.theory()))
        self._descend()

    def _on_remove(self, place: int) -> None:
        del self.setup.racers[place]
        self.racers.show_racers(self.setup.racers)
        self._descend()

    def _on_add(self, call: str) -> None:
        try:
            self.setup.add(call)
        except SpecError as error:
            self.racers.add.set_error(str(error))
            return
        self.racers.add.set_value("")
        self.racers.show_racers(self.setup.racers)
        self._descend()

    def _on_numbers(self) -> None:
        self.numbers.read_into(self.setup)
        self._descend()

    def _on_basins(self) -> None:
        """Show the basins of the first two optimizers that take part and are compiled."""
        chosen = [self.setup.racers[i].optimizer for i in self.setup.chosen]
        compiled = [optimizer for optimizer in chosen if is_compiled(optimizer)][:2]
        if not compiled:
            self.banner.show_message(
                tr("Choose an optimizer first; L-BFGS, SAM and annealing work in Python and take too long.")
            )
            return
        show_dialog(BasinsDialog(self.setup.surface, compiled, self._begin, self), self)

    def _on_network(self) -> None:
        """Show the loss of a trained network on a plane."""
        ended = [run for run in reversed(self._bridge.runs) if run.status.ended and run.run.parameters]
        if not ended:
            self.banner.show_message(tr("Train a run on the Lab page first: its loss on a plane is shown here then."))
            return
        show_dialog(NetworkPlaneDialog(ended, self._begin, self), self)

    # --- descents -----------------------------------------------------------------------------------------------------
    def _descend(self, *, play: bool = False) -> None:
        """Show the descents of what is set up, at once where the engine is ready, else when it is."""
        if self.setup.is_prepared():
            self._take(self.setup.descend(), self.setup.chosen, play)
        elif self._asked:
            self._again = True
        else:
            self._asked = True
            self.banner.show_message(tr("The engine prepares these optimizers …"), level="info")
            self._background(self.setup.descend, partial(self._on_prepared, play))

    def _on_prepared(self, play: bool, future: Future[ArenaResult | None]) -> None:
        self._asked = False
        self.banner.hide()
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The optimizers could not descend."), error)
        elif self._again or not self.setup.is_prepared():
            self._again = False
            self._descend(play=play)
        else:
            self._take(self.setup.descend(), self.setup.chosen, play)

    def _take(self, result: ArenaResult | None, places: list[int], play: bool) -> None:
        self.result, self._places = result, places
        paths = [descent.points for descent in result.descents] if result is not None else []
        self.map.set_descents(self.setup.start, paths, places)
        self.surface_view.set_descents(paths, places)
        self.player.set_steps(max((len(path) - 1 for path in paths), default=0))
        self._table_timer.start()
        if play:
            self.player.start()
        else:
            self.player.show_end()
        self._show_step(self.player.step)

    def _show_step(self, step: int) -> None:
        self.map.show_step(step)
        self.surface_view.show_step(step)
        wanted = self._places if self.bar.arrows.isChecked() and self.result is not None else []
        found = [self.setup.detail(place, step) for place in wanted if place < len(self.setup.racers)]
        self.map.show_details([detail for detail in found if detail is not None])
        self._show_values(step)

    def _show_values(self, step: int) -> None:
        """Draw the values up to a step, above the lowest known one or the lowest that was reached."""
        theme, kept = self.values.theme, set()
        descents = self.result.descents if self.result is not None else ()
        reached = min((d.lowest for d in descents), default=0.0)
        surface = self.result.surface if self.result is not None else self.setup.surface
        base = min(surface.lowest, reached) if surface.minima() else reached
        for place, descent in zip(self._places, descents, strict=False):
            height = descent.heights(base)[: step + 1]
            style: dict[str, Any] = {"color": theme.run_color(place), "style": theme.run_style(place)}
            self.values.set_series(place, np.arange(len(height)), height, label=self._label(descent.optimizer), **style)
            kept.add(place)
        for gone in self._drawn - kept:
            self.values.remove(gone)
        self._drawn = kept
        self.values.set_x_extent((0.0, float(max(1, self.player.slider.maximum()))))
        self.values.show_empty(not kept)

    def _label(self, optimizer: OptimizerSpec) -> str:
        """Return an optimizer as a call, written once: a moving slider changes that of one optimizer only."""
        if len(self._labels) > _MOST_LABELS:
            self._labels.clear()
        held = self._labels.get(id(optimizer))
        if held is None or held[0] is not optimizer:
            held = self._labels[id(optimizer)] = (optimizer, call_of(optimizer))
        return held[1]

    def _on_theme(self, _theme: object) -> None:
        """Draw the values in the colours of another theme."""
        self._show_values(self.player.step)

    def _show_endings(self) -> None:
        self.table.endings.show(self.result, self._places if self.result is not None else [])

    # --- showing ------------------------------------------------------------------------------------------------------
    def _show_setup(self) -> None:
        surface = self.setup.surface
        self.bar.show_setup(self.setup)
        self.numbers.show_setup(self.setup)
        self.racers.show_racers(self.setup.racers)
        self.theory.setText(tr_message(self.setup.theory()))
        known = tr(surface.title) if surface.type != "Formula" else "f(x, y)"
        self.map.set_title(known)
        self.map.set_minima(surface.minima())
        self.map.set_bounds(surface.bounds())
        self._show_depth()

    def _on_depth(self, on: bool) -> None:
        self.views.setCurrentIndex(int(on))
        self._show_depth()

    def _show_depth(self) -> None:
        """Give the view in three dimensions the surface, where it is in sight."""
        if self.bar.depth_button.isChecked():
            surface = self.setup.surface
            self.surface_view.set_title(tr(surface.title) if surface.type != "Formula" else "f(x, y)")
            self.surface_view.set_surface(surface.bounds(), self._heights(), surface.lowest)

    def _heights(self) -> np.ndarray:
        """Return the surface's values on a grid over the part of the plane that it is shown in."""
        surface = self.setup.surface
        return map_grid(surface.tape, surface.bounds(), CELLS + 1, CELLS + 1)[2]

    def _say(self, sentence: str) -> None:
        self.sentence.setText(tr_message(sentence))
        if sentence in (tr(_HINT), tr(_NOTHING_FINITE)):
            self.bar.demonstration.set_value("")

    @classmethod
    def menu_actions(cls, page: Callable[[], LandscapePage]) -> Sequence[MenuAction]:
        return (MenuAction("&File", tr("Export descents…"), lambda: page().export(), (), "export_descents", group=2),)

    def single_keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        return {Qt.Key.Key_Space: self.player.toggle, Qt.Key.Key_S: partial(self.player.move_by, 1)}

    def export(self) -> None:
        """Ask for a file and write the descents; without any, show the page, which says how to make one."""
        if self.result is None:
            self._page_wanted(self.name)
            self.banner.show_message(tr("There is no descent yet: open the Landscape page and click on the map."))
            return
        path, _ = QFileDialog.getSaveFileName(self, tr("Export descents"), "descents.csv", tr("Table (*.csv)"))
        if not path:
            return
        try:
            with atomic_write(path) as temporary:
                self.result.to_csv(temporary)
        except (GdlabError, OSError) as error:
            self.banner.show_error(tr("The descents were not written."), error)
        else:
            self.banner.show_message(tr("Wrote {path}", path=path), level="success")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.result is None:
            self._show_setup()
            self._descend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(280 if event.size().width() < 1100 else 360)

    def shut_down(self) -> None:
        self.player.pause()
        self._table_timer.stop()
        self._ground.stop()
