"""A chart of one or two tags of the history, a curve a run and tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QWidget

from gdlab.lab.number_text import format_count, format_metric, format_number
from gdlab.lab.run_book import ShownRun
from gdlab.translation import tr, tr_noop
from gdlab.ui.charts.base import ChartContext, LabChart
from gdlab.ui.charts.seed_lines import SeedLines
from gdlab.ui.charts.tag_line import TagLine
from gdlab.ui.plots.marks import BestMark
from gdlab.ui.run_book import PEN_STYLES

#: What is read under the pointer besides the value: its name and the column of the history.
_EXTRAS: Sequence[tuple[str, str]] = ((tr_noop("step"), "step"), (tr_noop("epoch"), "epoch"), ("time", "elapsed"))


#: Evaluations from which on the best one is marked.
_FEWEST = 3


class TagChart(LabChart):
    """A chart of tags; a subclass names them in ``lines``, or defines ``tag_lines`` where they change."""

    lines: ClassVar[tuple[TagLine, ...]] = ()

    def __init__(self, parent: QWidget | None = None, key: str = "") -> None:
        super().__init__(parent, key)
        self._means = SeedLines(self)

    @property
    def tag_lines(self) -> tuple[TagLine, ...]:
        """The tags that are drawn."""
        return self.lines

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._means.fit_legend()

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        lines = self.tag_lines
        drawn = [
            (shown.run.id, line.tag)
            for shown in context.alone
            for line in lines
            if self._draw_line(shown, line, context, anew=anew)
        ]
        drawn += self._means.draw(context, lines, anew=anew)
        self.retain_curves(drawn)
        return bool(drawn)

    def _draw_line(self, shown: ShownRun, line: TagLine, context: ChartContext, *, anew: bool) -> bool:
        """Draw a curve if there is anything new in it, and return whether the run has that tag."""
        history = shown.run.history
        if line.tag not in history:
            return False
        key, rows = (shown.run.id, line.tag), history.overview(line.tag)
        before, now = self._drawn.get(key, (0, 0)), (rows.generation, rows.length)
        if not anew and before == now:
            return True
        self._drawn[key] = now
        self._mark_best(shown, line, context)
        wanted = context.show_train if line.role == "train" else context.show_val
        chosen = any(s is shown for s in context.book.chosen)
        alone = len(context.book) == 1
        self.set_series(
            key,
            context.axis.values(rows, context.first),
            rows.read(line.tag),
            color=shown.color,
            style=PEN_STYLES[shown.style],
            role=line.role,
            label=line.label(shown.name),
            visible=shown.visible and (not line.part or wanted),
            selected=chosen and not alone,
            raw=alone or chosen,
            smoothed=line.role == "train",
            points=line.part != "" and line.role == "val",
            grown=not anew and before[1] > 0 and before[0] == now[0],
            extra={name: rows.read(column) for name, column in _EXTRAS},
        )
        return True

    def _mark_best(self, shown: ShownRun, line: TagLine, context: ChartContext) -> None:
        """Mark the best evaluation of a run on the validation part, once there are some to choose from."""
        if line.role != "val" or not line.part:
            return
        key, history = (shown.run.id, line.tag), shown.run.history
        rows = history.overview(line.tag)
        value, step = history.best(line.tag)
        steps = rows.read("step")
        if not (shown.visible and context.show_val) or len(steps) < _FEWEST or step < 0:
            self.set_best(key, None)
            return
        at = min(int(np.searchsorted(steps, step)), len(steps) - 1)
        epoch = format_number(float(rows.read("epoch")[at]), 3)
        text = tr(
            "{name}: best {value} at step {step}, epoch {epoch}",
            name=shown.name,
            value=format_metric(line.tag, value),
            step=format_count(step),
            epoch=epoch,
        )
        x = float(context.axis.values(rows, context.first)[at])
        self.set_best(key, BestMark(x, value, text, shown.color))
