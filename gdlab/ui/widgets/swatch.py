"""The square in a run's colour: a click shows or hides the run, a long one offers other colours."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QMenu, QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.theming import current_theme

_COLOR_NAMES = (
    tr_noop("Blue"),
    tr_noop("Orange"),
    tr_noop("Teal"),
    tr_noop("Red"),
    tr_noop("Cyan"),
    tr_noop("Magenta"),
    tr_noop("Grey"),
)
_LONG_MS = 500


class Swatch(QAbstractButton):
    """A square in a run's colour: filled while the run is shown, hollow while it is hidden."""

    color_chosen = Signal(str)

    def __init__(self, color: str, name: str = "run", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color, self._name = color, name
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.toggled.connect(self._describe)
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(_LONG_MS)
        self._long.timeout.connect(self._on_long)
        self.pressed.connect(self._long.start)
        self.released.connect(self._long.stop)
        self._describe()

    @property
    def color(self) -> str:
        """The colour as ``#rrggbb``."""
        return self._color

    def set_color(self, color: str) -> None:
        """Change the colour without emitting a signal."""
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def open_menu(self, where: QPoint | None = None) -> None:
        """Offer the runs' colours and one of the user's own."""
        self.setDown(False)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where or QPoint(0, self.height())))

    def menu(self) -> QMenu:
        """Return the menu of colours."""
        menu = QMenu(self)
        for index, color in enumerate(current_theme().runs.colors):
            text = tr(_COLOR_NAMES[index]) if index < len(_COLOR_NAMES) else color
            action = QAction(_square(color), text, menu)
            action.triggered.connect(partial(self._choose, color))
            menu.addAction(action)
        menu.addSeparator()
        own = QAction(tr("Other colour…"), menu)
        own.triggered.connect(self._on_own)
        menu.addAction(own)
        return menu

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 6
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(self._color), 2))
        painter.setBrush(QColor(self._color) if self.isChecked() else theme.color("surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)

    def _describe(self) -> None:
        state = tr("{name}, shown") if self.isChecked() else tr("{name}, hidden")
        self.setAccessibleName(state.format(name=self._name))
        verb = tr("hide") if self.isChecked() else tr("show")
        self.setToolTip(
            tr("Click to {verb} {name}; hold or right-click to change its colour", verb=verb, name=self._name)
        )
        self.update()

    def _on_long(self) -> None:
        # The menu takes the press over, so that letting go does not hide the run as well.
        self.open_menu()

    def _choose(self, color: str) -> None:
        self.set_color(color)
        self.color_chosen.emit(color)

    def _on_own(self) -> None:
        color = QColorDialog.getColor(QColor(self._color), self, tr("Colour of {name}", name=self._name))
        if color.isValid():
            self._choose(color.name())


def _square(color: str) -> QIcon:
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(color))
    return QIcon(pixmap)
