"""One editor a field, made from what the field says of itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from gdlab.spec.base import Member
from gdlab.spec.bounds import Bounds, exact_number
from gdlab.spec.change import parsed_value
from gdlab.spec.errors import SpecError
from gdlab.spec.fields import Field
from gdlab.translation import tr
from gdlab.ui.forms.options import member_options
from gdlab.ui.forms.titles import field_title
from gdlab.ui.widgets.choice import BoolEditor, ChoiceEditor, ChoicesEditor, Option, TextEditor
from gdlab.ui.widgets.editor import FieldEditor
from gdlab.ui.widgets.number import IntEditor, NumberEditor
from gdlab.ui.widgets.slider_number import SliderNumberEditor


def field_label(field: Field) -> str:
    """Return the words that are before a field, with its unit."""
    title = field_title(field.name)
    if not field.unit:
        return title
    unit = tr(field.unit)
    return f"{title}, {unit}" if title.endswith(")") else f"{title} ({unit})"


def editor_for(field: Field, value: Any, parent: QWidget | None = None) -> FieldEditor:
    """Return the editor of a field, showing a value."""
    editor = _control(field, value)
    if field.optional and field.kind in ("int", "float") and value is None:
        editor.set_value(None)
    elif field.kind not in ("bool", "int", "float"):
        editor.set_value(_shown(field, value))
    editor.setParent(parent)
    editor.set_help(f"{tr(field.help)}\n{field.range}".strip())
    return editor


def _control(field: Field, value: Any) -> FieldEditor:
    """Return the editor that fits what a field holds; numbers and ticks show their value at once."""
    name = field_label(field)
    bounds = Bounds(field.low, field.high, field.low_open, field.high_open)
    match field.kind:
        case "bool":
            return BoolEditor(name, bool(value))
        case "int":
            return IntEditor(name, value or 0, bounds=bounds, log=field.log, optional=field.optional)
        case "float" if field.slider:
            return SliderNumberEditor(name, value or 0.0, bounds=bounds, top=field.slider)
        case "float":
            return NumberEditor(name, value or 0.0, bounds=bounds, log=field.log, optional=field.optional)
        case "choice":
            return ChoiceEditor(name, [Option(c, _words(c)) for c in field.choices])
        case "choices":
            return ChoicesEditor(name, [Option(c, choice_words(c)) for c in field.choices])
        case "member":
            return ChoiceEditor(name, member_options(field.member, tr("default") if field.optional else ""))
        case "text":
            return TextEditor(name)
        case _:
            return LiteralEditor(name)


def show_value(editor: FieldEditor, field: Field, value: Any) -> None:
    """Show a value without emitting a signal."""
    if editor.value() != _shown(field, value) or editor.error:
        editor.set_value(_shown(field, value))


class LiteralEditor(TextEditor):
    """A field for a value written as in a spec: 3, (3, 3), full, [0.9, 0.999]."""

    def value(self) -> Any:
        """Return what the text writes; a text that was refused stands for itself."""
        try:
            return parsed_value(super().value(), "")
        except SpecError:
            return super().value()

    def set_value(self, value: Any) -> None:
        """Show a value as text."""
        super().set_value(value if isinstance(value, str) else value_text(value))

    def commit(self) -> None:
        """Emit the value if the text has changed, or say beneath the field why it writes none."""
        text = self.line.text()
        if text == self._value:
            return
        self._value = text
        try:
            value = parsed_value(text, "")
        except SpecError as error:
            self.set_error(str(error))
            return
        self.edited.emit(value)


def value_text(value: Any) -> str:
    """Return a value as a person writes it in a field."""
    if isinstance(value, Member):
        return value.as_call()
    if isinstance(value, (tuple, list)):
        return ", ".join(value_text(v) for v in value)
    if isinstance(value, float):
        return exact_number(value)
    return "" if value is None else str(value)


def _shown(field: Field, value: Any) -> Any:
    if field.kind == "member":
        return value.type if isinstance(value, Member) else ""
    if field.kind in ("float", "int", "bool", "choice"):
        return value
    if field.kind == "choices":
        return list(value)
    return value if isinstance(value, str) else value_text(value)


def choice_words(value: str) -> str:
    """Return one of several choices as it is shown: squares with a superscript."""
    return value.replace("^2", "²")


def _words(value: Any) -> str:
    return value if isinstance(value, str) else value_text(value)
