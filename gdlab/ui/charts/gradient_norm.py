"""The chart of gradient norms: by layer for one run, of the whole gradient for runs side by side."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.run_book import ShownRun
from gdlab.ui.charts.base import ChartContext, LabChart
from gdlab.ui.charts.seed_lines import SeedLines
from gdlab.ui.charts.tag_line import TagLine
from gdlab.ui.run_book import PEN_STYLES
from gdlab.ui.theme import mix_colors

_OVERALL = "train/grad_norm"
_LINE = TagLine(_OVERALL, "val", words="norm")
_LAYER = "grad_norm/"
_MOST = 7


def layer_tags(run: ActiveRun) -> list[str]:
    """Return the tags of the gradient norms of a run's weights, first layer first; biases only where nothing else."""
    tags = [tag for tag in run.history if tag.startswith(_LAYER)]
    return [tag for tag in tags if not tag.endswith(".bias")] or tags


class GradientNormChart(LabChart):
    """The gradient norm of every layer of the chosen run, or one curve a run where several race."""

    name, heading, order = "norm", "Gradient norm", 40
    empty_text = "The gradient's norm is drawn here, layer by layer."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = SeedLines(self)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._means.fit_legend()

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        book = context.book
        current, shown = book.current, [s for s in book if s.visible]
        if current is None:
            return False
        single = (len(shown) == 1 or not current.run.run.group) and current.visible
        grouped = not single and bool(context.groups)
        tags = layer_tags(current.run) if single else []
        overall = context.alone if grouped else book
        lines = [(current, tag) for tag in tags] or [(s, _OVERALL) for s in overall if _OVERALL in s.run.history]
        means = self._means.draw(context, [_LINE] if grouped else [], anew=anew)
        self.retain_curves([*((s.run.id, tag) for s, tag in lines), *means])
        self.set_title("Gradient norm by layer" if tags else self.heading)
        for i, (run, tag) in enumerate(lines):
            self._draw_line(run, tag, context, i if tags else -1, len(tags), anew=anew)
        if not grouped:
            self._write_legend(current, tags)
        return bool(lines or means)

    def forget_all(self) -> None:
        super().forget_all()
        self.set_title(self.heading)
        self.set_legend("")

    def _draw_line(
        self, shown: ShownRun, tag: str, context: ChartContext, layer: int, count: int, *, anew: bool
    ) -> None:
        """Draw the curve of one of ``count`` layers, or with layer −1 that of a whole run in the run's colour."""
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
            label=shown.name if layer < 0 else tag.removeprefix(_LAYER),
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

    def _write_legend(self, shown: ShownRun, tags: list[str]) -> None:
        if len(tags) < 2:
            self.set_legend("")
            return
        names = [
            f"<span style='color:{self._layer_color(shown, i, len(tags))}'>■</span>&nbsp;{escape(_short(tag))}"
            for i, tag in enumerate(tags[:_MOST])
        ]
        self.set_legend(" ".join(names + ([f"+ {len(tags) - _MOST}"] if len(tags) > _MOST else [])))


def _short(tag: str) -> str:
    return tag.removeprefix(_LAYER).removesuffix(".weight")
