"""The chart of gradient norms: by layer for one run, of the whole gradient for runs side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.translation import tr, tr_noop
from gdlab.ui.charts.base import ChartContext
from gdlab.ui.charts.layer_chart import LayerChart
from gdlab.ui.charts.seed_lines import SeedLines
from gdlab.ui.charts.tag_line import TagLine

_OVERALL = "train/grad_norm"
_LINE = TagLine(_OVERALL, "val", words="norm")
_LAYER = "grad_norm/"


def layer_tags(run: ActiveRun) -> list[str]:
    """Return the tags of the gradient norms of a run's weights, first layer first; biases only where nothing else."""
    tags = [tag for tag in run.history if tag.startswith(_LAYER)]
    return [tag for tag in tags if not tag.endswith(".bias")] or tags


class GradientNormChart(LayerChart):
    """The gradient norm of every layer of the chosen run, or one curve a run where several race."""

    name, heading, order = "norm", tr_noop("Gradient norm"), 40
    empty_text = tr_noop("The gradient's norm is drawn here, layer by layer.")

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
        self.set_title(tr("Gradient norm by layer") if tags else tr(self.heading))
        for i, (run, tag) in enumerate(lines):
            self.draw_layer(run, tag, context, i if tags else -1, len(tags), anew=anew)
        if not grouped:
            self.write_legend(current, tags)
        return bool(lines or means)
