"""One visit of a newcomer: a data set, what the window offers for it, Start, and whether the run learnt."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QPushButton, QWidget

from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from tests.newcomer.hands import Hand

#: A run has learnt when its best validation loss is below this share of the loss of the best constant answer, which is
#: even fitted on the validation part itself; its status must not say that it is no better than guessing either.
LEARNT = 0.9


@dataclass(frozen=True)
class Visit:
    """What became of a data set.

    Attributes:
        data: the data set.
        opened: the data set that was opened, another one where the window offered a substitute.
        fit: what *Fit to the data* did, "" where it was not offered.
        best: the best validation loss.
        constant: the validation loss of the best constant answer.
        accuracy: the best share of right answers in the validation part, NaN where there are no classes.
        steps, seconds: how long the run trained.
        status: how it ended.
    """

    data: str
    opened: str
    fit: str
    best: float
    constant: float
    accuracy: float
    steps: int
    seconds: float
    status: str

    @property
    def learnt(self) -> bool:
        """Whether the run learnt."""
        return self.best < LEARNT * self.constant and self.status in ("finished", "stopped")


class Newcomer:
    """A person at a window.

    Args:
        window: the main window, with the Lab in sight.
        hand: how the window is worked.
        patience: seconds after which a run is stopped.
    """

    def __init__(self, window: Any, hand: Hand, patience: float = 60.0) -> None:
        self.window, self.hand, self.patience = window, hand, patience

    def press(self, name: str) -> None:
        """Click on the button of a name, scrolling to it where that is needed."""
        button = self.window.findChild(QWidget, name)
        middle = button.rect().center()
        above = button.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea):
            above = above.parentWidget()
        if isinstance(above, QAbstractScrollArea):
            self.hand.bring(button, middle, above)
        self.hand.click(button, middle)

    def hurry(self) -> None:
        """Choose full speed, the last segment of the speeds."""
        segment = self.window.lab.controls.speed.findChildren(QAbstractButton)[-1]
        self.hand.click(segment, segment.rect().center())
        self.wait(lambda: self.window.lab.controls.speed.value() == "full")

    def choose(self, name: str) -> None:
        """Choose a data set: open the list, scroll to the name, click on it."""
        editor = self.window.lab.experiment_panel.data.combo
        combo, row = editor.combo, editor.values.index(name)
        if combo.currentIndex() == row:
            return
        self.press("dataset")
        view = combo.view()
        self.wait(view.isVisible)
        QTest.qWait(
            QApplication.doubleClickInterval() + 50
        )  # the list takes a click at once for the one that opened it
        place = view.visualRect(view.model().index(row, 0)).center()
        self.hand.bring(view.viewport(), place, view)
        self.hand.click(view.viewport(), view.visualRect(view.model().index(row, 0)).center())
        self.wait(lambda: editor.value() == name)

    def visit(self, name: str) -> Visit:
        """Open a data set, take what is offered, start, and wait for the end of the run."""
        experiment, book = self.window.experiment, self.window.lab.book
        self.choose(name)
        self.wait(lambda: experiment.data_problem or experiment.examples.name == name, 120)
        substitute = self.window.findChild(QPushButton, "use_stand_in")
        if substitute.isVisible():
            self.press("use_stand_in")
            self.wait(
                lambda: not experiment.data_problem and experiment.examples.name == experiment.spec.data.type, 120
            )
        QTest.qWait(200)
        undo = experiment.history.undo_text
        if self.window.findChild(QPushButton, "fit_network").isVisible():
            self.press("fit_network")
            self.wait(lambda: experiment.history.undo_text != undo)
        fit = experiment.history.undo_text
        start = self.window.findChild(QPushButton, "start")
        self.wait(start.isEnabled, 120)
        count = len(book)
        self.press("start")
        self.wait(lambda: len(book) == count + 1)
        run = list(book)[-1].run
        try:
            self.wait(lambda: run.status.ended, self.patience)
        except TimeoutError:
            self.press("stop")
            self.wait(lambda: run.status.ended)
        self.wait(lambda: not self.window.bridge.moving)
        return self._judged(name, fit if fit.startswith("Fit") else "", run)

    def wait(self, done: Callable[[], object], seconds: float = 30.0) -> None:
        """Let the window live until something has come about.

        Raises:
            TimeoutError: when it does not.
        """
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(f"nothing happened within {seconds:.0f} seconds")
            QTest.qWait(10)

    def _judged(self, name: str, fit: str, run: Any) -> Visit:
        examples = self.window.experiment.examples
        trainer, loss = Trainer(run.spec, examples), loss_of(run.spec)
        outputs = loss.items(trainer.arena.program.output, examples.target_width)[1]
        history = run.history
        accuracy = float(np.max(history["val/accuracy"])) if "val/accuracy" in history else float("nan")
        return Visit(
            name, run.spec.data.type, fit, float(np.nanmin(history["val/loss"])),
            float(loss.constant(np.asarray(examples.y_val), outputs)), accuracy, run.step,
            run.elapsed, str(run.status),
        )  # fmt: skip
