"""What the Compare page compares: runs that are read in the background, and what is asked of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from gdlab.lab.chosen_on_test import ChosenOnTest
from gdlab.lab.compare import comparison_on_test, comparison_table
from gdlab.lab.comparison.compared_run import ComparedRun, compared_runs
from gdlab.lab.comparison.compared_set import ComparedSet, arranged_set
from gdlab.lab.comparison.group_details import DetailWanted, read_details
from gdlab.lab.comparison.run_figures import AskedFigure
from gdlab.lab.comparison.run_groups import EACH_RUN, OVER_SEEDS
from gdlab.lab.compile_ahead import compile_in_child
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLine
from gdlab.spec.metrics import metric_tags, objective_tag
from gdlab.ui.task import sentence

#: Runs a job in the background and hands its future to a function on the window's thread.
Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class QtComparison(QObject):
    """The comparison that is shown; ``changed`` follows every change of it, ``failed`` carries why runs were not read.

    Attributes:
        shown: the runs in their groups.
        tags: the curves that the runs have, those of the validation part first.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._store: Store | None = None
        self._lines: Sequence[RunLine] = ()
        self._is_reading = self._is_stale = False
        self._chosen_target: float | None = None
        self.tag, self.by = objective_tag("val"), OVER_SEEDS
        self.tags: list[str] = []
        self.shown = ComparedSet((), (), AskedFigure(self.tag))

    @property
    def ids(self) -> list[str]:
        """The ids of the runs that are compared."""
        return [line.run.id for line in self._lines]

    @property
    def target(self) -> float:
        """The value that the curves are to reach, NaN for none."""
        return self.shown.asked.target

    @property
    def chosen_target(self) -> float | None:
        """The target that a person chose, None where it follows the runs."""
        return self._chosen_target

    def compare(self, store: Store, lines: Sequence[RunLine]) -> None:
        """Compare these runs of a store, in this order."""
        self._store, self._lines = store, lines
        found = metric_tags(dict.fromkeys(tag for line in lines for tag in line.run.summary))
        self.tags = sorted(found, key=lambda tag: not tag.startswith("val/"))
        if self.tags and self.tag not in self.tags:
            self.tag, self._chosen_target = self.tags[0], None
        self.reload()

    def set_tag(self, tag: str) -> None:
        """Compare another curve."""
        if tag != self.tag:
            self.tag, self._chosen_target = tag, None
            self.reload()

    def set_by(self, by: str) -> None:
        """Put runs together in another way: over seeds, each alone, or by the values of a field."""
        self.by = by
        self._arrange(self.shown.runs)

    def set_target(self, target: float | None) -> None:
        """Set the value that the curves are to reach; None has it follow the runs."""
        self._chosen_target = target
        shown = self.shown.asking(AskedFigure(self.tag, math.nan))
        value = shown.usual_target() if target is None else target
        self.shown = shown.asking(AskedFigure(self.tag, value))
        self.changed.emit()

    def measure_on_test(self, done: Callable[[Any], None]) -> None:
        """Have the first variant evaluated on the test part; ``done`` gets the future of what was found."""
        if self._store is not None:
            self._background(partial(_on_test, self._store, self.ids), done)

    def read_details(self, wanted: Sequence[DetailWanted], done: Callable[[Any], None]) -> None:
        """Have finer parts of curves read in the background; ``done`` gets the future of what was found."""
        if self._store is not None:
            self._background(partial(read_details, self._store, wanted), done)

    def reload(self) -> None:
        """Read the runs anew in the background."""
        if self._is_reading:
            self._is_stale = True
            return
        store, lines, tag = self._store, self._lines, self.tag
        if store is None or not lines:
            self._arrange(())
            return
        self._is_reading = True
        self._background(partial(_read, store, lines, self.by, tag), partial(self._on_read, self.by))

    def _on_read(self, by: str, future: Future[ComparedSet]) -> None:
        self._is_reading = False
        if self._is_stale:
            self._is_stale = False
            self.reload()
        elif (error := future.exception()) is not None:
            self.failed.emit(sentence(error))
        else:
            read = future.result()
            if by == self.by and self._can_group(read.runs):
                self._show(read)
            else:
                self._arrange(read.runs)

    def _can_group(self, runs: Sequence[ComparedRun]) -> bool:
        return not runs or self.by in (OVER_SEEDS, EACH_RUN) or any(self.by in run.fields for run in runs)

    def _arrange(self, runs: Sequence[ComparedRun]) -> None:
        if not self._can_group(runs):
            self.by = OVER_SEEDS
        self._show(arranged_set(runs, self.by, AskedFigure(self.tag)))

    def _show(self, shown: ComparedSet) -> None:
        self.shown = shown
        self.set_target(self._chosen_target)


def _read(store: Store, lines: Sequence[RunLine], by: str, tag: str) -> ComparedSet:
    """Return runs of a store in their groups; with thousands of runs that takes longer than a window may wait."""
    return arranged_set(compared_runs(store, lines, tag), by, AskedFigure(tag))


def _on_test(store: Store, ids: Sequence[str]) -> ChosenOnTest | None:
    runs = store.load(ids)
    compile_in_child([row.runs[0].spec for row in comparison_table(runs)[:1]])
    return comparison_on_test(runs)
