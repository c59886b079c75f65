"""The list of layers: add, choose, edit, move, duplicate, remove; shapes and counts beside each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.data_fit import better_fit, fit_to_data
from gdlab.lab.layer_groups import layer_groups
from gdlab.lab.number_text import format_count
from gdlab.lab.previews import Description, member_choices
from gdlab.spec.fields import fields
from gdlab.spec.kinds import LayerSpec
from gdlab.translation import tr, tr_message
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.forms.editors import value_text
from gdlab.ui.forms.form import Form
from gdlab.ui.forms.options import first_line
from gdlab.ui.icons import bind_icon
from gdlab.ui.panels.layers_list import PROBLEM, RIGHT, LayerList
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.editor import discard

#: Fields whose value is a part of the shape that a layer gives.
_IN_SHAPE = ("out_features", "out_channels", "hidden_size", "embedding_dim")


class LayersPanel(QWidget):
    """The list of the experiment's layers, with the form of the chosen one; ``form_changed`` follows another form."""

    form_changed = Signal()

    def __init__(self, experiment: QtExperiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self._form: Form | None = None
        self._form_of = -1
        self.input = QLabel(tr("Input"))
        self.input.setProperty("role", "caption")
        self.list = LayerList()
        self.list.setObjectName("layers")
        self.list.setAccessibleName(tr("Layers, first to last"))
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.moved.connect(self._on_moved)
        self.list.key_pressed.connect(self._on_key)
        self.total = QLabel()
        self.total.setProperty("role", "caption")
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.total.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.fit = QPushButton(tr("Fit to the data"))
        self.fit.setObjectName("fit_network")
        self.fit.setToolTip(
            tr("Take a loss and a number of outputs that suit the data, or where that is not enough a small network")
        )
        self.fit.clicked.connect(lambda _checked=False: experiment.fit())
        self.fit.hide()
        self.better = QLabel()
        self.better.setProperty("role", "caption")
        self.better.setWordWrap(True)
        self.better.hide()
        self._holder = QVBoxLayout()
        self._build()
        experiment.spec_changed.connect(self._on_spec)
        experiment.described.connect(self._on_described)

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.input)
        head.addWidget(self.total, 1)
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addWidget(self.problem)
        layout.addWidget(self.better)
        layout.addWidget(self.fit)
        layout.addLayout(self._tools())
        layout.addLayout(self._holder)

    def _tools(self) -> QHBoxLayout:
        self.add = _add_button(self.add_layer)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.add)
        row.addStretch(1)
        for icon, name, key, act in (
            ("up", tr("Move layer up (Alt+Up)"), "layer_up", lambda: self._move(-1)),
            ("down", tr("Move layer down (Alt+Down)"), "layer_down", lambda: self._move(1)),
            ("duplicate", tr("Duplicate layer (Ctrl+D)"), "layer_duplicate", self.duplicate),
            ("remove", tr("Remove layer (Delete)"), "layer_remove", self.remove),
        ):
            button = icon_button(icon, name)
            button.setObjectName(key)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    # --- edits --------------------------------------------------------------------------------------------------------
    def add_layer(self, name: str) -> None:
        """Add a layer behind the chosen one, or at the end."""
        row = self.list.currentRow()
        at = row + 1 if row >= 0 else self.list.count()
        layer = member_choices("layer")[name].example(self._experiment.shape_before(at))
        if not isinstance(layer, LayerSpec):
            return
        self._experiment.insert_layer(at, layer)
        self.list.setCurrentRow(at)

    def duplicate(self) -> None:
        """Put a copy of the chosen layer behind it."""
        row = self.list.currentRow()
        if row >= 0:
            self._experiment.duplicate_layer(row)
            self.list.setCurrentRow(row + 1)

    def remove(self) -> None:
        """Take the chosen layer out."""
        row = self.list.currentRow()
        if row >= 0:
            self._experiment.remove_layer(row)
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            self._experiment.move_layer(row, row + by)
            self.list.setCurrentRow(row + by)

    def _on_moved(self, row: int, to: int) -> None:
        self._experiment.move_layer(row, to)
        self.list.setCurrentRow(to)

    def _on_key(self, action: str) -> None:
        {
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "duplicate": self.duplicate,
            "remove": self.remove,
        }[action]()

    def _on_edited(self, path: str, value: object) -> None:
        layer = f"network.layers[{self._form_of}]"
        problem = self._experiment.set(f"{layer}.{path}" if path else layer, value)
        if problem and self._form is not None:
            self._form.set_error(path, problem)

    # --- showing ------------------------------------------------------------------------------------------------------
    def _on_spec(self, _spec: object) -> None:
        layers = self._experiment.layers
        row = self.list.currentRow()
        self.list.blockSignals(True)
        while self.list.count() > len(layers):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(layers):
            self.list.addItem(QListWidgetItem())
        for i, layer in enumerate(layers):
            self.list.item(i).setText(layer_text(layer))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, len(layers) - 1))
        self.list.fit()
        self._on_chosen(self.list.currentRow())

    def _on_described(self, description: Description) -> None:
        self.input.setText(tr("Input  {input_shape}", input_shape=_shape(description.input_shape)))
        for i in range(self.list.count()):
            item = self.list.item(i)
            summary = description.layers[i] if i < len(description.layers) else None
            first_unfit = i == len(description.layers)  # those behind it cannot be known to fit or not
            right = f"{_shape(summary.shape)}   {_count(summary.parameters)}" if summary else ""
            item.setData(RIGHT, tr("does not fit") if first_unfit else right)
            item.setData(PROBLEM, first_unfit)
            call = self._experiment.layers[i].as_call() if i < len(self._experiment.layers) else ""
            item.setToolTip(tr("{call}\ngives {shape}", call=call, shape=_shape(summary.shape)) if summary else call)
        self.total.setText(tr("{count} parameters", count=_count(description.parameters) or "no"))
        # What does not fit data that are about to be others is no problem yet.
        problems = () if self._experiment.loading else description.problems
        text = " ".join(tr_message(p.message) for p in problems)
        self.problem.setText(text[:1].upper() + text[1:])
        self.problem.setVisible(bool(text))
        self._offer_fit(bool(text))

    def _offer_fit(self, needed: bool) -> None:
        """Offer to fit the network to the data where it has to be, or where another one learns them better."""
        spec, examples = self._experiment.spec, self._experiment.examples
        better = "" if needed or examples is None or self._experiment.loading else better_fit(spec, examples)
        self.better.setText(tr("Fit takes {words}.", words=tr(better)))
        self.better.setVisible(bool(better))
        self.fit.setVisible(bool(better) or (needed and examples is not None and bool(fit_to_data(spec, examples)[1])))

    def _on_chosen(self, row: int) -> None:
        layers = self._experiment.layers
        layer = layers[row] if 0 <= row < len(layers) else None
        if self._form is not None and layer is not None and self._form.shows is type(layer):
            self._form_of = row
            self._form.show_values(layer)
            return
        if self._form is not None:
            discard(self._form)
            self._form = None
        if layer is not None and fields(type(layer)):
            self._form, self._form_of = Form(layer), row
            self._form.edited.connect(self._on_edited)
            self._holder.addWidget(self._form)
        self.form_changed.emit()


def _add_button(act: Callable[[str], None]) -> QToolButton:
    """Return the button with the menu of all layers."""
    button = QToolButton()
    button.setObjectName("add_layer")
    button.setText(tr("Add", meaning="a layer"))
    button.setAccessibleName(tr("Add a layer behind the chosen one"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bind_icon(button, "add")
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    for title, names in layer_groups().items():
        part = menu.addMenu(tr(title))
        part.setToolTipsVisible(True)
        for name in names:
            action = part.addAction(name)
            action.setObjectName(f"add_{name}")
            action.setToolTip(first_line(member_choices("layer")[name]))
            action.triggered.connect(lambda _=False, n=name: act(n))
    button.setMenu(menu)
    return button


def layer_text(layer: LayerSpec) -> str:
    """Return a layer's name and what is set in it, without its outputs, which are beside it as its shape."""
    changed = [
        value if name == "kernel_size" else f"{name.replace('_', ' ')} {value}"
        for name, value in (
            (field.name, value_text(getattr(layer, field.name)).replace(", ", "×"))
            for field in fields(type(layer))
            if getattr(layer, field.name) != field.default and field.name not in _IN_SHAPE
        )
    ]
    return " ".join([layer.type, ", ".join(changed)]).strip()


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


def _count(n: int) -> str:
    return format_count(n) if n else ""
