"""What a regression predicts: the curve over the data, predicted against true, and what is left over."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt

from gdlab.lab.inside.values import FittedValues, PartValues, fitted_values
from gdlab.lab.number_text import format_number
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.figure import Figure, FigureBars, FigureChart, FigureLine, FigurePoints
from gdlab.ui.widgets.choice import QuietCombo
from gdlab.ui.widgets.tabs import Tabs

_CURVE, _AGAINST, _RESIDUALS = tr_noop("Curve"), tr_noop("Predicted and true"), tr_noop("Residuals")
_BINS = 30
_COLORS = {"validation": "accent", "training": "surface+muted*0.7"}


class FitView(InsideView):
    """A regression's predictions, in the unit of the data."""

    name: ClassVar[str] = tr_noop("Fit")
    order: ClassVar[int] = 15

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Tabs(tr("How the fit is shown"))
        self.kinds.setContentsMargins(6, 0, 6, 0)
        self.output = QuietCombo()
        self.output.setAccessibleName(tr("Which output is shown"))
        self.output.hide()
        self.chart = FigureChart(tr(_CURVE))
        self._answer: FittedValues | None = None
        self.column.addWidget(self.kinds)
        self.add_control(self.output)
        self.add(self.chart)
        self.column.addWidget(self.words)
        self.kinds.chosen.connect(self._draw)
        self.output.activated.connect(lambda _index: self.changed.emit())

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return examples.task == "regression" and not examples.extra.get("several_labels")

    def question(self) -> Question:
        output = max(0, self.output.currentIndex())
        return lambda run: fitted_values(run.network(), output)

    def show_examples(self, examples: Examples) -> None:
        self._answer = None
        self.chart.clear()
        self.say("")
        self.kinds.offer([_CURVE, _AGAINST, _RESIDUALS] if examples.shape == (1,) else [_AGAINST, _RESIDUALS])
        width = examples.target_width
        if self.output.count() != width:
            self.output.clear()
            self.output.addItems([tr("Output {k}", k=k + 1) for k in range(width)])
        self.output.setVisible(width > 1)

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, FittedValues):
            self._answer = answer
            self._draw()

    def _draw(self, *_: object) -> None:
        answer, kind = self._answer, self.kinds.current
        if answer is None:
            return
        words = _sentence(answer)
        figures = {_CURVE: _curve, _AGAINST: _against, _RESIDUALS: _residuals}
        self.chart.set_title(tr(kind))
        self.chart.set_figure(figures[kind](answer), f"{tr(kind)}. {words}")
        self.say(words)


def _curve(answer: FittedValues) -> Figure:
    line = FigureLine(tr("the network"), *answer.curve, color="run 1", width=2.0)
    return Figure(answer.input_name, answer.target, [line], _points(answer, "x", "true"))


def _against(answer: FittedValues) -> Figure:
    both = np.concatenate([np.append(part.true, part.predicted) for part in answer.parts])
    ends = np.array([both.min(), both.max()])
    line = FigureLine(tr("predicted = true"), ends, ends, "muted", Qt.PenStyle.DashLine, 1.0)
    return Figure(
        tr("true {target}", target=answer.target), tr("predicted"), [line], _points(answer, "true", "predicted")
    )


def _residuals(answer: FittedValues) -> Figure:
    shown = answer.parts[0]
    low, high = float(shown.residuals.min()), float(shown.residuals.max())
    edges = np.linspace(low, high if high > low else low + 1e-9, _BINS + 1)
    counts = np.histogram(shown.residuals, edges)[0].astype(np.float64)
    zero = FigureLine(tr("no residual"), np.zeros(2), np.array([0.0, counts.max()]), "muted", Qt.PenStyle.DashLine, 1.0)
    bars = FigureBars(tr("{part} residuals", part=tr(shown.part)), edges, counts, _COLORS["validation"])
    return Figure(tr("predicted − true {target}", target=answer.target), tr("count"), [zero], (), [bars])


def _points(answer: FittedValues, x: str, y: str) -> list[FigurePoints]:
    """Return the points of the parts, training first, so that validation lies on top; validation as rings."""
    return [
        FigurePoints(
            tr(part.part),
            getattr(part, x),
            getattr(part, y),
            _COLORS[part.part],
            part.part == "validation",
            _size(part),
        )
        for part in reversed(answer.parts)
    ]


def _size(part: PartValues) -> float:
    return 6.0 if len(part.true) < 300 else 4.5


def _sentence(answer: FittedValues) -> str:
    """Return the errors of each part, in the unit of the data."""
    said = [
        tr(
            "{part}: RMSE {rmse}, MAE {mae}, R² {r2}, mean residual {mean} ({words}).",
            part=tr(part.part).capitalize(),
            rmse=format_number(part.rmse),
            mae=format_number(part.mae),
            r2=format_number(part.r2, 3),
            mean=format_number(float(part.residuals.mean()), 3),
            words=part.words,
        )
        for part in answer.parts
    ]
    return " ".join([*said, tr("{target} in its own unit.", target=f"{answer.target[:1].upper()}{answer.target[1:]}")])
