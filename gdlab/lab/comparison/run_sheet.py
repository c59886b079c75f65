"""Ten thousand runs of a store in an order: filtered by words, sorted by a column, grouped under headings."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gdlab.lab.number_text import format_count, format_duration, format_metric
from gdlab.lab.store.run_lines import RunLine
from gdlab.spec.metrics import metric_tags, objective, title_of
from gdlab.translation import tr, tr_noop


@dataclass(frozen=True)
class SheetColumn:
    """A column of the list of kept runs.

    Attributes:
        title: the heading; tip: what it means.
        value: what the column is sorted by; NaN comes last.
        text: the cell; figure: whether it is at the right.
    """

    title: str
    value: Callable[[RunLine], Any]
    text: Callable[[Any], str] = str
    tip: str = ""
    figure: bool = False


@dataclass(frozen=True)
class SheetRow:
    """A line of the sheet: a run, or the heading of a group with the number of its runs."""

    line: RunLine | None
    heading: str = ""
    count: int = 0


#: What runs can be grouped by: the words, and what a run has of it.
GROUPINGS: Mapping[str, Callable[[RunLine], str]] = {
    tr_noop("Not grouped"): lambda line: "",
    tr_noop("Race"): lambda line: (
        tr("Race {group}", group=line.run.group) if line.run.group else tr_noop("Single runs")
    ),
    tr_noop("Optimizer"): lambda line: line.optimizer or tr_noop("unknown"),
    tr_noop("Data"): lambda line: line.data or tr_noop("unknown"),
    tr_noop("Status"): lambda line: line.run.status,
    tr_noop("Tags"): lambda line: ", ".join(line.run.tags) or tr_noop("without a tag"),
    tr_noop("Day"): lambda line: time.strftime("%Y-%m-%d", time.localtime(line.run.started)),
}


def sheet_columns(lines: Iterable[RunLine]) -> list[SheetColumn]:
    """Return the columns of the list: the fixed ones, and the figures on the validation part that runs have."""
    tags = metric_tags(dict.fromkeys(tag for line in lines for tag in line.run.summary))
    val = sorted((tag for tag in tags if tag.startswith("val/")), key=lambda tag: tag != f"val/{objective().tag}")
    return [
        SheetColumn(tr_noop("Run"), lambda line: line.run.name.casefold(), tip="Name"),
        SheetColumn(tr_noop("Status"), lambda line: line.run.status),
        SheetColumn(tr_noop("Optimizer"), lambda line: line.optimizer),
        SheetColumn(tr_noop("Data"), lambda line: line.data),
        SheetColumn(tr_noop("Tags"), lambda line: ", ".join(line.run.tags)),
        *(column for tag in val for column in _metric_columns(tag)),
        SheetColumn(
            tr_noop("Steps"), lambda line: _number(line, "steps"), _count, "Steps that were trained", figure=True
        ),
        SheetColumn(
            tr_noop("Time"),
            lambda line: line.run.elapsed,
            format_duration,
            "Training time, pauses excluded",
            figure=True,
        ),
        SheetColumn(tr_noop("Started"), lambda line: line.run.started, _moment),
    ]


class RunSheet:
    """The rows of a list of runs in the order that was asked for.

    Attributes:
        lines: all runs.
        shown: the runs that pass the filter, those of closed groups too, in order.
        rows: what is shown.
        columns: what is shown of each run.
    """

    def __init__(self) -> None:
        self.lines: Sequence[RunLine] = ()
        self.shown: list[RunLine] = []
        self.rows: list[SheetRow] = []
        self._groups: dict[str, list[RunLine]] = {}
        self.columns = sheet_columns(())
        self.grouping = "Not grouped"
        self._words: list[str] = []
        self._sorted_by: tuple[str, bool] | None = None
        self._closed: set[str] = set()

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Take the runs, the newest first."""
        self.lines = lines
        self.columns = sheet_columns(lines)
        self.arrange()

    def take_view(self, other: RunSheet) -> None:
        """Take filter, order and grouping over from another sheet; :meth:`set_lines` then shows runs so."""
        self.grouping, self._words, self._sorted_by = other.grouping, other._words, other._sorted_by
        self._closed = set(other._closed)

    def set_filter(self, text: str) -> None:
        """Show runs that have every word in their name, status, race, tags, optimizer, data or id."""
        self._words = text.lower().split()
        self.arrange()

    def set_order(self, title: str, *, descending: bool) -> None:
        """Sort by a column; the name of none gives the newest first."""
        self._sorted_by = (title, descending) if title else None
        self.arrange()

    def set_grouping(self, name: str) -> None:
        """Group by one of :data:`GROUPINGS`."""
        self.grouping = name
        self._closed.clear()
        self.arrange()

    def toggle(self, heading: str) -> None:
        """Close a group, so that only its heading is shown, or open it."""
        self._closed ^= {heading}
        self.arrange()

    def is_closed(self, heading: str) -> bool:
        """Return whether only the heading of a group is shown."""
        return heading in self._closed

    def members(self, heading: str) -> list[RunLine]:
        """Return the runs of a group that pass the filter."""
        return self._groups.get(heading, [])

    def arrange(self) -> None:
        """Make the rows anew."""
        self.shown, of = self._found(), GROUPINGS[self.grouping]
        self._groups = {}
        if self.grouping == "Not grouped":
            self.rows = [SheetRow(line) for line in self.shown]
            return
        for line in self.shown:
            self._groups.setdefault(of(line), []).append(line)
        rows: list[SheetRow] = []
        for heading, lines in self._groups.items():
            rows.append(SheetRow(None, heading, len(lines)))
            if heading not in self._closed:
                rows += [SheetRow(line) for line in lines]
        self.rows = rows

    def _found(self) -> list[RunLine]:
        """Return the runs that pass the filter, in order."""
        found = [line for line in self.lines if all(word in line.text for word in self._words)]
        column = next((c for c in self.columns if self._sorted_by and c.title == self._sorted_by[0]), None)
        if column is not None and self._sorted_by is not None:
            keyed = [(column.value(line), line) for line in found]
            known = [pair for pair in keyed if not _is_missing(pair[0])]
            known.sort(key=lambda pair: pair[0], reverse=self._sorted_by[1])
            found = [line for _, line in known] + [line for value, line in keyed if _is_missing(value)]
        return found


def _metric_columns(tag: str) -> list[SheetColumn]:
    short = title_of(tag, short=True)
    return [
        SheetColumn(title, _figure(key), _metric_text(tag), tip, figure=True)
        for title, key, tip in (
            (f"Val {short}", tag, f"Last value of {tag}"),
            (f"Best {short}", f"best {tag}", f"Best value of {tag}"),
        )
    ]


def _figure(key: str) -> Callable[[RunLine], float]:
    return lambda line: _number(line, key)


def _metric_text(tag: str) -> Callable[[float], str]:
    return lambda value: format_metric(tag, value)


def _number(line: RunLine, key: str) -> float:
    value = line.run.summary.get(key)
    return float(value) if isinstance(value, int | float) else math.nan


def _count(value: float) -> str:
    return format_count(value) if math.isfinite(value) else "–"


def _moment(value: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(value))


def _is_missing(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)
