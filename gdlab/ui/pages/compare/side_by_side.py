"""The comparison itself: sentences, curves, pictures in tabs, and the table of figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gdlab.translation import tr, tr_message
from gdlab.ui.pages.compare.bar import CompareBar
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.pages.compare.curve_details import CurveDetails
from gdlab.ui.pages.compare.curves import ComparedCurves
from gdlab.ui.pages.compare.groups_table import GroupsTable
from gdlab.ui.pages.compare.held_out_row import HeldOutRow
from gdlab.ui.pages.compare.pictures.base import load_pictures
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.tabs import Tabs, tabbed

#: Sentences that are in sight on a wide and on a narrow page; all are in the tooltip.
_IN_SIGHT, _IN_SIGHT_NARROW = 4, 2
#: Milliseconds in which the figures follow a target that is dragged.
_FOLLOW = 30


class SideBySide(QWidget):
    """Curves and figures of a comparison; only what is in sight is drawn."""

    def __init__(self, comparison: QtComparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparison = comparison
        self.bar = CompareBar(comparison)
        self.sentence = QLabel()
        self.sentence.setObjectName("sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setAccessibleName(tr("What can be said of the order"))
        self.held_out = HeldOutRow(comparison)
        self.chart = ComparedCurves()
        self.details = CurveDetails(comparison, self.chart, self)
        self.pictures = {picture.heading: picture() for picture in load_pictures()}
        self.tabs = Tabs(tr("Pictures of the comparison"))
        self.tabs.setObjectName("compared_tabs")
        self.tabs.offer(list(self.pictures))
        self._stack = QStackedWidget()
        self.table = GroupsTable()
        self._selected: set[str] = set()
        self._dragged: float | None = None
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW)
        self._following.timeout.connect(self._on_follow)
        self._build()
        comparison.changed.connect(self.follow)
        self.bar.drawn_changed.connect(self._draw_curves)
        self.details.whole_read.connect(self._draw_curves)
        self.chart.target_dragged.connect(self._on_dragged)
        self.tabs.chosen.connect(self._on_tab)
        self.table.group_selected.connect(self._on_selected)
        for picture in self.pictures.values():
            picture.group_picked.connect(self.pick)
        theme_manager().theme_changed.connect(self._on_theme)
        self.follow()

    def follow(self) -> None:
        """Show the comparison as it is now."""
        self.bar.follow()
        self._draw_curves()
        self._say()
        self.table.show_set(self.comparison.shown)
        self._draw_picture()

    def pick(self, group_id: str) -> None:
        """Select a group in the table and on the chart."""
        row = self.table.groups.row_of(group_id)
        if row >= 0:
            self.table.selectRow(row)

    def fit(self, size: QSize) -> None:
        """Divide the space when the page's size is another kind."""
        wide = size.width() >= 1200
        if wide != self._wide:
            self._wide = wide
            self._say()
            share = 0.62 if wide else 0.56
            self._upper.setSizes([int(share * size.width()), int((1 - share) * size.width())])
            table = 220 if size.height() > 760 else 168
            self._whole.setSizes([max(200, size.height() - table - 130), table])

    # --- inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        for picture in self.pictures.values():
            self._stack.addWidget(picture)
        side = tabbed(self.tabs, self._stack)
        side.setMinimumWidth(260)
        frame = QFrame()
        frame.setProperty("card", True)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 6, 12, 6)
        inner.addWidget(self.sentence)
        inner.addWidget(self.held_out)
        self._sentence_card = frame
        lower = self.table_card = QFrame()
        lower.setProperty("card", True)
        lowered = QVBoxLayout(lower)
        lowered.setContentsMargins(1, 1, 1, 1)
        lowered.addWidget(self.table)
        lower.setMinimumHeight(100)
        self._upper = QSplitter(Qt.Orientation.Horizontal)
        self._upper.addWidget(self.chart)
        self._upper.addWidget(side)
        self._whole = QSplitter(Qt.Orientation.Vertical)
        self._whole.addWidget(self._upper)
        self._whole.addWidget(lower)
        for splitter in (self._upper, self._whole):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)
        self._wide: bool | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(frame)
        layout.addWidget(self._whole, 1)

    def _draw_curves(self) -> None:
        bar, shown = self.bar, self.comparison.shown
        whole = self.details.follow(shown, bar.x_axis.column, bar.weight)
        self.chart.show_set(
            shown, bar.x_axis, bar.spread, bar.weight, self._selected, log_y=bar.log_y.isChecked(), whole=whole
        )

    def _draw_picture(self) -> None:
        picture = self.pictures[self.tabs.current]
        self._stack.setCurrentWidget(picture)
        picture.show_set(self.comparison.shown)

    def _say(self) -> None:
        said = [f"{tr_message(text)}." for text in self.comparison.shown.sentences]
        self.sentence.setText("\n".join(said[: _IN_SIGHT if self._wide is not False else _IN_SIGHT_NARROW]))
        self.sentence.setToolTip("\n".join(said))
        self.sentence.setAccessibleDescription(" ".join(said))
        self.held_out.follow()
        self._sentence_card.setVisible(bool(said) or not self.held_out.isHidden())

    def _on_theme(self, _theme: object) -> None:
        self.follow()  # the colours of the groups are others

    def _on_tab(self, _name: str) -> None:
        self._draw_picture()

    def _on_selected(self, ids: object) -> None:
        if isinstance(ids, set) and ids != self._selected:
            self._selected = ids
            self._draw_curves()

    def _on_dragged(self, value: float) -> None:
        self._dragged = value
        if not self._following.isActive():
            self._following.start()

    def _on_follow(self) -> None:
        if self._dragged is not None:
            value, self._dragged = self._dragged, None
            self.comparison.set_target(value)
