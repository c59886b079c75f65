"""What is forecast of a series, beside what came."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt

from gdlab.lab.inside.forecast import SeriesForecast, has_steps, series_forecast
from gdlab.lab.number_text import format_number
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_n, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.figure import Figure, FigureChart, FigureLine


class ForecastView(InsideView):
    """Forecast against truth, with the start of the validation part and the horizon of the last forecast marked."""

    name: ClassVar[str] = tr_noop("Forecast")
    order: ClassVar[int] = 12

    def __init__(self) -> None:
        super().__init__()
        self.chart = FigureChart(tr("Forecast"))
        self.add(self.chart)
        self.column.addWidget(self.words)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return has_steps(examples)

    def question(self) -> Question:
        return lambda run: series_forecast(run.network())

    def show_examples(self, examples: Examples) -> None:
        self.chart.clear()
        self.say("")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, SeriesForecast):
            words = _sentence(answer)
            self.chart.set_figure(_figure(answer), words)
            self.say(words)


def _figure(answer: SeriesForecast) -> Figure:
    steps = answer.steps.astype(np.float64)
    usual = float(np.median(np.diff(steps))) if len(steps) > 1 else 1.0
    gaps = np.flatnonzero(np.diff(steps) > 1.5 * usual) + 1  # no line joins windows between which some are missing
    line, true, predicted = (np.insert(of, gaps, np.nan) for of in (steps, answer.true, answer.predicted))
    both = np.append(answer.true, answer.predicted)
    ends = np.array([both.min(), both.max()])
    lines = [
        FigureLine(tr("what came"), line, true, "muted"),
        FigureLine("forecast", line, predicted, "accent"),
    ]
    if answer.is_val.any() and not answer.is_val.all():
        start = np.full(2, steps[answer.is_val][0])
        lines.append(FigureLine(tr("validation from here"), start, ends, "warn", Qt.PenStyle.DashLine, 1.0))
    known = steps[-1] - answer.horizon
    reach = np.array([known, known, np.nan, known, steps[-1], np.nan, steps[-1], steps[-1]])
    height = np.array([ends[0], ends[1], np.nan, ends[1], ends[1], np.nan, ends[0], ends[1]])
    label = tr("horizon: {steps}", steps=_steps(answer.horizon))
    lines.append(FigureLine(label, reach, height, "good", Qt.PenStyle.DotLine, 1.0))
    return Figure(tr("step of the series"), answer.target, lines)


def _steps(count: int) -> str:
    return tr_n("{n} step ahead", "{n} steps ahead", count)


def _sentence(answer: SeriesForecast) -> str:
    said = tr(
        "Forecasts {steps}, over {words}: RMSE {rmse}",
        steps=_steps(answer.horizon),
        words=answer.words,
        rmse=format_number(answer.rmse),
    )
    if np.isfinite(answer.repeated):
        worth = tr("better") if answer.rmse < answer.repeated else tr("no better")
        said += tr(
            ", {worth} than repeating the last known value ({repeated})",
            worth=worth,
            repeated=format_number(answer.repeated),
        )
    if len(answer.dates):
        said += tr(". Shown are {dates} to {dates_2}", dates=answer.dates[0], dates_2=answer.dates[-1])
    return said + "."
