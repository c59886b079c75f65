"""The experiment being edited, with Qt signals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from gdlab.lab.experiment import Experiment
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_message
from gdlab.ui.widgets.editor import FieldEditor


class RefusedFieldError(GdlabError):
    """A field of the experiment shows a text that was refused, so that its value is the one before.

    Attributes:
        field: what the field is called; not_started, not_saved: what a person is told where something was to be started
            from the experiment, or written of it.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        self.not_started = tr("Nothing was started: what is typed in the field “{name}” is refused.", name=field)
        self.not_saved = tr("Nothing was saved: what is typed in the field “{name}” is refused.", name=field)
        super().__init__(self.not_started)


class QtExperiment(Experiment, QObject):
    """The experiment whose events are Qt signals, for the controls of the window.

    Attributes:
        refused: has the fields that edit the experiment accept what is being typed; returns the one that refuses it.
    """

    spec_changed = Signal(object)
    described = Signal(object)
    examples_wanted = Signal(object)
    examples_changed = Signal(object)
    data_failed = Signal(str)
    history_changed = Signal()

    def __init__(self, spec: RunSpec, parent: QObject | None = None) -> None:
        QObject.__init__(self, parent)
        Experiment.__init__(self, spec)
        self.refused: Callable[[], FieldEditor | None] = lambda: None
        self.events.spec_changed.connect(self.spec_changed.emit)
        self.events.described.connect(self.described.emit)
        self.events.examples_wanted.connect(self.examples_wanted.emit)
        self.events.examples_changed.connect(self.examples_changed.emit)
        self.events.data_failed.connect(self.data_failed.emit)
        self.history.changed.connect(self.history_changed.emit)

    def accepted(self) -> RunSpec:
        """Return the spec with what is being typed: what starts from the experiment or writes it takes it from here.

        Raises:
            RefusedFieldError: when a field shows what was refused.
        """
        refused = self.refused()
        if refused is not None:
            raise RefusedFieldError(refused.name)
        return self.spec

    def undo_actions(self) -> tuple[QAction, QAction]:
        """Return the actions that undo and redo an edit; each says which edit, and is enabled where there is one."""
        undo, redo = QAction(tr("Undo"), self), QAction(tr("Redo"), self)
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        undo.triggered.connect(lambda _checked=False: self.history.undo())
        redo.triggered.connect(lambda _checked=False: self.history.redo())

        def update() -> None:
            undo.setEnabled(self.history.can_undo)
            undo.setText(tr("Undo {undo_text}", undo_text=tr_message(self.history.undo_text)).strip())
            redo.setEnabled(self.history.can_redo)
            redo.setText(tr("Redo {redo_text}", redo_text=tr_message(self.history.redo_text)).strip())

        update()
        self.history_changed.connect(update)
        return undo, redo
