"""Presentation mode: the page in sight shows only its charts, in large type and bold lines, over the whole screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from gdlab.ui.pages.base import Page
from gdlab.ui.theming import theme_manager

#: Milliseconds between two looks at the pointer, and the pixels at the top of the page that bring the controls.
_LOOK, _TOP = 150, 72


class Presentation(QObject):
    """The presentation mode of a window; ``changed`` carries whether it is on.

    Args:
        window: the window.
        frame: what is not shown while presenting: the rail.
    """

    changed = Signal(bool)

    def __init__(self, window: QMainWindow, frame: list[QWidget]) -> None:
        super().__init__(window)
        self._window, self._frame = window, frame
        self._hidden: list[QWidget] = []
        self._controls: list[QWidget] = []
        self._page: Page | None = None
        self._was_full = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._follow_pointer)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether the window presents."""
        return self._page is not None

    def toggle(self, page: Page) -> None:
        """Present a page, or come back."""
        if self.is_on:
            self.end()
        else:
            self.begin(page)

    def begin(self, page: Page) -> None:
        """Show only the charts of a page."""
        self._page = page
        self._controls = [widget for widget in page.controls_while_presenting() if not widget.isHidden()]
        away = [*self._frame, *page.hidden_while_presenting(), *self._controls]
        self._hidden = [widget for widget in away if not widget.isHidden()]
        for widget in self._hidden:
            widget.hide()
        self._window.menuBar().setFixedHeight(0)  # not hidden: its shortcuts go on working
        theme_manager().set_presenting(True)
        self._was_full = self._window.isFullScreen()
        if not self._was_full:
            self._window.showFullScreen()
        self._escape.setEnabled(True)
        self._timer.start()
        self.changed.emit(True)

    def end(self) -> None:
        """Show everything again, as it was."""
        if not self.is_on:
            return
        self._timer.stop()
        self._escape.setEnabled(False)
        page, self._page = self._page, None
        for widget in self._hidden:
            widget.show()
        self._hidden = []
        if page is not None:
            page.after_presenting()
        bar = self._window.menuBar()
        bar.setMinimumHeight(0)
        bar.setMaximumHeight(2**24 - 1)
        theme_manager().set_presenting(False)
        if not self._was_full:
            self._window.showNormal()
        self.changed.emit(False)

    def show_controls(self, wanted: bool) -> None:
        """Show or hide the controls of the page."""
        for widget in self._controls:
            if widget.isHidden() == wanted:
                widget.setVisible(wanted)

    def _follow_pointer(self) -> None:
        """Show the controls while the pointer is at the top of the page or over them."""
        page = self._page
        if page is None:
            return
        at = page.mapFromGlobal(QCursor.pos())
        inside = page.rect().contains(at)
        over = any(
            not widget.isHidden() and widget.rect().contains(widget.mapFromGlobal(page.mapToGlobal(QPoint(at))))
            for widget in self._controls
        )
        self.show_controls(over or (inside and at.y() < _TOP))
