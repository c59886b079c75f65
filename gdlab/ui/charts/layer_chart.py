"""A chart whose curves are the layers of one run."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gdlab.lab.run_book import ShownRun
from gdlab.translation import tr
from gdlab.ui.charts.base import ChartContext, LabChart
from gdlab.ui.run_book import PEN_STYLES
from gdlab.ui.theme import mix_colors

_MOST = 7


class LayerChart(LabChart):
    """A chart with a curve a layer, in shades of the run's colour: hues mean runs only."""

    def forget_all(self) -> None:
        super().forget_all()
        self.set_title(tr(self.heading))
        self.set_legend("")

    def draw_layer(
        self, shown: ShownRun, tag: str, context: ChartContext, layer: int, count: int, *, anew: bool
    ) -> None:
        """Draw the curve of one of ``count`` layers, or with layer −1 that of a whole run in the run's colour.

        Args:
            shown: the run.
            tag: what is drawn, ``…/layer``.
            context: the axis and the runs.
            layer: the place of the layer, from the input on.
            count: how many layers there are.
            anew: whether it is drawn again where nothing is new.
        """
        key, rows = (shown.run.id, tag), shown.run.history.overview(tag)
        now = (rows.generation, rows.length)
        if not anew and self._drawn.get(key) == now:
            return
        self._drawn[key] = now
        self.set_series(
            key,
            context.axis.values(rows, context.first),
            rows.read(tag),
            color=shown.color if layer < 0 else self._layer_color(shown, layer, count),
            style=PEN_STYLES[shown.style],
            role="val",
            label=shown.name if layer < 0 else tag.partition("/")[2],
            visible=shown.visible,
            raw=layer >= 0 or len(context.book) == 1 or shown in context.book.chosen,
            extra={"step": rows.read("step")},
        )

    def _layer_color(self, shown: ShownRun, layer: int, count: int) -> str:
        """Return a shade of the run's colour: the first layer strong, the last pale, so that hues mean runs only."""
        colors = self.theme.colors
        strong = mix_colors(shown.color, colors.text, 0.45)
        pale = mix_colors(shown.color, colors.surface, 0.45)
        return mix_colors(strong, pale, layer / max(1, count - 1))

    def write_legend(self, shown: ShownRun, tags: Sequence[str]) -> None:
        """Name the layers beside the title, the first ones where there are many.

        Args:
            shown: the run.
            tags: those of its layers; fewer than two are not named.
        """
        if len(tags) < 2:
            self.set_legend("")
            return
        names = [
            f"<span style='color:{self._layer_color(shown, i, len(tags))}'>■</span>&nbsp;{escape(_name(tag))}"
            for i, tag in enumerate(tags[:_MOST])
        ]
        self.set_legend(" ".join(names + ([f"+ {len(tags) - _MOST}"] if len(tags) > _MOST else [])))


def _name(tag: str) -> str:
    """Return the layer of a tag."""
    return tag.partition("/")[2].removesuffix(".weight")
