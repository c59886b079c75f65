"""What the Lab says while runs train with another experiment than the one that its panel shows by now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_noop
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.banner import Banner


class RunningNotice(Banner):
    """A sentence that is there while runs train which an edit of the experiment did not reach.

    Args:
        experiment: what the panel shows; book: the runs.
    """

    def __init__(self, experiment: QtExperiment, book: QtRunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("running_notice")
        self._experiment, self._book = experiment, book
        self._reached: RunSpec = experiment.spec

    def begin(self, runs: Sequence[ActiveRun]) -> None:
        """Compare with the experiment as it is now, when runs begin."""
        if any(not run.status.ended for run in runs):
            self.take()

    def take(self) -> None:
        """Note that an edit has reached the runs: they have the experiment as it is now."""
        self._reached = self._experiment.spec
        self.update_text()

    def update_text(self) -> None:
        """Show the sentence if runs train with other settings than the panel shows, and hide the banner otherwise."""
        names = [shown.name for shown in self._book.active]
        spec, reached = self._experiment.spec, self._reached
        if not names or spec.replace(name=reached.name) == reached:
            self.hide()
            return
        if spec.data != reached.data:
            one = tr_noop("{name} goes on with the data that it began with; what is changed here is for the next run.")
            many = tr_noop(
                "{n} runs go on with the data that they began with; what is changed here is for the next run."
            )
        else:
            one = tr_noop("{name} goes on as it began; what is changed here is for the next run.")
            many = tr_noop("{n} runs go on as they began; what is changed here is for the next run.")
        said = tr(one, name=names[0]) if len(names) == 1 else tr(many, n=len(names))
        if self.isHidden() or self.text != said:
            self.show_message(said, level="info", stays=True)
