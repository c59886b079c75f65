"""The chart of gradient norms: by layer for one run, overall for runs side by side."""

from __future__ import annotations

from html import escape

from gdlab.lab.active_run import ActiveRun
from gdlab.ui.panels.axis import Axis
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.run_book import RunBook, ShownRun

_OVERALL = "train/grad_norm"
_LAYER = "grad_norm/"
_MOST = 7


def layer_tags(run: ActiveRun) -> list[str]:
    """Return the tags of the gradient norms of a run's weights, first layer first; biases only where nothing else."""
    tags = [tag for tag in run.history if tag.startswith(_LAYER)]
    return [tag for tag in tags if not tag.endswith(".bias")] or tags


class NormChart(CurveChart):
    """Show the gradient norm of every layer of the chosen run, or one line a run where several race."""

    def __init__(self) -> None:
        super().__init__("Gradient norm", empty="The gradient's norm is drawn here, layer by layer.")
        self.setObjectName("chart_norm")
        self._lengths: dict[tuple[str, str], int] = {}

    def draw(self, book: RunBook, axis: Axis, first: float, *, anew: bool = False) -> bool:
        """Draw what is new, and say whether any shown run has a norm to show."""
        current, shown = book.current, [s for s in book if s.visible]
        if current is None:
            return False
        single = (len(shown) == 1 or not current.run.run.group) and current.visible
        tags = layer_tags(current.run) if single else []
        lines = [(current, tag) for tag in tags] or [(s, _OVERALL) for s in book if _OVERALL in s.run.history]
        kept = {(s.run.id, tag) for s, tag in lines}
        for key in [k for k in self.keys if k not in kept]:
            self.remove(key)
            self._lengths = {k: n for k, n in self._lengths.items() if k != key}
        self.set_title("Gradient norm by layer" if tags else "Gradient norm")
        for i, (run, tag) in enumerate(lines):
            self._line(run, tag, axis, first, i if tags else -1, anew=anew)
        self._name(tags)
        return bool(lines)

    def _line(self, shown: ShownRun, tag: str, axis: Axis, first: float, layer: int, *, anew: bool) -> None:
        history, key = shown.run.history, (shown.run.id, tag)
        values = history[tag]
        if not anew and self._lengths.get(key) == len(values):
            return
        self._lengths[key] = len(values)
        x = axis.values(shown, tag, first)[: len(values)]
        self.set_series(
            key,
            x,
            values[: len(x)],
            color=shown.color if layer < 0 else self.theme.run_color(layer),
            style=shown.style if layer < 0 else self.theme.run_style(layer),
            role="val",
            label=shown.name if layer < 0 else tag.removeprefix(_LAYER),
            visible=shown.visible,
            raw=layer < 0,
            extra={"step": history.index(tag)[: len(x)]},
        )

    def _name(self, tags: list[str]) -> None:
        if len(tags) < 2:
            self.set_legend("")
            return
        names = [
            f"<span style='color:{self.theme.run_color(i)}'>■</span>&nbsp;{escape(_short(tag))}"
            for i, tag in enumerate(tags[:_MOST])
        ]
        self.set_legend(" ".join(names + ([f"+ {len(tags) - _MOST}"] if len(tags) > _MOST else [])))


def _short(tag: str) -> str:
    return tag.removeprefix(_LAYER).removesuffix(".weight")
