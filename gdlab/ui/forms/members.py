"""The editor of a field that holds several members, such as the schedules of SequentialLR: a form for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gdlab.lab.previews import member_choices
from gdlab.spec.base import Member, Spec
from gdlab.spec.fields import Field, fields
from gdlab.translation import tr
from gdlab.ui.forms.options import member_options
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.choice import ChoiceEditor
from gdlab.ui.widgets.editor import FieldEditor, discard


@runtime_checkable
class FieldsForm(Protocol):
    """What the editor needs of the form of one member."""

    @property
    def edited(self) -> SignalInstance: ...

    @property
    def shows(self) -> type[Spec]: ...

    def show_values(self, spec: Spec) -> None: ...

    def set_error(self, path: str, text: str | None) -> None: ...


class MembersEditor(FieldEditor):
    """A list of members, each with its choice and its form; members are added, moved up and removed.

    ``edited`` carries the whole list where its members are others, ``nested_edited`` the path of a field behind this
    one's name, such as ``[1].gamma``, and its new value.

    Args:
        name: the words for the field.
        field: the field.
        make_form: makes the form of a member's fields.
    """

    nested_edited = Signal(str, object)

    def __init__(self, name: str, field: Field, make_form: Callable[[Member], QWidget]) -> None:
        self._rows = QWidget()
        super().__init__(self._rows, name)
        self._field, self._make_form = field, make_form
        self._members: tuple[Member, ...] = ()
        self._parts: list[_Part] = []
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add = self._add_button(name)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)

    def value(self) -> tuple[Member, ...]:
        """Return the members that are shown."""
        return self._members

    def set_value(self, value: Sequence[Member] | None) -> None:
        """Show members without emitting a signal; forms of members of the same classes stay as they are."""
        self._members = tuple(value or ())
        if [type(m) for m in self._members] != [part.shows for part in self._parts]:
            self._rebuild()
        for part, member in zip(self._parts, self._members, strict=True):
            part.show_member(member)
        self.set_error(None)

    def set_nested_error(self, path: str, text: str | None) -> None:
        """Show beneath a field of a member why its value was refused; the path begins with the place: ``[1].gamma``."""
        place, _, rest = path.removeprefix("[").partition("]")
        if place.isdigit() and int(place) < len(self._parts):
            self._parts[int(place)].set_error(rest.removeprefix("."), text)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _rebuild(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            discard(part)
        self._parts = [self._part(i, member) for i, member in enumerate(self._members)]
        for i, part in enumerate(self._parts):
            self._column.insertWidget(i, part)

    def _part(self, index: int, member: Member) -> _Part:
        part = _Part(self._field, index, member, self._make_form)
        part.chosen.connect(lambda made, i=index: self._put([*self._members[:i], made, *self._members[i + 1 :]]))
        part.removed.connect(lambda i=index: self._put([*self._members[:i], *self._members[i + 1 :]]))
        part.raised.connect(lambda i=index: self._raise(i))
        part.edited.connect(lambda path, value, i=index: self.nested_edited.emit(f"[{i}].{path}", value))
        part.remove.setEnabled(len(self._members) > 1 or self._field.optional)
        part.up.setEnabled(index > 0)
        return part

    def _raise(self, index: int) -> None:
        moved = list(self._members)
        moved.insert(index - 1, moved.pop(index))
        self._put(moved)

    def _put(self, members: Sequence[Member]) -> None:
        self.edited.emit(tuple(members))

    def _add_button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"add_to_{self._field.name}")
        button.setText(tr("Add"))
        button.setAccessibleName(tr("Add to {name}", name=name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind_icon(button, "add")
        menu = QMenu(button)
        for option in member_options(self._field.member):
            action = menu.addAction(option.text)
            action.setToolTip(option.help)
            action.triggered.connect(lambda _=False, n=option.value: self._put([*self._members, self._example(n)]))
        button.setMenu(menu)
        return button

    def _example(self, name: str) -> Member:
        return member_choices(self._field.member)[name].example()


class _Part(QWidget):
    """The choice and the form of one member of the list."""

    chosen = Signal(object)
    removed = Signal()
    raised = Signal()
    edited = Signal(str, object)

    def __init__(
        self,
        field: Field,
        index: int,
        member: Member,
        make_form: Callable[[Member], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.shows = type(member)
        self._kind = field.member
        words = f"{field.name.replace('_', ' ').removesuffix('s')} {index + 1}"
        self.combo = ChoiceEditor(words.capitalize(), member_options(field.member))
        self.combo.setObjectName(f"{field.name}_{index}")
        self.combo.edited.connect(lambda name: self.chosen.emit(member_choices(self._kind)[name].example()))
        self.up = icon_button("up", tr("Move {words} up", words=words))
        self.remove = icon_button("remove", tr("Remove {words}", words=words))
        self.up.clicked.connect(lambda _checked=False: self.raised.emit())
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.combo, 1)
        row.addWidget(self.up, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(row)
        self._form = make_form(member) if fields(type(member)) else None
        if isinstance(self._form, FieldsForm):
            self._form.setContentsMargins(12, 0, 0, 0)
            self._form.edited.connect(self.edited)
            column.addWidget(self._form)

    def show_member(self, member: Member) -> None:
        """Show a member of the same class without emitting a signal."""
        self.combo.set_value(member.type)
        if isinstance(self._form, FieldsForm):
            self._form.show_values(member)

    def set_error(self, path: str, text: str | None) -> None:
        """Show beneath a field why its value was refused; an empty path is the choice itself."""
        if not path:
            self.combo.set_error(text)
        elif isinstance(self._form, FieldsForm):
            self._form.set_error(path, text)
