"""A choice of one member of a family, and the form of the one that was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gdlab.spec.base import Member
from gdlab.translation import tr_noop
from gdlab.ui.forms.form import Form
from gdlab.ui.forms.options import first_line, member_options
from gdlab.ui.widgets.choice import ChoiceEditor
from gdlab.ui.widgets.editor import discard


class MemberForm(QWidget):
    """The choice of a member of a kind, over the editors of its fields.

    ``type_chosen`` carries the name of another member ("" for none), ``edited`` a field's path and its new value.
    """

    type_chosen = Signal(object)
    edited = Signal(str, object)

    def __init__(
        self,
        kind: str,
        name: str,
        object_name: str,
        *,
        none: str = "",
        shared: Sequence[str] = (),
        own_only: bool = False,
        more: str = tr_noop("More"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shared, self._more, self._own_only = set(shared), more, own_only
        self._form: Form | None = None
        self.combo = ChoiceEditor(name, member_options(kind, none))
        self.combo.combo.setObjectName(object_name)
        self.combo.combo.setMaxVisibleItems(24)
        self.combo.edited.connect(self.type_chosen)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.note.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.combo)
        self._layout.addWidget(self.note)

    def show_member(self, member: Member | None) -> None:
        """Show a member without emitting a signal."""
        self.combo.set_value("" if member is None else member.type)
        self.combo.set_help("" if member is None else first_line(type(member)))
        rule = str(getattr(member, "rule", "") or "")
        self.note.setText(rule)
        self.note.setVisible(bool(rule))
        if member is not None and self._form is not None and self._form.shows is type(member):
            self._form.show_values(member)
            return
        if self._form is not None:
            discard(self._form)
            self._form = None
        if member is None:
            return
        kind = type(member)
        own = [n for n in kind.model_fields if n not in self._shared and n not in kind.rare]
        if self._own_only:
            own = [n for n in own if n in kind.__annotations__ or n in kind.main]
        own = list(getattr(kind, "in_sight", ())) or own  # data of one's own have many fields
        self._form = Form(member, main=own, more=self._more, sections=getattr(kind, "sections", {}))
        self._form.edited.connect(self.edited)
        self._layout.addWidget(self._form)

    def set_error(self, path: str, text: str | None) -> None:
        """Show beneath a field why its value was refused; an empty path is the choice itself."""
        if not path:
            self.combo.set_problem(text)
        elif self._form is not None:
            self._form.set_error(path, text)

    @property
    def form(self) -> Form | None:
        """The form of the chosen member."""
        return self._form
