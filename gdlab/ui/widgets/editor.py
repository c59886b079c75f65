"""What all editors of a field share: a value, a signal when it is edited, and an error in words beneath."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from gdlab.translation import tr_message
from gdlab.ui.theming import set_style_property


@runtime_checkable
class Editor(Protocol):
    """What a form needs of an editor."""

    @property
    def edited(self) -> SignalInstance: ...

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...

    def set_error(self, text: str | None) -> None: ...


class FieldEditor(QWidget):
    """A control with room for one sentence beneath it; subclasses hold the value."""

    edited = Signal(object)

    def __init__(self, control: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name = name
        self._refuses = False
        self._message = QLabel(self)
        self._message.setProperty("role", "error")
        self._message.setWordWrap(True)
        self._message.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(control)
        layout.addWidget(self._message)
        for widget in (self, control):
            widget.setAccessibleName(name)
        self.setFocusProxy(control)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def name(self) -> str:
        """What the field is called."""
        return self._name

    @property
    def error(self) -> str | None:
        """The sentence that is beneath the control, if any."""
        return self._message.text() or None

    @property
    def refuses(self) -> bool:
        """Whether what the control shows was refused, so that the value is another, the one before."""
        return self._refuses

    def value(self) -> Any:
        """Return what the control shows."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without emitting a signal."""
        raise NotImplementedError

    def commit(self) -> None:
        """Accept what was typed, or say beneath the control why not; most editors have nothing to do."""

    def set_error(self, text: str | None) -> None:
        """Show beneath the control why its text is refused, which keeps the value before; None hides the message."""
        self._refuses = bool(text)
        self._say(text)

    def set_problem(self, text: str | None) -> None:
        """Show beneath the control what is wrong with the value that was accepted; None removes the message."""
        self._refuses = False
        self._say(text)

    def _say(self, text: str | None) -> None:
        text = tr_message(text or "")
        self._message.setText(text)
        self._message.setVisible(bool(text))
        set_style_property(self.control, "invalid", "true" if text else "false")
        # A screen reader says the description along with the name.
        self.control.setAccessibleDescription(text or self.toolTip())

    def set_help(self, text: str) -> None:
        """Explain the field in one line, as tooltip and for screen readers."""
        self.setToolTip(text)
        self.control.setToolTip(text)
        self.control.setAccessibleDescription(text)


def refused_field(within: QWidget) -> FieldEditor | None:
    """Have the editor with the focus accept what is typed in it, and return the first that refuses what it shows.

    An action that reads fields calls this first: a shortcut, or a click on a button that takes no focus, finds a number
    that has been typed and not yet been confirmed by Return; and a field whose text was refused still shows that text,
    while its value is the one before.

    Args:
        within: the widget whose fields are read, those of folded sections included.
    """
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldEditor):
        widget = widget.parentWidget()
    if widget is not None:
        widget.commit()
    fields = within.findChildren(FieldEditor)
    return next((field for field in fields if field.refuses and field.window() is within.window()), None)


def discard(form: QWidget) -> None:
    """Take a form away for good; what its fields refused goes with it, although Qt deletes them later."""
    for field in form.findChildren(FieldEditor):
        field.set_error(None)
    form.hide()
    form.deleteLater()
