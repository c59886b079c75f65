"""The dialog in which a person chooses the charts of the Lab and their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdlab.translation import tr
from gdlab.ui.widgets.card import icon_button


class ChartsDialog(QDialog):
    """A list of all charts: those with a tick are shown, in the order of the list.

    ``arranged`` carries the keys of the charts that are shown, after every change; ``automatic_wanted`` asks for the
    usual choice, which shows what the runs have as far as there is space.
    """

    arranged = Signal(list)
    automatic_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Charts"))
        self.setObjectName("charts_dialog")
        self._list = QListWidget()
        self._list.setObjectName("charts_list")
        self._list.setAccessibleName(tr("Charts that are shown, in order"))
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setMinimumSize(260, 200)
        words = QLabel(tr("Tick what is shown. Drag the lines, or move them with the arrows."))
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self._up = self._arrow("up", tr("Move the chosen chart up"), -1)
        self._down = self._arrow("down", tr("Move the chosen chart down"), 1)
        self._automatic = QPushButton(tr("Automatic"))
        self._automatic.setObjectName("charts_automatic")
        self._automatic.setToolTip(tr("Show what the runs have, as far as there is space for it"))
        self._automatic.clicked.connect(lambda _on: self.automatic_wanted.emit())
        self._build(words)
        self._list.itemChanged.connect(lambda _item: self._tell())
        self._list.model().rowsMoved.connect(lambda *_: self._tell())

    def offer(self, shown: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        """List charts, each by its key and title.

        Args:
            shown: those that are shown, in order.
            others: those that may be shown besides.
        """
        self._list.blockSignals(True)
        self._list.clear()
        for charts, state in ((shown, Qt.CheckState.Checked), (others, Qt.CheckState.Unchecked)):
            for key, title in charts:
                item = QListWidgetItem(title, self._list)
                item.setData(Qt.ItemDataRole.UserRole, key)
                item.setCheckState(state)
        self._list.blockSignals(False)
        self._list.setCurrentRow(0)

    def _build(self, words: QLabel) -> None:
        row = QHBoxLayout()
        for button in (self._up, self._down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._automatic)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        column.addWidget(close)

    def _arrow(self, icon: str, name: str, by: int) -> QToolButton:
        button = icon_button(icon, name)
        button.setObjectName(f"charts_{icon}")
        button.clicked.connect(lambda _on: self._move(by))
        return button

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if 0 <= row < self._list.count() and 0 <= row + by < self._list.count():
            item = self._list.takeItem(row)
            self._list.insertItem(row + by, item)
            self._list.setCurrentRow(row + by)
            self._tell()

    def _tell(self) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        self.arranged.emit([item.data(Qt.ItemDataRole.UserRole) for item in ticked])
