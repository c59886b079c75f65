"""Race…: choose what differs, how many seeds, and start."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.compare import Variant, variants
from gdlab.lab.presets import RACE
from gdlab.lab.previews import member_choices
from gdlab.spec.bounds import Bounds
from gdlab.spec.calls import parse_value
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec
from gdlab.ui.forms.editors import value_text
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.number import IntEditor

_MOST = 64


def offers(spec: RunSpec) -> dict[str, tuple[str, list[str]]]:
    """Return what a race can vary: the words, the dotted path and values to begin with."""
    lr = spec.optimizer.lr or 0.01
    rates = [f"{lr * f:.3g}" for f in (0.1, 0.3, 1, 3, 10)]
    found = {
        "Optimizers": ("optimizer", list(RACE)),
        "Learning rates": ("optimizer.lr", rates),
        "Batch sizes": ("training.batch_size", ["8", "32", "128", "full"]),
        "Precision": ("training.dtype", ["float32", "float64"]),
    }
    schedules = [name for name in ("StepLR", "CosineAnnealingLR", "OneCycleLR") if name in member_choices("schedule")]
    if schedules:
        found["Schedules"] = ("schedule", ["none", *schedules])
    for i, layer in enumerate(spec.network.layers):
        if layer.type == "Linear" and i < len(spec.network.layers) - 1:
            found[f"Width of layer {i}"] = (f"network.layers[{i}].out_features", ["8", "32", "128"])
        elif layer.type in ("ReLU", "Tanh", "Sigmoid"):
            kinds = [name for name in ("Sigmoid", "Tanh", "ReLU", "LeakyReLU") if name in member_choices("layer")]
            found[f"Activation at {i}"] = (f"network.layers[{i}].type", kinds)
    return found


def current_text(spec: RunSpec, path: str) -> str:
    """Return what the experiment has at a dotted path, as it is written in a field; "none" where it has nothing."""
    value: object = spec
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        value = value[int(index)] if index else value  # pyright: ignore[reportIndexIssue]
    return "none" if value is None else value_text(value)


class RaceDialog(QDialog):
    """The choice of the variants of a race; ``accepted`` is emitted when they are to be started."""

    started = Signal(list)

    def __init__(self, spec: RunSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Race")
        self.setObjectName("race_dialog")
        self.setMinimumSize(440, 420)
        self._spec = spec
        self._offers = offers(spec)
        self.what = QComboBox()
        self.what.setObjectName("race_what")
        self.what.setAccessibleName("What differs between the runs")
        self.what.addItems(list(self._offers))
        self.values = QListWidget()
        self.values.setObjectName("race_values")
        self.values.setAccessibleName("The values that race; tick those that take part, double-click to change one")
        self.seeds = IntEditor("Seeds", 1, bounds=Bounds(1, 100))
        self.seeds.setObjectName("race_seeds")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton("Start race")
        self.go.setObjectName("race_start")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._build()
        self.what.currentTextChanged.connect(self._fill)
        self.values.itemChanged.connect(self._check)
        self.seeds.edited.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._fill(self.what.currentText())
        self.go.setFocus()

    def variants(self) -> list[Variant]:
        """Return the runs of the race.

        Raises:
            SpecError: when a value does not fit.
        """
        path, _ = self._offers[self.what.currentText()]
        return variants(self._spec, {path: [parse_value(t) for t in self._ticked()]}, int(self.seeds.value() or 1))

    def _build(self) -> None:
        add = QPushButton("Add value")
        add.setObjectName("race_add")
        add.clicked.connect(self._on_add)
        bind_icon(add, "add")
        remove = icon_button("remove", "Remove the chosen value")
        remove.clicked.connect(lambda: (self.values.takeItem(self.values.currentRow()), self._check()))
        tools = QHBoxLayout()
        tools.addWidget(add)
        tools.addWidget(remove)
        tools.addStretch(1)
        tools.addWidget(QLabel("Seeds each"))
        tools.addWidget(self.seeds)
        self.seeds.setFixedWidth(72)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        intro = QLabel("The runs share initial weights, batch order and every random draw; only this differs:")
        intro.setWordWrap(True)
        for widget in (intro, self.what, self.values):
            layout.addWidget(widget)
        layout.addLayout(tools)
        layout.addWidget(self.problem)
        layout.addWidget(self.count)
        layout.addWidget(self.buttons)

    def _fill(self, name: str) -> None:
        self.values.blockSignals(True)
        self.values.clear()
        for value in self._offers[name][1]:
            self._add(value)
        self.values.blockSignals(False)
        self._check()

    def _add(self, value: str) -> QListWidgetItem:
        item = QListWidgetItem(value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
        item.setCheckState(Qt.CheckState.Checked)
        self.values.addItem(item)
        return item

    def _on_add(self) -> None:
        item = self._add(current_text(self._spec, self._offers[self.what.currentText()][0]))
        self.values.setCurrentItem(item)
        self.values.editItem(item)
        self._check()

    def _ticked(self) -> list[str]:
        items = [self.values.item(i) for i in range(self.values.count())]
        return [i.text() for i in items if i.checkState() is Qt.CheckState.Checked and i.text().strip()]

    def _check(self, *_: object) -> None:
        text, n = "", 0
        try:
            n = len(self.variants())
        except SpecError as error:
            text = str(error)
        if n > _MOST:
            text = f"{n} runs are more than the {_MOST} that a race may have; take fewer values or seeds"
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.count.setText("1 run" if n == 1 else f"{n} runs")
        self.go.setEnabled(not text and n > 0)
