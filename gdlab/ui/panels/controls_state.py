"""Keep the row of controls true: what can be done now, and what is going on."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gdlab.lab.number_text import format_count
from gdlab.lab.run import Status
from gdlab.translation import tr
from gdlab.ui.bridge import Bridge
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.panels.controls import ControlsBar
from gdlab.ui.run_book import QtRunBook


class ControlsState(QObject):
    """The state of the row of controls, derived from the experiment and the runs."""

    def __init__(self, controls: ControlsBar, book: QtRunBook, experiment: QtExperiment, bridge: Bridge) -> None:
        super().__init__(controls)
        self._controls, self._book, self._experiment = controls, book, experiment
        experiment.described.connect(self.update)
        experiment.data_failed.connect(self.update)
        book.chosen_changed.connect(self.update)
        bridge.status_changed.connect(self.update)
        bridge.preparing.connect(self._on_preparing)
        self.update()

    def update(self, *_: object) -> None:
        """Enable what can be done now."""
        active, why = self._book.active, self._experiment.why_not
        self._controls.show_state(
            can_start=not why,
            active=bool(active),
            paused=bool(active) and all(s.run.pause_requested for s in active),
            chosen=self._book.current is not None,
            why=why,
        )

    def say(self) -> None:
        """Describe the progress of the selected run if it trains, else that of the first run that does."""
        active, current = self._book.active, self._book.current
        running = [s for s in active if s.run.status is Status.RUNNING]
        if not active:
            self._controls.say("")
        elif running:
            shown = current if current in running else running[0]
            self._controls.say(
                tr(
                    "step {step} of {total_steps}",
                    step=format_count(shown.run.step),
                    total_steps=format_count(shown.total_steps),
                )
            )
        elif all(s.run.status is Status.PAUSED for s in active):
            self._controls.say(tr("paused at step {step}", step=format_count(active[0].run.step)))

    def _on_preparing(self, run_id: str, text: str) -> None:
        shown = self._book.find(run_id)
        if shown is not None and not shown.run.status.ended:
            self._controls.say(f"{text}…")
