"""Branch…: go on from a kept point of a run with other settings."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from gdlab.lab.branch import BranchPoint
from gdlab.spec.bounds import Bounds
from gdlab.spec.change import change, parsed_value
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec
from gdlab.translation import local_number, tr, tr_message
from gdlab.ui.forms.editors import value_text
from gdlab.ui.widgets.editor import refused_field
from gdlab.ui.widgets.number import IntEditor


def branch_spec(spec: RunSpec, name: str, optimizer: str, more: int, step: int, epoch: float) -> RunSpec:
    """Return the spec of a branch.

    Args:
        spec: that of the run.
        name: what the run is called.
        optimizer: the branch's optimizer, as it is written.
        more: how many epochs the branch trains.
        step: the step from which it goes on.
        epoch: the epoch of that step.

    Raises:
        SpecError: when the optimizer is written wrongly or a value is out of range.
    """
    changes = {
        "optimizer": parsed_value(optimizer, "optimizer"),
        "training.epochs": math.ceil(epoch) + more,
        "training.max_steps": 0,
    }
    return change(spec, changes).replace(name=f"{name} from {step}")


class BranchDialog(QDialog):
    """The choice of a branch's point, optimizer and length.

    ``wanted`` carries the point (None: where the run is then) and what makes the spec of its step and epoch.
    """

    wanted = Signal(object, object)

    def __init__(
        self, name: str, spec: RunSpec, points: list[BranchPoint], now: tuple[int, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("branch_dialog")
        self.setWindowTitle(tr("Branch from {name}", name=name))
        self.setMinimumWidth(420)
        self._name, self._spec, self._now = name, spec, now
        self._points: list[BranchPoint | None] = [None, *reversed([p for p in points if p.step < now[0]])]
        self.point = QComboBox()
        self.point.setObjectName("branch_point")
        self.point.setAccessibleName(tr("From which step to go on"))
        for point in self._points:
            step, epoch = (point.step, point.epoch) if point is not None else now
            self.point.addItem(
                tr("step {step}, epoch {epoch}", step=step, epoch=local_number(f"{epoch:.1f}"))
                + (tr(" (its last)") if point is None else "")
            )
        self.optimizer = QLineEdit(value_text(spec.optimizer))
        self.optimizer.setObjectName("branch_optimizer")
        self.optimizer.setAccessibleName(tr("Optimizer, written as Adam(lr=0.001)"))
        self.epochs = IntEditor(tr("Epochs more"), spec.training.epochs, bounds=Bounds(1, 10_000_000))
        self.epochs.setObjectName("branch_epochs")
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._build()

    def _build(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton(tr("Start branch"))
        self.go.setObjectName("branch_start")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        note = QLabel(tr("The new run goes on from the same weights, with the same batches and draws."))
        note.setProperty("role", "caption")
        note.setWordWrap(True)
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.addRow(tr("From"), self.point)
        form.addRow(tr("Optimizer"), self.optimizer)
        form.addRow(tr("Epochs more"), self.epochs)
        for widget in (note, self.problem, buttons):
            form.addRow(widget)

    def accept(self) -> None:
        """Start the branch, unless a field shows what was refused."""
        refused = refused_field(self)
        if refused is not None:
            refused.setFocus()
            return
        point = self._points[self.point.currentIndex()]
        made = partial(branch_spec, self._spec, self._name, self.optimizer.text(), int(self.epochs.value() or 1))
        try:
            made(*((point.step, point.epoch) if point is not None else self._now))
        except SpecError as error:
            self.problem.setText(tr_message(str(error)))
            self.problem.show()
            return
        self.wanted.emit(point, made)
        super().accept()
