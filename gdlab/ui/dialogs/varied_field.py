"""One thing that a race varies: which field, and a list of its values of which some are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.race_choices import SIDE_BY_SIDE, own_value, race_choices, race_variation, valid_values
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.choice import QuietCombo

NOTHING = tr_noop("Nothing else")


class VariedField(QWidget):
    """The choice of a field and of its values; ``changed`` follows every change.

    Args:
        spec: the experiment.
        name: the beginning of the object names.
        optional: whether it may vary nothing, which it begins with.
    """

    changed = Signal()

    def __init__(self, spec: RunSpec, name: str, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._choices = {tr(NOTHING): ("", list[str]())} if optional else {}
        known = race_choices(spec).items()
        self._choices |= {
            words if words == path else tr_message(words): (path, texts) for words, (path, texts) in known
        }
        self.what = QuietCombo()
        self.what.setObjectName(f"{name}_what")
        self.what.setAccessibleName(tr("What differs between the runs") if not optional else tr("What differs besides"))
        self.what.addItems(list(self._choices))
        self.what.setMinimumContentsLength(18)
        self.what.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.values = QListWidget()
        self.values.setObjectName(f"{name}_values")
        self.values.setAccessibleName(tr("The values that race; tick those that take part, double-click to change one"))
        self.add = QPushButton(tr("Add value"))
        self.add.setObjectName(f"{name}_add")
        bind_icon(self.add, "add")
        self._remove = icon_button("remove", tr("Remove the chosen value"))
        tools = QHBoxLayout()
        tools.addWidget(self.add)
        tools.addWidget(self._remove)
        tools.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.what)
        layout.addWidget(self.values, 1)
        layout.addLayout(tools)
        self.what.currentTextChanged.connect(self._fill)
        self.values.itemChanged.connect(lambda _item: self.changed.emit())
        self.add.clicked.connect(lambda _checked=False: self.add_value())
        self._remove.clicked.connect(lambda _checked=False: self._take())
        self._fill(self.what.currentText())

    @property
    def varies(self) -> bool:
        """Return whether anything is varied here."""
        return self.what.currentText() != tr(NOTHING)

    def ticked(self) -> list[str]:
        """Return the values that take part."""
        items = [self.values.item(i) for i in range(self.values.count())]
        return [i.text() for i in items if i.checkState() is Qt.CheckState.Checked and i.text().strip()]

    def variation(self) -> tuple[dict[str, list[Any]], list[dict[str, Any]]]:
        """Return what is varied: values by path, or settings side by side.

        Raises:
            SpecError: when settings are not well formed.
        """
        if not self.varies:
            return {}, []
        return race_variation(self._choices[self.what.currentText()][0], self.ticked())

    @property
    def path(self) -> str:
        """The dotted path that is varied, "" for settings side by side or nothing."""
        return self._choices[self.what.currentText()][0]

    def choose_path(self, path: str, values: Sequence[str]) -> None:
        """Show the choice of a dotted path, or for "" settings side by side; an unknown path changes nothing."""
        found = [name for name, (known, _) in self._choices.items() if known == path] if path else [tr(SIDE_BY_SIDE)]
        if found:
            self.choose(found[0], list(values))

    def choose(self, what: str, values: list[str]) -> None:
        """Show a choice with these values ticked and no others."""
        self.what.setCurrentText(what)
        self.values.blockSignals(True)
        self.values.clear()
        for value in values:
            self._append(value)
        self.values.blockSignals(False)
        self.changed.emit()

    def add_value(self) -> None:
        """Add the experiment's own value to the list, to be changed."""
        path, _ = self._choices[self.what.currentText()]
        item = self._append(own_value(self._spec, path) if path else self._choices[self.what.currentText()][1][0])
        self.values.setCurrentItem(item)
        self.values.editItem(item)
        self.changed.emit()

    def _fill(self, what: str) -> None:
        path, values = self._choices[what]
        self.values.blockSignals(True)
        self.values.clear()
        for value in valid_values(self._spec, path, values) if self.varies else ():
            self._append(value)
        self.values.blockSignals(False)
        for widget in (self.values, self.add, self._remove):
            widget.setEnabled(self.varies)
        self.changed.emit()

    def _append(self, value: str) -> QListWidgetItem:
        item = QListWidgetItem(value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 10))
        self.values.addItem(item)
        return item

    def _take(self) -> None:
        self.values.takeItem(self.values.currentRow())
        self.changed.emit()
