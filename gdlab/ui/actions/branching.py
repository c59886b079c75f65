"""Branch: a run that goes on from a point of another one, with other settings."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.branch import BranchPoint, branched, refusal, take_branch_point
from gdlab.spec.run import RunSpec
from gdlab.translation import tr
from gdlab.ui.actions.starting import Starter
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.branch import BranchDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.banner import Banner

#: The kind of question by which a run is asked for its state.
_KIND = "branch"


class Brancher(QObject):
    """The action that branches a run: it asks where and how, takes the state, and starts the branch."""

    def __init__(self, bridge: Bridge, book: QtRunBook, starter: Starter, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._book, self._starter, self._banner, self._page = bridge, book, starter, banner, page
        self._wanted: dict[str, Callable[[int, float], RunSpec]] = {}
        bridge.observed.connect(self._on_observed)

    def ask(self, run_id: str = "") -> None:
        """Ask from which point of a run to go on, and with what; the chosen run where none is named."""
        shown = self._book.find(run_id) or self._book.current
        trainer = shown.run.trainer if shown is not None else None
        if shown is None or trainer is None or trainer.step == 0:
            self._banner.show_message(tr("Choose a run that has been trained a little to branch from."), level="info")
            return
        run = shown.run
        dialog = BranchDialog(shown.name, trainer.spec, run.branch_points, (trainer.step, trainer.epoch), self._page)
        dialog.wanted.connect(partial(self._branch, run))
        show_dialog(dialog, self._page)

    def branch_from(self, point: BranchPoint, run: ActiveRun, spec: RunSpec) -> None:
        """Start a run that goes on from a point, with its whole state or, where that does not fit, its weights."""
        trainer, why = run.trainer, refusal(point, spec)
        if not why:
            self._starter.begin(spec, state=branched(point, spec), code=run.run.code)
        elif trainer is not None and point.step == trainer.step:
            more = max(1, spec.training.epochs - math.ceil(point.epoch))  # its epochs are counted from 0 again
            anew = spec.replace(training=spec.training.replace(epochs=more))
            self._starter.begin(anew, parameters=trainer.parameters)
            self._banner.show_message(tr("The branch begins anew from the weights: {why}.", why=why), level="info")
        else:
            self._banner.show_message(tr("From an earlier point this is not possible: {why}.", why=why), level="info")

    def _branch(self, run: ActiveRun, point: BranchPoint | None, spec_at: Callable[[int, float], RunSpec]) -> None:
        """Branch from a kept point, or from where the run is now, which its worker has to say."""
        if point is not None:
            self.branch_from(point, run, spec_at(point.step, point.epoch))
            return
        self._wanted[run.id] = spec_at
        self._bridge.observe(run, _KIND, lambda r: take_branch_point(r.trainer) if r.trainer is not None else None)

    def _on_observed(self, run_id: str, kind: str, result: object) -> None:
        if kind != _KIND:
            return
        spec_at, shown = self._wanted.pop(run_id, None), self._book.find(run_id)
        if spec_at is not None and shown is not None and isinstance(result, BranchPoint):
            self.branch_from(result, shown.run, spec_at(result.step, result.epoch))
