"""The lines of a chart that are means over seeds, each with its band."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from gdlab.lab.comparison.group_curves import SPREADS
from gdlab.lab.seed_means import SeedGroup, means_words, seed_mean
from gdlab.translation import tr, tr_n
from gdlab.ui.charts.tag_line import TagLine
from gdlab.ui.run_book import PEN_STYLES

if TYPE_CHECKING:
    from gdlab.ui.charts.base import ChartContext, LabChart

#: Pixels of a chart's head that neither title nor legend may take.
_BUTTONS = 72


class SeedLines:
    """The mean lines of a chart, drawn again when one of their runs has something new."""

    def __init__(self, chart: LabChart) -> None:
        self._chart = chart
        self._drawn: dict[tuple[str, str], tuple[int, ...]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._context: ChartContext | None = None

    def draw(self, context: ChartContext, lines: Sequence[TagLine], *, anew: bool) -> list[tuple[str, str]]:
        """Draw a line a group and tag, and return the keys of those that there are.

        Args:
            context: what is drawn.
            lines: the tags.
            anew: draw everything again, for instance after a change of the axis.
        """
        wanted = {(group.id, line.tag): (group, line) for group in context.groups for line in lines}
        self._drawn = {key: state for key, state in self._drawn.items() if key in wanted and not anew}
        self._counts = {key: n for key, n in self._counts.items() if key in wanted}
        for key, (group, line) in wanted.items():
            state = _state(group, line.tag)
            if self._drawn.get(key) != state or key not in self._chart.keys:
                self._drawn[key] = state
                self._draw_line(key, group, line, context)
        had, self._context = self._context, context if context.groups else None
        if had is not None and self._context is None:
            self._chart.set_legend("")
        self.fit_legend()
        return list(self._counts)

    def _draw_line(self, key: tuple[str, str], group: SeedGroup, line: TagLine, context: ChartContext) -> None:
        chart, first = self._chart, group.members[0]
        weight = context.weight if chart.smoothed else 0.0
        mean = seed_mean(group, line.tag, context.axis.column, context.spread, weight)
        if mean is None:
            self._counts.pop(key, None)
            chart.remove(key)
            return
        self._counts[key] = mean.n
        visible = not line.part or (context.show_train if line.role == "train" else context.show_val)
        chart.set_series(
            key,
            mean.x,
            mean.y,
            color=first.color,
            style=PEN_STYLES[first.style],
            role=line.role,
            label=tr_n("{label}, {n} seed", "{label}, {n} seeds", mean.n, label=line.label(group.label)),
            visible=visible,
            raw=False,
            smoothed=False,
            points=line.part != "" and line.role == "val",
        )
        if visible:
            words = tr(SPREADS[context.spread][0])
            chart.set_band(key, mean.x, mean.low, mean.high, color=first.color, words=words)
        else:
            chart.remove_band(key)

    def fit_legend(self) -> None:
        """Show beside the title how many seeds the means rest on, and the names of the groups where they fit."""
        chart, context = self._chart, self._context
        if context is None or not self._counts:
            return
        words = means_words(list(self._counts.values()), SPREADS[context.spread][0])
        names = " ".join(f"━ {group.label}" for group in context.groups)
        measured = chart.fontMetrics().horizontalAdvance(f"{chart.title}   {names} · {words}")
        named = [_colored(group) for group in context.groups] if measured < chart.width() - _BUTTONS else []
        chart.set_legend(" · ".join(filter(None, (" ".join(named), escape(words)))), _details(context.groups))


def _colored(group: SeedGroup) -> str:
    """Return the name of a group behind its colour."""
    return f"<span style='color:{group.members[0].color}'>━</span>&nbsp;{escape(group.label)}"


def _details(groups: Sequence[SeedGroup]) -> str:
    """Return which seeds each group has, a line a group."""
    return "\n".join(
        tr("{label}: seeds {seeds}", label=g.label, seeds=", ".join(str(m.run.spec.seed) for m in g.members))
        for g in groups
    )


def _state(group: SeedGroup, tag: str) -> tuple[int, ...]:
    """Return what tells whether a mean has to be drawn again: how far its runs have got, and which have ended."""
    state: list[int] = []
    for shown in group.members:
        history = shown.run.history
        rows = history.overview(tag) if tag in history else None
        state += [rows.generation, rows.length] if rows is not None else [0, 0]
        state.append(int(shown.run.status.ended))
    return tuple(state)
