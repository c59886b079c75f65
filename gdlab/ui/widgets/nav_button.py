"""The button of a page: its icon above its title."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gdlab.translation import tr
from gdlab.ui.icons import bind_icon

_ICON = QSize(22, 22)
_GAP = 2  # pixels between the icon and the title
_MARGIN = 8  # pixels above the icon and beneath the title, together
_SIDES = 8  # pixels left and right of the title, together


class NavButton(QPushButton):
    """A button with its icon above its text, one of several of which one is chosen.

    It is no tool button, since screen readers call one of those a check box.
    """

    def __init__(self, icon: str, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("{title} page", title=title))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("kind", "flat")
        self.setProperty("nav", True)
        self.setIconSize(_ICON)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(self, icon, "muted")

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(0, self.text())
        return QSize(
            max(text.width() + _SIDES, _ICON.width() + 2 * _SIDES, 56), _ICON.height() + _GAP + text.height() + _MARGIN
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        icon, title = QIcon(option.icon), option.text  # a copy: the option's own is emptied with it
        option.icon, option.text = QIcon(), ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        line = self.fontMetrics().height()
        top = (self.height() - _ICON.height() - _GAP - line) // 2
        place = QRect((self.width() - _ICON.width()) // 2, top, _ICON.width(), _ICON.height())
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, state)
        beneath = QRect(0, place.bottom() + 1 + _GAP, self.width(), line)
        painter.setPen(option.palette.color(self.foregroundRole()))
        painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, title)
