"""The base class of a comparison's pictures, and the register that each picture joins by being defined."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gdlab.lab.comparison.compared_set import ComparedSet, SetColumn
from gdlab.translation import tr
from gdlab.ui.pages.compare import pictures
from gdlab.ui.plots.frame import ChartFrame, colored_names
from gdlab.ui.theme import Theme
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.flow import Flow, named_control

_PICTURES: dict[str, type[ComparePicture]] = {}


#: Pixels of a list at the most; a longer choice is read in the open list.
_WIDEST = 280


class Drawing(QWidget):
    """The painted area of a picture: it has the picture paint it, and asks it for words under the pointer."""

    def __init__(self, picture: ComparePicture) -> None:
        super().__init__(picture)
        self._picture = picture
        self.setMinimumSize(120, 100)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("{heading} drawing", heading=tr(picture.heading)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._picture.theme
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        self._picture.paint(painter, self.width(), self.height(), QFontMetricsF(painter.font()))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._picture.point_at(event.position())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._picture.point_at(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._picture.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)


class ComparePicture(ChartFrame):
    """A picture of a comparison.

    A subclass that declares ``name`` is registered, and the Compare page shows it as a tab. It takes one file in this
    folder. It defines :meth:`arrange`, which says whether there is anything to see, and :meth:`paint`.

    Attributes:
        name: the identifier, lower case; heading: the title; order: tabs are sorted by it.
        empty_text: what is said while there is nothing to see.
        group_picked: carries the id of a group that was clicked.
    """

    name: ClassVar[str]
    heading: ClassVar[str]
    empty_text: ClassVar[str]
    order: ClassVar[int] = 50

    group_picked = Signal(str)

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        if "name" in cls.__dict__:
            _PICTURES[cls.name] = cls

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(self.heading), empty=self.empty_text, parent=parent)
        self.setObjectName(f"compared_{self.name}")
        self.shown: ComparedSet | None = None
        self._groups: dict[str, int] = {}
        self._choices: list[tuple[ChoiceEditor, QWidget]] = []
        self.controls = Flow(gap=12)
        self.body.addWidget(self.controls)
        self.drawing = self.made_drawing()
        self.body.addWidget(self.drawing, 1)
        policy = self.drawing.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the title stays where it is while there is nothing to see
        self.drawing.setSizePolicy(policy)
        self.drawing.hide()  # nothing was computed that it could paint
        self.show_empty(True)

    def made_drawing(self) -> QWidget:
        """Return the widget that shows the picture."""
        return Drawing(self)

    def show_set(self, shown: ComparedSet) -> None:
        """Show a comparison."""
        self.shown = shown
        self._groups = {run.run.id: i for i, group in reversed(list(enumerate(shown.groups))) for run in group.runs}
        something = len(shown.runs) > 1 and self.arrange(shown)
        for editor, control in self._choices:
            control.setVisible(len(shown.runs) > 1 and bool(editor.values))
        self.show_empty(not something)
        self.drawing.setVisible(something)
        self.set_note(self.basis(shown) if something else "")
        html = colored_names(self.legend(shown)) if something else ""
        if html != self.legend_html():
            self.set_legend(html)
        self.drawing.setAccessibleDescription(self.description(shown) if something else self.empty_text)
        self.drawing.update()

    def restyle(self, theme: Theme) -> None:
        if self.shown is not None:
            self.show_set(self.shown)

    # --- what a picture defines ---------------------------------------------------------------------------------------
    def prepare(self, shown: ComparedSet) -> None:
        """Work out, in any thread, what the set keeps and :meth:`arrange` reads."""
        _ = shown.columns

    def arrange(self, shown: ComparedSet) -> bool:
        """Compute what is painted, and return whether there is anything to see."""
        raise NotImplementedError(f"{type(self).__name__} does not define arrange()")

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        """Paint the picture into an area of this size."""

    def basis(self, shown: ComparedSet) -> str:
        """Return on how many runs and seeds the picture rests."""
        return shown.basis

    def legend(self, shown: ComparedSet) -> list[tuple[str, str]]:
        """Return the colours that are named beside the title, each with its name."""
        return [(self.theme.run_color(place), name) for place, name in shown.legend]

    def description(self, shown: ComparedSet) -> str:
        """Return the picture in words."""
        return shown.basis

    def words_at(self, where: QPointF) -> str:
        """Return what is said of a place, "" for nothing."""
        return ""

    def point_at(self, where: QPointF | None) -> None:
        """Take note of where the pointer is, None for elsewhere."""

    # --- helpers ------------------------------------------------------------------------------------------------------
    def add_choice(self, title: str, words: str, name: str) -> ChoiceEditor:
        """Add a drop-down list to the controls of the picture; a choice draws it anew.

        It is in sight while there is something to choose.
        """
        editor = ChoiceEditor(words, [])
        editor.setObjectName(f"compared_{self.name}_{name}")
        editor.set_help(words)
        editor.combo.setSizeAdjustPolicy(editor.combo.SizeAdjustPolicy.AdjustToContents)
        editor.combo.setMaximumWidth(_WIDEST)
        control = named_control(title, editor)
        self._choices.append((editor, control))
        self.controls.add(control)
        control.hide()
        editor.edited.connect(lambda _value: self.show_set(self.shown) if self.shown is not None else None)
        return editor

    def offer_columns(self, editor: ChoiceEditor, columns: Sequence[SetColumn], usual: str) -> SetColumn | None:
        """Offer columns in a list, keeping the choice where it is still among them, and return the chosen one."""
        editor.set_options([Option(column.key, column.title) for column in columns])
        if editor.value() is None or (not editor.property("picked") and usual in editor.values):
            if usual in editor.values:
                editor.set_value(usual)
            if not editor.property("picked"):
                editor.edited.connect(lambda _value: editor.setProperty("picked", True))
        return next((column for column in columns if column.key == editor.value()), None)

    def colors_of_runs(self, shown: ComparedSet) -> list[str]:
        """Return the colour of each run, which is that of its group."""
        theme = self.theme
        none, named = theme.hex("muted"), [theme.run_color(place) for place in range(len(shown.groups))]
        places = [self._groups.get(run.run.id) for run in shown.runs]
        return [none if place is None else named[place] for place in places]


def load_pictures() -> list[type[ComparePicture]]:
    """Import every module of this folder and return the pictures, in order."""
    for module in pkgutil.iter_modules(pictures.__path__, f"{pictures.__name__}."):
        import_module(module.name)
    return sorted(_PICTURES.values(), key=lambda picture: (picture.order, picture.name))
