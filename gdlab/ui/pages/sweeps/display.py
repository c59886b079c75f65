"""What shows a sweep on its page, brought up to date in parts while trials arrive."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from gdlab.lab.number_text import format_number
from gdlab.lab.precedence import WINDOW
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.sweeps.tally import TrialTally
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.lab.sweeps.trial_set import MOST_GROWING, MOST_SHOWN, TrialSet, trial_set
from gdlab.spec.sweep import SweepSpec
from gdlab.translation import tr, tr_message
from gdlab.ui.bridge import Bridge
from gdlab.ui.pages.compare.pictures.base import ComparePicture
from gdlab.ui.pages.sweeps.trials_table import TrialsTable
from gdlab.ui.paint_schedule import PaintSchedule
from gdlab.ui.widgets.progress import ProgressRow
from gdlab.ui.widgets.tabs import Tabs

#: Seconds after which Python has a thread that works make way for another one that waits. A turn of the event loop asks
#: for the interpreter some ten times, and each time waits so long for each thread that works.
_SWITCH = 0.0001
#: Milliseconds between two parts that are brought up to date, and from the claim of precedence until the part's turn,
#: in which the threads that train come to the end of a step.
_TICK, _CLAIM = 40, 2


class SweepDisplay(QObject):
    """Progress, table and pictures of a sweep.

    While it runs each turn of the event loop brings one of them up to date, and what a picture shows is worked out in
    the background; threads that train wait for that moment.

    Args:
        bridge: what works in the background.
        progress, table: the row of progress and the table of trials.
        pictures: the pictures by heading, tabs: what chooses one, stack: what shows it.

    Attributes:
        trials, sweep: what is shown.
        ended: emitted when the sweep that is followed has ended.
    """

    ended = Signal()

    def __init__(
        self,
        bridge: Bridge,
        progress: ProgressRow,
        table: TrialsTable,
        pictures: dict[str, ComparePicture],
        tabs: Tabs,
        stack: QStackedWidget,
    ) -> None:
        super().__init__(stack)
        self.trials: tuple[SweepTrial, ...] = ()
        self.sweep: SweepSpec | None = None
        self._bridge, self._progress, self._table = bridge, progress, table
        self._pictures, self._tabs, self._stack = pictures, tabs, stack
        self._job: SweepRun | None = None
        self._tally = TrialTally(higher=False)
        self._made: TrialSet | None = None
        self._is_making = False
        self._parts = PaintSchedule([self._show_line, self._show_rows, self._make_set, self._show_set])
        self._left: list[Callable[[], object]] = []
        self._usual_switch = sys.getswitchinterval()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._on_tick)
        tabs.chosen.connect(lambda _name: self.draw())

    def show_trials(self, trials: Sequence[SweepTrial], sweep: SweepSpec) -> None:
        """Show a sweep that does not run."""
        self.trials, self.sweep = tuple(trials), sweep
        self._table.show_trials(self.trials, sweep.metric)
        self.draw()

    def show_nothing(self) -> None:
        """Show no trials, since the sweep that is to come has none."""
        if self.sweep is not None:
            self.show_trials((), self.sweep)

    def follow(self, job: SweepRun) -> None:
        """Show a sweep that runs until it has ended."""
        self._job, self._made, self._left = job, None, []
        self._tally = TrialTally(higher=job.sweep.higher(job.sweep.metric[0]))
        if not self._timer.isActive():
            self._usual_switch = sys.getswitchinterval()
            sys.setswitchinterval(_SWITCH)
        self._timer.start()

    def stop(self) -> None:
        """Follow no sweep any more."""
        if self._timer.isActive():
            self._timer.stop()
            sys.setswitchinterval(self._usual_switch)
        WINDOW.give_back()

    def draw(self) -> None:
        """Draw the picture that is in sight."""
        picture = self._pictures[self._tabs.current]
        self._stack.setCurrentWidget(picture)
        if self.sweep is not None:
            picture.show_set(_made_set(None, self.trials, self.sweep))

    # --- a sweep that runs --------------------------------------------------------------------------------------------
    def _on_tick(self) -> None:
        """Claim precedence for the next part."""
        WINDOW.take()
        QTimer.singleShot(_CLAIM, self, self._show_part)

    def _show_part(self) -> None:
        """Bring the next part up to date; when the sweep has ended each once more."""
        try:
            job = self._job
            if job is None or not self._timer.isActive():
                return
            if job.busy:
                self.trials, self.sweep = tuple(job.trials), job.sweep
                self._parts.on_tick()
            elif not self._left:
                self.trials, self.sweep = tuple(job.trials), job.sweep
                self._left = [self._end, self._show_last_set, self._make_last_set, self._show_all_rows]
            else:
                self._left.pop()()
        finally:
            WINDOW.give_back()

    def _show_all_rows(self) -> None:
        if self.sweep is not None:
            self._table.show_trials(self.trials, self.sweep.metric)

    def _make_last_set(self) -> None:
        """Have the picture of all trials worked out, once none is that was begun before."""
        if self._is_making:
            self._left.append(self._make_last_set)
        else:
            self._make_set()

    def _show_last_set(self) -> None:
        """Show the picture of all trials as soon as it is worked out."""
        if self._is_making:
            self._left.append(self._show_last_set)
        else:
            self._show_set()

    def _end(self) -> None:
        self.stop()
        self.ended.emit()

    def _show_line(self) -> None:
        if self._job is not None and self._progress.isVisible():
            self._tally.update(self.trials)
            self._progress.set_progress(
                self._job.share if self._job.phase == "searching" else None, _line(self._job, self._tally)
            )

    def _show_rows(self) -> None:
        if self.sweep is not None and self._table.isVisible():
            self._table.show_trials(self.trials, self.sweep.metric)
            self._table.paint_at_once()  # while no other thread is at work

    def _make_set(self) -> None:
        """Have what the picture in sight shows worked out in the background."""
        if self.sweep is None or self._is_making or not self._stack.isVisible():
            return
        self._is_making = True
        picture = self._pictures[self._tabs.current]
        most = MOST_GROWING if self._job is not None and self._job.busy else MOST_SHOWN
        self._bridge.in_background(partial(_made_set, picture, self.trials, self.sweep, most), self._on_made)

    def _on_made(self, future: Future[TrialSet]) -> None:
        self._is_making = False
        self._made = None if future.exception() is not None else future.result()

    def _show_set(self) -> None:
        if self._made is not None:
            picture = self._pictures[self._tabs.current]
            self._stack.setCurrentWidget(picture)
            picture.show_set(self._made)
            picture.drawing.repaint()
            self._made = None


def _made_set(
    picture: ComparePicture | None, trials: Sequence[SweepTrial], sweep: SweepSpec, most: int = MOST_SHOWN
) -> TrialSet:
    """Return trials as a picture takes them; with what it reads worked out where the picture is given."""
    made = trial_set(trials, sweep.metric, higher=sweep.higher(sweep.metric[0]), most=most)
    if picture is not None:
        picture.prepare(made)
    return made


def _line(job: SweepRun, tally: TrialTally) -> str:
    """Return in one line how far a sweep is and what it has found."""
    counts = tr("{done} trials, {count} pruned", done=job.done, count=tally.count(TrialState.PRUNED))
    for state in (TrialState.DIVERGED, TrialState.GUESSING):
        counts += f", {tally.count(state)} {tr_message(state)}" if tally.count(state) else ""
    parts = [counts if job.phase == "searching" else tr("Checking on fresh seeds")]
    if tally.best is not None:
        parts.append(
            tr(
                "best {metric} {figures} (trial {number})",
                metric=job.sweep.metric[0],
                figures=format_number(tally.best.figures[0]),
                number=tally.best.number,
            )
        )
    return " · ".join(parts)
