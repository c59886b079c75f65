"""How well a classifier's probabilities tell classes apart, and how far they can be believed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from gdlab.lab.inside.scores import BINS, Calibration, ClassScores, ScoreCurve, class_scores
from gdlab.lab.number_text import format_count, format_number
from gdlab.spec.examples import Examples
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.figure import Figure, FigureBars, FigureChart, FigureLine, FigurePoints
from gdlab.ui.widgets.tabs import Tabs

_ROC, _RECALL, _CALIBRATION = "ROC", "Precision–recall", "Calibration"
_MOST = 10  # classes with a curve of their own; of more, those with the smallest areas
_SHARE = (-0.02, 1.02)
_BOTH = 380  # pixels of height from which on there are two charts


class ProbabilitiesView(InsideView):
    """ROC, precision over recall and the reliability diagram over held-out examples."""

    name: ClassVar[str] = "Probabilities"
    order: ClassVar[int] = 40

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Tabs("Which curve of the probabilities")
        self.kinds.setContentsMargins(6, 0, 6, 0)
        self.kinds.offer([_ROC, _RECALL, _CALIBRATION])
        self.chart = FigureChart(_ROC)
        self.counts = FigureChart("Examples in each bin")
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
            figure, words = _roc(answer), _area_words(answer, answer.roc, "area under ROC")
        else:
            figure, words = _recall(answer), _area_words(answer, answer.recall, "average precision")
        self.chart.set_title(kind)
        self.chart.set_figure(figure, f"{kind}. {words}")
        self.say(words)


def _lines(answer: ClassScores, curves: tuple[ScoreCurve, ...]) -> list[FigureLine]:
    """Return the curves with their areas; of many classes those with the smallest."""
    known = [k for k in range(len(curves)) if np.isfinite(curves[k].area)]
    shown = sorted(sorted(known, key=lambda k: curves[k].area)[:_MOST])
    return [
        FigureLine(f"{answer.names[k]} {curves[k].area:.3f}", curves[k].x, curves[k].y, f"run {k}", _style(k))
        for k in shown
    ]


def _style(k: int) -> Qt.PenStyle:
    """Return a second sign beside the colour."""
    return (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)[k % 3]


def _roc(answer: ClassScores) -> Figure:
    ends = np.array([0.0, 1.0])
    guess = FigureLine("a guess 0.500", ends, ends, "muted", Qt.PenStyle.DashLine, 1.0)
    lines = [*_lines(answer, answer.roc), guess]
    return Figure("false positive rate", "true positive rate", lines, x_range=_SHARE, y_range=_SHARE)


def _recall(answer: ClassScores) -> Figure:
    lines = _lines(answer, answer.recall)
    if len(answer.names) == 1:
        share = float(answer.prevalence[0])
        ends = np.array([0.0, 1.0])
        guess = FigureLine(f"a guess {share:.3f}", ends, np.full(2, share), "muted", Qt.PenStyle.DashLine, 1.0)
        lines.append(guess)
    return Figure("recall", "precision", lines, x_range=_SHARE, y_range=_SHARE)


def _calibration(found: Calibration) -> Figure:
    ends = np.array([0.0, 1.0])
    some = found.counts > 0
    perfect = FigureLine("perfect", ends, ends, "muted", Qt.PenStyle.DashLine, 1.0)
    line = FigureLine("the network", found.confidence[some], found.share[some], "accent")
    points = FigurePoints("", found.confidence[some], found.share[some], "accent", size=8.0)
    across = f"probability of {found.of_class}" if found.of_class else "probability of what is predicted"
    return Figure(across, "share that came true", [perfect, line], [points], x_range=_SHARE, y_range=_SHARE)


def _counts(found: Calibration) -> Figure:
    bars = FigureBars("examples", np.linspace(0, 1, BINS + 1), found.counts.astype(np.float64), "accent")
    return Figure("probability", "count", (), (), [bars], x_range=_SHARE)


def _area_words(answer: ClassScores, curves: tuple[ScoreCurve, ...], what: str) -> str:
    areas = np.array([curve.area for curve in curves])
    if not np.isfinite(areas).any():
        return f"The examples hold one class only, so there is no curve ({answer.words})."
    if len(curves) == 1:
        return f"{what[0].upper()}{what[1:]} of {answer.names[0]}: {areas[0]:.4f}, over {answer.words}."
    least = int(np.nanargmin(areas))
    said = f"Mean {what} of {len(curves)} classes, each against the rest: {np.nanmean(areas):.4f}; "
    said += f"the least, {answer.names[least]}: {areas[least]:.4f}. Over {answer.words}."
    return said if len(curves) <= _MOST else f"{said} Drawn are the {_MOST} smallest."


def _calibration_words(answer: ClassScores) -> str:
    found = answer.calibration
    some = found.counts > 0
    high, low = (float(np.average(of[some], weights=found.counts[some])) for of in (found.confidence, found.share))
    sense = "about right" if abs(high - low) < 0.01 else "too sure" if high > low else "not sure enough"
    of = f"the probability of {found.of_class}" if found.of_class else "the probability of what is predicted"
    bins = ", ".join(f"{count}" for count in found.counts.tolist())
    said = f"Expected calibration error {format_number(found.error, 3)} in {BINS} bins of {of}: "
    if found.of_class:
        return said + f"{format_count(int(found.counts.sum()))} probabilities ({bins}), over {answer.words}."
    return said + f"on the mean {high:.1%} sure and {low:.1%} right, {sense}. Over {answer.words} ({bins})."
