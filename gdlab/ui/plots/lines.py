"""Small charts of several plain lines with their own legend: learning rate, gradient norm a layer."""

from __future__ import annotations

from collections.abc import Mapping

from numpy.typing import ArrayLike

from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.frame import colored_names
from gdlab.ui.theme import Theme

_MOST_NAMES = 6


class LineChart(CurveChart):
    """A curve chart without smoothing whose lines take their colours in turn and are named in the head."""

    smoothing = 0.0
    _names: tuple[str, ...] = ()

    def set_lines(self, x: ArrayLike, lines: Mapping[str, ArrayLike]) -> None:
        """Show these lines over one x and no others."""
        for gone in set(self._names) - set(lines):
            self.remove(gone)
        self._names = tuple(lines)
        theme = self.theme
        for index, (name, y) in enumerate(lines.items()):
            self.set_series(name, x, y, color=theme.run_color(index), style=theme.run_style(index), label=name)
        self._write_legend(theme)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._write_legend(theme)

    def _write_legend(self, theme: Theme) -> None:
        if len(self._names) < 2:
            self.set_legend("")
            return
        names = colored_names((theme.run_color(i), name) for i, name in enumerate(self._names[:_MOST_NAMES]))
        more = len(self._names) - _MOST_NAMES
        self.set_legend(f"{names}&nbsp;&nbsp;+ {more}" if more > 0 else names)
