"""The slim line that says that the engine is being compiled for what a person builds, before they press Start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gdlab.lab import compile_ahead
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_noop
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.widgets.elided import ElidedLabel

_log = logging.getLogger(__name__)

_FIRST = tr_noop("Preparing the engine for this machine, once, in the background. You can start a run meanwhile.")
_NEW = tr_noop("Preparing the engine for this network, once, in the background. You can start a run meanwhile.")
#: Milliseconds without an edit before the cache is searched, and milliseconds between two checks of the process.
_PAUSE, _POLL = 600, 250

Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class CompileNotice(QWidget):
    """A notice that kernels are being compiled, in a child process: a compiler in a thread would block the window.

    On the first start these are the usual ones; later those of an experiment that needs others. ``compiled`` says that
    a child has done its work.
    """

    compiled = Signal()

    def __init__(self, experiment: QtExperiment, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment, self._background = experiment, background
        self._child: compile_ahead.CompilerProcess | None = None
        self._last: RunSpec | None = None
        self._enabled = False
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._text = ElidedLabel()
        self._text.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._on_poll)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._ask)
        self.hide()

    def start(self) -> None:
        """Compile the usual kernels if nothing is compiled yet, and what the experiment needs from now on."""
        self._enabled = True
        self._experiment.described.connect(self._on_described)
        if compile_ahead.is_cold():
            self._begin(tr(_FIRST))

    def stop(self) -> None:
        """End the child, if there is one, and wait for it."""
        self._enabled = False
        self._later.stop()
        self._end()

    def show_state(self) -> None:
        """Show the notice while something is compiled, and hide it otherwise."""
        self.setVisible(self._child is not None)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _on_described(self, _description: object) -> None:
        if self._enabled:
            self._later.start()

    def _ask(self) -> None:
        """Look in the cache for what the experiment needs, in the background."""
        spec, examples = self._experiment.spec, self._experiment.examples
        if self._child is None and examples is not None and not self._experiment.why_not:
            self._background(
                partial(compile_ahead.kernels_are_cached, spec, examples.shape), partial(self._on_answer, spec)
            )

    def _on_answer(self, spec: RunSpec, future: Future[bool]) -> None:
        if not self._enabled or future.exception() is not None or future.result():
            return
        if spec == self._last:  # a child has been at it and its work is not found: there is no folder to keep it in
            self._enabled = False
            return
        self._last = spec
        self._begin(tr(_NEW), spec)

    def _begin(self, text: str, *specs: RunSpec) -> None:
        if self._child is not None:
            return
        try:
            self._child = compile_ahead.CompilerProcess(specs)
        except OSError as error:  # a run then compiles what it needs by itself
            _log.warning("no child process can be started to compile", exc_info=error)
            return
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._timer.start()
        self.show()

    def _on_poll(self) -> None:
        if self._child is None or self._child.busy:
            return
        done = self._child.stop() == 0
        self._end()
        if done and self._enabled:
            self.compiled.emit()
            self._later.start()  # the experiment may have become another meanwhile

    def _end(self) -> None:
        self._timer.stop()
        child, self._child = self._child, None
        if child is not None:
            child.stop()
        self.hide()
