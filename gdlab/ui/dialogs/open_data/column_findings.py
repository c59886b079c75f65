"""The list of what is misleading about the columns of a table, searched for again whenever they are used otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from gdlab.lab import datasets
from gdlab.lab.datasets import ColumnPreview, DataFinding
from gdlab.ui.dialogs.open_data.findings_search import FindingsSearch
from gdlab.ui.dialogs.open_data.work import Begin
from gdlab.ui.widgets.findings import FindingsList


@dataclass(frozen=True)
class ColumnUse:
    """What a table's columns are used for.

    Attributes:
        columns: those that are used.
        sample: some rows of the table; None where nothing can be searched, since there is no valid target.
        targets, inputs: the columns to predict, and those that they are predicted from.
        by_class: whether the target is a class.
        group, time: the columns that keep rows together or order them, "" for none.
    """

    columns: Sequence[ColumnPreview]
    sample: Any = None
    targets: Sequence[str] = ()
    inputs: Sequence[str] = ()
    by_class: bool = False
    group: str = ""
    time: str = ""


class ColumnFindings(FindingsList):
    """A list of findings that follows the use of the columns.

    Args:
        begin: begins work in the background and returns it.
        use: says what the columns are used for, when a search begins.
    """

    def __init__(self, begin: Begin, use: Callable[[], ColumnUse]) -> None:
        super().__init__()
        self._use = use
        self._suspected: tuple[DataFinding, ...] = ()
        self._search = FindingsSearch(begin, self)
        self._search.found.connect(self._on_found)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._begin_search)

    @property
    def is_searching(self) -> bool:
        """Whether a search is under way, or about to begin."""
        return self._soon.isActive() or self._search.is_active

    def search(self) -> None:
        """Search again once the events that are waiting have been dealt with: several changes make one search."""
        self._soon.start()

    def _begin_search(self) -> None:
        use = self._use()
        self._search.drop()
        self._suspected = tuple(datasets.suspected_marks([(column.name, column.suspects) for column in use.columns]))
        if use.sample is None:
            self.show_findings(self._suspected)
            return
        self._search.start(
            partial(
                datasets.column_findings,
                use.sample,
                use.targets,
                use.inputs,
                classes=use.by_class,
                grouped_by=use.group,
                time=use.time,
            )
        )

    def _on_found(self, found: tuple[DataFinding, ...]) -> None:
        self.show_findings((*self._suspected, *found))
