"""The experiment being edited, with Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from gdlab.lab.experiment import Experiment
from gdlab.spec.run import RunSpec
from gdlab.translation import tr


class QtExperiment(Experiment, QObject):
    """The experiment whose events are Qt signals, for the controls of the window."""

    spec_changed = Signal(object)
    described = Signal(object)
    examples_wanted = Signal(object)
    examples_changed = Signal(object)
    data_failed = Signal(str)
    history_changed = Signal()

    def __init__(self, spec: RunSpec, parent: QObject | None = None) -> None:
        QObject.__init__(self, parent)
        Experiment.__init__(self, spec)
        self.events.spec_changed.connect(self.spec_changed.emit)
        self.events.described.connect(self.described.emit)
        self.events.examples_wanted.connect(self.examples_wanted.emit)
        self.events.examples_changed.connect(self.examples_changed.emit)
        self.events.data_failed.connect(self.data_failed.emit)
        self.history.changed.connect(self.history_changed.emit)

    def undo_actions(self) -> tuple[QAction, QAction]:
        """Return the actions that undo and redo an edit; each says which edit, and is enabled where there is one."""
        undo, redo = QAction(tr("Undo"), self), QAction(tr("Redo"), self)
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        undo.triggered.connect(lambda _checked=False: self.history.undo())
        redo.triggered.connect(lambda _checked=False: self.history.redo())

        def update() -> None:
            undo.setEnabled(self.history.can_undo)
            undo.setText(tr("Undo {undo_text}", undo_text=self.history.undo_text).strip())
            redo.setEnabled(self.history.can_redo)
            redo.setText(tr("Redo {redo_text}", redo_text=self.history.redo_text).strip())

        update()
        self.history_changed.connect(update)
        return undo, redo
