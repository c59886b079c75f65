"""How well a classifier's probabilities tell classes apart, and how far they can be believed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from gdlab.lab.inside.scores import BINS, Calibration, ClassScores, ScoreCurve, class_scores
from gdlab.lab.number_text import format_count, format_number, format_share
from gdlab.spec.examples import Examples
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.figure import Figure, FigureBars, FigureChart, FigureLine, FigurePoints
from gdlab.ui.widgets.tabs import Tabs

_ROC, _RECALL, _CALIBRATION = "ROC", tr_noop("Precision–recall"), tr_noop("Calibration")
_MOST = 10  # classes with a curve of their own; of more, those with the smallest areas
_SHARE = (-0.02, 1.02)
_BOTH = 380  # pixels of height from which on there are two charts


class ProbabilitiesView(InsideView):
    """ROC, precision over recall and the reliability diagram over held-out examples."""

    name: ClassVar[str] = tr_noop("Probabilities")
    order: ClassVar[int] = 40

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Tabs(tr("Which curve of the probabilities"))
        self.kinds.setContentsMargins(6, 0, 6, 0)
        self.kinds.offer([_ROC, _RECALL, _CALIBRATION])
        self.chart = FigureChart(_ROC)
        self.counts = FigureChart(tr("Examples in each bin"))
        self._answer: ClassScores | None = None
        self.column.addWidget(self.kinds)
        self.add(self.chart, 3)
        self.add(self.counts, 2)
        self.column.addWidget(self.words)
        self.kinds.chosen.connect(self._draw)
        self.counts.hide()

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        one_class = examples.task == "classification" and examples.target_width == 1
        return one_class or bool(examples.extra.get("several_labels"))

    def question(self) -> Question:
        return lambda run: class_scores(run.network())

    def show_examples(self, examples: Examples) -> None:
        self._answer = None
        for chart in (self.chart, self.counts):
            chart.clear()
        self.say("")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, ClassScores):
            self._answer = answer
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show the counts of the bins with the reliability diagram, where there is space for both."""
        self.counts.setVisible(self.kinds.current == _CALIBRATION and self.height() >= _BOTH)

    def _draw(self, *_: object) -> None:
        answer, kind = self._answer, self.kinds.current
        if answer is None:
            return
        self._make_room()
        if kind == _CALIBRATION:
            words = _calibration_words(answer)
            self.counts.set_figure(_counts(answer.calibration), words)
            figure = _calibration(answer.calibration)
        elif kind == _ROC:
            figure, words = _roc(answer), _area_words(answer, answer.roc, tr("area under ROC"))
        else:
            figure, words = _recall(answer), _area_words(answer, answer.recall, tr("average precision"))
        self.chart.set_title(tr(kind))
        self.chart.set_figure(figure, f"{kind}. {words}")
        self.say(words)


def _lines(answer: ClassScores, curves: tuple[ScoreCurve, ...]) -> list[FigureLine]:
    """Return the curves with their areas; of many classes those with the smallest."""
    known = [k for k in range(len(curves)) if np.isfinite(curves[k].area)]
    shown = sorted(sorted(known, key=lambda k: curves[k].area)[:_MOST])
    return [
        FigureLine(_named(answer.names[k], curves[k].area), curves[k].x, curves[k].y, f"run {k}", _style(k))
        for k in shown
    ]


def _style(k: int) -> Qt.PenStyle:
    """Return a second sign beside the colour."""
    return (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)[k % 3]


def _named(name: str, area: float) -> str:
    """Return the name of a curve with the area beneath it."""
    return f"{name} {local_number(f'{area:.3f}')}"


def _roc(answer: ClassScores) -> Figure:
    ends = np.array([0.0, 1.0])
    half = local_number("0.500")
    guess = FigureLine(tr("a guess {share}", share=half), ends, ends, "muted", Qt.PenStyle.DashLine, 1.0)
    lines = [*_lines(answer, answer.roc), guess]
    return Figure(tr("false positive rate"), tr("true positive rate"), lines, x_range=_SHARE, y_range=_SHARE)


def _recall(answer: ClassScores) -> Figure:
    lines = _lines(answer, answer.recall)
    if len(answer.names) == 1:
        share = float(answer.prevalence[0])
        ends = np.array([0.0, 1.0])
        guess = FigureLine(
            tr("a guess {share}", share=local_number(f"{share:.3f}")),
            ends,
            np.full(2, share),
            "muted",
            Qt.PenStyle.DashLine,
            1.0,
        )
        lines.append(guess)
    return Figure("recall", "precision", lines, x_range=_SHARE, y_range=_SHARE)


def _calibration(found: Calibration) -> Figure:
    ends = np.array([0.0, 1.0])
    some = found.counts > 0
    perfect = FigureLine("perfect", ends, ends, "muted", Qt.PenStyle.DashLine, 1.0)
    line = FigureLine(tr("the network"), found.confidence[some], found.share[some], "accent")
    points = FigurePoints("", found.confidence[some], found.share[some], "accent", size=8.0)
    across = (
        tr("probability of {of_class}", of_class=found.of_class)
        if found.of_class
        else tr("probability of what is predicted")
    )
    return Figure(across, tr("share that came true"), [perfect, line], [points], x_range=_SHARE, y_range=_SHARE)


def _counts(found: Calibration) -> Figure:
    bars = FigureBars("examples", np.linspace(0, 1, BINS + 1), found.counts.astype(np.float64), "accent")
    return Figure(tr("probability"), tr("count"), (), (), [bars], x_range=_SHARE)


def _area_words(answer: ClassScores, curves: tuple[ScoreCurve, ...], what: str) -> str:
    areas = np.array([curve.area for curve in curves])
    if not np.isfinite(areas).any():
        return tr("The examples hold one class only, so there is no curve ({words}).", words=answer.words)
    if len(curves) == 1:
        return tr(
            "{upper}{what} of {names}: {areas}, over {words}.",
            upper=what[0].upper(),
            what=what[1:],
            names=answer.names[0],
            areas=local_number(f"{areas[0]:.4f}"),
            words=answer.words,
        )
    least = int(np.nanargmin(areas))
    said = tr(
        "Mean {what} of {curves} classes, each against the rest: {nanmean}; ",
        what=what,
        curves=len(curves),
        nanmean=local_number(f"{np.nanmean(areas):.4f}"),
    )
    said += tr(
        "the least, {names}: {areas}. Over {words}.",
        names=answer.names[least],
        areas=local_number(f"{areas[least]:.4f}"),
        words=answer.words,
    )
    return said if len(curves) <= _MOST else tr("{said} Drawn are the {most} smallest.", said=said, most=_MOST)


def _calibration_words(answer: ClassScores) -> str:
    found = answer.calibration
    some = found.counts > 0
    high, low = (float(np.average(of[some], weights=found.counts[some])) for of in (found.confidence, found.share))
    sense = tr("about right") if abs(high - low) < 0.01 else tr("too sure") if high > low else tr("not sure enough")
    of = (
        tr("the probability of {of_class}", of_class=found.of_class)
        if found.of_class
        else tr("the probability of what is predicted")
    )
    bins = ", ".join(f"{count}" for count in found.counts.tolist())
    said = tr(
        "Expected calibration error {error} in {bins} bins of {of}: ",
        error=format_number(found.error, 3),
        bins=BINS,
        of=of,
    )
    if found.of_class:
        return said + tr(
            "{sum} probabilities ({bins}), over {words}.",
            sum=format_count(int(found.counts.sum())),
            bins=bins,
            words=answer.words,
        )
    return said + tr(
        "on the mean {high} sure and {low} right, {sense}. Over {words} ({bins}).",
        high=format_share(high, 1),
        low=format_share(low, 1),
        sense=sense,
        words=answer.words,
        bins=bins,
    )
