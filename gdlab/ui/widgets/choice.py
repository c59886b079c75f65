"""Editors for one of several: a drop-down list, a row of segments, a check box, a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QWidget

from gdlab.translation import tr, tr_message
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.editor import FieldEditor
from gdlab.ui.widgets.flow import Flow
from gdlab.ui.widgets.line_edit import UndoLineEdit
from gdlab.ui.widgets.roving import RovingButton, RovingGroup


@dataclass(frozen=True)
class Option:
    """One thing to choose: its value, its words, and perhaps an icon and a line of help."""

    value: Any
    text: str
    icon: str | None = None
    help: str = ""


def translated(options: Sequence[Option | str]) -> list[Option]:
    """Return options whose words are in the language of the window; a text stands for itself as the value."""
    made = (o if isinstance(o, Option) else Option(o, o) for o in options)
    return [replace(option, text=tr(option.text), help=tr(option.help)) for option in made]


_WIDEST = 560  # pixels of an open list


class QuietCombo(QComboBox):
    """A drop-down list that a passing wheel does not change, and that is as wide as what it offers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest text."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + bar + 24, _WIDEST))
        super().showPopup()
        self._show_whole_rows()

    def _show_whole_rows(self) -> None:
        """Make an open list that does not hold all rows as high as those that it shows in whole."""
        view, box = self.view(), self.view().window()
        row = view.sizeHintForRow(0)
        rest = view.viewport().height() % row if row > 0 else 0
        if rest and view.viewport().height() < row * self.count():
            above = box.y() < self.mapToGlobal(self.rect().topLeft()).y()
            box.setGeometry(box.x(), box.y() + rest * above, box.width(), box.height() - rest)


class ChoiceEditor(FieldEditor):
    """A drop-down list."""

    def __init__(self, name: str, options: Sequence[Option | str], parent: QWidget | None = None) -> None:
        self.combo = QuietCombo()
        super().__init__(self.combo, name, parent)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self._options: list[Option] = []
        self.set_options(options)
        self.combo.activated.connect(lambda _index: self.edited.emit(self.value()))

    def set_options(self, options: Sequence[Option | str]) -> None:
        """Offer other things to choose from, keeping the choice if it is still among them."""
        kept = self.value() if self._options else None
        self._options = [o if isinstance(o, Option) else Option(o, o) for o in options]
        self.combo.clear()
        for row, option in enumerate(self._options):
            self.combo.addItem(option.text)
            if option.help:
                self.combo.setItemData(row, option.help, Qt.ItemDataRole.ToolTipRole)
        if any(option.value == kept for option in self._options):
            self.set_value(kept)

    @property
    def values(self) -> list[Any]:
        """What there is to choose from."""
        return [option.value for option in self._options]

    def value(self) -> Any:
        """Return the value of the chosen option; None when there is none."""
        index = self.combo.currentIndex()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def set_value(self, value: Any) -> None:
        """Choose an option by its value, without emitting a signal; raises ValueError for an unknown one."""
        self.combo.setCurrentIndex(_index(self._options, value))
        self.set_error(None)


class SegmentedControl(QFrame):
    """A row of joined buttons, of which one is chosen; the arrow keys move along it."""

    edited = Signal(object)

    def __init__(self, name: str, options: Sequence[Option | str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segmented", True)
        self.setAccessibleName(name)
        self._options = [o if isinstance(o, Option) else Option(o, o) for o in options]
        self._group = RovingGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(1)
        for index, option in enumerate(self._options):
            layout.addWidget(self._button(index, option, name))
        self._group.check(0)
        self._group.picked.connect(lambda _index: self.edited.emit(self.value()))

    def value(self) -> Any:
        """Return the value of the chosen segment."""
        return self._options[self._group.checkedId()].value

    def set_value(self, value: Any) -> None:
        """Choose a segment by its value, without emitting a signal; raises ValueError for an unknown one."""
        self._group.check(_index(self._options, value))

    def set_error(self, text: str | None) -> None:
        """Show what is wrong as the control's tooltip; a segment itself is never wrong."""
        said = tr_message(text or "")
        self.setToolTip(said)
        self.setAccessibleDescription(said)

    def button(self, value: Any) -> RovingButton:
        """Return the button of a value."""
        found = self._group.button(_index(self._options, value))
        assert isinstance(found, RovingButton)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._group.take_key(event):
            super().keyPressEvent(event)

    def _button(self, index: int, option: Option, name: str) -> RovingButton:
        button = RovingButton(self)
        button.setProperty("segment", True)
        button.setToolTip(option.help or option.text)
        button.setAccessibleName(f"{name}: {option.text}")
        if option.icon:
            bind_icon(button, option.icon)
        else:
            button.setText(option.text)
        self._group.addButton(button, index)
        return button


class BoolEditor(FieldEditor):
    """A check box."""

    def __init__(self, name: str, value: bool = False, parent: QWidget | None = None) -> None:
        self.box = QCheckBox(name)
        super().__init__(self.box, name, parent)
        self.set_value(value)
        self.box.clicked.connect(lambda checked: self.edited.emit(bool(checked)))

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick the box or not, without emitting a signal."""
        self.box.setChecked(bool(value))


class ChoicesEditor(FieldEditor):
    """A row of check boxes of which any may be ticked; the value lists what is ticked, in the order of the boxes."""

    def __init__(self, name: str, options: Sequence[Option | str], parent: QWidget | None = None) -> None:
        self._row = Flow(gap=10)
        super().__init__(self._row, name, parent)
        self._boxes: dict[Any, QCheckBox] = {}
        for option in (o if isinstance(o, Option) else Option(o, o) for o in options):
            box = self._boxes[option.value] = QCheckBox(option.text)
            box.setAccessibleName(f"{name}: {option.text}")
            box.clicked.connect(lambda _checked: self.edited.emit(self.value()))
            self._row.add(box)
        self.setFocusProxy(next(iter(self._boxes.values()), self._row))

    def box(self, value: Any) -> QCheckBox:
        """Return the check box of a value."""
        return self._boxes[value]

    def value(self) -> list[Any]:
        return [value for value, box in self._boxes.items() if box.isChecked()]

    def set_value(self, value: Any) -> None:
        """Tick these values and no others, without emitting a signal."""
        for each, box in self._boxes.items():
            box.setChecked(each in (value or ()))
        self.set_error(None)


class TextEditor(FieldEditor):
    """A line of text, told when it is finished."""

    def __init__(self, name: str, value: str = "", parent: QWidget | None = None) -> None:
        self.line = UndoLineEdit()
        super().__init__(self.line, name, parent)
        self._value = value
        self.set_value(value)
        self.line.editingFinished.connect(self.commit)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show a text without emitting a signal."""
        self._value = value
        self.line.setText(value)
        self.line.setCursorPosition(0)  # what is longer than the field shows its beginning
        self.line.setModified(False)
        self.set_error(None)

    def commit(self) -> None:
        """Emit the text if it has changed."""
        text = self.line.text()
        if text != self._value:
            self._value = text
            self.edited.emit(text)


def _index(options: Sequence[Option], value: Any) -> int:
    for index, option in enumerate(options):
        if option.value == value:
            return index
    raise ValueError(f"{value!r} is not among the choices: {', '.join(option.text for option in options)}.")
