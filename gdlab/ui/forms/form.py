"""A form of all fields of one spec: labels on the left, editors on the right, the rarer ones folded away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gdlab.lab.explanations import explain_field
from gdlab.lab.previews import member_choices
from gdlab.spec.base import Member, Spec
from gdlab.spec.fields import Field, fields
from gdlab.translation import tr, tr_noop
from gdlab.ui.forms.editors import editor_for, field_label, show_value
from gdlab.ui.forms.members import MembersEditor
from gdlab.ui.widgets.choice import BoolEditor, ChoicesEditor
from gdlab.ui.widgets.collapsible import Collapsible
from gdlab.ui.widgets.editor import FieldEditor, discard
from gdlab.ui.widgets.explained import ExplainedLabel, set_explanation


class Form(QWidget):
    """The editors of a spec's fields; ``edited`` carries a field's path within the spec and the new value.

    An empty path is the spec itself: other members in one field may ask for others in a second one.
    """

    edited = Signal(str, object)

    def __init__(
        self,
        spec: Spec,
        *,
        main: Sequence[str] | None = None,
        hidden: Sequence[str] = (),
        more: str = tr_noop("More"),
        sections: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._class, self._spec = type(spec), spec
        self._fields: dict[str, Field] = {f.name: f for f in fields(type(spec)) if f.name not in hidden}
        self._editors: dict[str, FieldEditor] = {}
        self._nested: dict[str, Form] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._folded: dict[str, Collapsible] = {}
        self._layout.addLayout(self._grid(self._named(self._fields if main is None else main), spec))
        apart = {title: names for title, names in (sections or {}).items() if main is not None}
        shown = {*(self._fields if main is None else main), *(n for names in apart.values() for n in names)}
        for title, names in {**apart, more: [n for n in self._fields if n not in shown]}.items():
            self._fold(title, self._named(names), spec)

    def _named(self, names: Iterable[str]) -> list[Field]:
        return [self._fields[name] for name in names if name in self._fields]

    def _fold(self, title: str, shown: Sequence[Field], spec: Spec) -> None:
        """Put fields under a heading, folded away."""
        if not shown:
            return
        fold = Collapsible(tr(title), expanded=False)
        fold.body.addLayout(self._grid(shown, spec))
        self._layout.addWidget(fold)
        self._folded |= {field.name: fold for field in shown}

    @property
    def shows(self) -> type[Spec]:
        """The class whose fields the form shows."""
        return self._class

    def editor(self, name: str) -> FieldEditor:
        """Return a field's editor."""
        return self._editors[name]

    def show_values(self, spec: Spec) -> None:
        """Show a spec of the same class without emitting a signal."""
        self._spec = spec
        for name, field in self._fields.items():
            value = getattr(spec, name)
            if field.kind == "members":
                self._editors[name].set_value(value)
                continue
            show_value(self._editors[name], field, value)
            if field.kind == "member":
                self._show_nested(name, value)

    def set_error(self, path: str, text: str | None) -> None:
        """Show beneath a field why its value was refused."""
        name, _, rest = path.partition(".")
        fold = self._folded.get(name.partition("[")[0])
        if text and fold is not None:
            fold.set_expanded(True)
        head, bracket, place = path.partition("[")
        editor = self._editors.get(head) if bracket else None
        if isinstance(editor, MembersEditor):
            editor.set_nested_error(bracket + place, text)
            return
        if rest and name in self._nested:
            self._nested[name].set_error(rest, text)
        elif name in self._editors:
            self._editors[name].set_error(text)

    def _grid(self, shown: Sequence[Field], spec: Spec) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        for row, field in enumerate(shown):
            value = getattr(spec, field.name)
            editor = self._editor(field, value)
            self._editors[field.name] = editor
            if isinstance(editor, MembersEditor | ChoicesEditor):
                grid.addWidget(self._label(field, editor), 2 * row, 0, 1, 2)
                grid.addWidget(editor, 2 * row + 1, 0, 1, 2)
                continue
            if isinstance(editor, BoolEditor):
                grid.addWidget(editor, 2 * row, 0, 1, 2)
            else:
                grid.addWidget(self._label(field, editor), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(editor, 2 * row, 1)
            if field.kind == "member":
                holder = QVBoxLayout()
                grid.addLayout(holder, 2 * row + 1, 0, 1, 2)
                editor.setProperty("holder", holder)
                self._show_nested(field.name, value)
        return grid

    def _editor(self, field: Field, value: Any) -> FieldEditor:
        """Return the connected editor of a field."""
        name = field.name
        if field.kind == "members":
            editor = MembersEditor(field_label(field), field, Form)
            editor.set_value(value)
            editor.set_help(tr(field.help))
            editor.edited.connect(lambda v: self._on_members(name, v))
            editor.nested_edited.connect(lambda path, v: self.edited.emit(name + path, v))
        else:
            editor = editor_for(field, value, self)
            editor.edited.connect(lambda v: self.edited.emit(name, _value_for(field, v)))
        editor.setObjectName(name)
        set_explanation(editor, explain_field(self._class, field, field_label(field)))
        return editor

    def _label(self, field: Field, editor: FieldEditor) -> QLabel:
        """Return the name of a field, which explains it."""
        made = ExplainedLabel(field_label(field), explain_field(self._class, field, field_label(field)))
        made.setToolTip(editor.toolTip())
        made.setBuddy(editor)
        made.setMinimumHeight(28)
        made.setWordWrap(True)
        return made

    def _on_members(self, name: str, members: tuple[Member, ...]) -> None:
        """Put other members into a field, with what has to follow from their number."""
        spec = self._spec
        if isinstance(spec, Member):
            self.edited.emit("", spec.with_parts(name, members))
        else:
            self.edited.emit(name, [member.to_dict() for member in members] or None)

    def _show_nested(self, name: str, value: Any) -> None:
        """Show the fields of a member that a field holds beneath it."""
        old = self._nested.get(name)
        if old is not None and isinstance(value, Member) and old.shows is type(value):
            old.show_values(value)
            return
        if old is not None:
            discard(self._nested.pop(name))
        if isinstance(value, Member) and fields(type(value)):
            form = Form(value)
            form.setContentsMargins(12, 0, 0, 0)
            form.edited.connect(lambda path, v: self.edited.emit(f"{name}.{path}", v))
            self._nested[name] = form
            self._editors[name].property("holder").addWidget(form)


def _value_for(field: Field, value: Any) -> Any:
    """Return what an editor's value stands for: the name of a member for an example of it, a number for a list."""
    if field.kind == "member" and value:
        return member_choices(field.member)[value].example().to_dict()
    if field.kind in ("ints", "floats") and isinstance(value, (int, float)):
        return [value]
    return value
