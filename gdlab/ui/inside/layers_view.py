"""How each layer's activations, gradients and updates are spread over the run, and what is alarming."""

from __future__ import annotations

import math
from functools import partial
from html import escape
from typing import ClassVar

from PySide6.QtWidgets import QPushButton

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.ridges import Ridge, RidgeHistory, RidgeMoment, ridge_history
from gdlab.lab.number_text import format_count, format_number, format_share
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.ridges import RidgeChart, RidgeRow
from gdlab.ui.widgets.choice import QuietCombo
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.tabs import Tabs

_KINDS = {
    tr_noop("Activations"): "activations",
    tr_noop("Gradients"): "gradients",
    tr_noop("Updates"): "updates",
}
_X = {
    "Activations": tr_noop("what leaves the layer"),
    "Gradients": tr_noop("size of a weight's gradient"),
    "Updates": tr_noop("size of a weight's change in one step"),
}


class LayersView(InsideView):
    """Ridges of a layer over the steps of a run, and alarms in words with a button to branch."""

    name: ClassVar[str] = tr_noop("Layers")
    order: ClassVar[int] = 70

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Tabs(tr("What of the layers is shown"))
        self.kinds.setContentsMargins(6, 0, 6, 0)
        self.kinds.offer(list(_KINDS))
        self.choice = QuietCombo()
        self.choice.setAccessibleName(tr("Which layer is shown"))
        self.chart = RidgeChart(tr("Activations"))
        self.alarm = wrapped_label("", "muted")
        self.alarm.setContentsMargins(11, 0, 11, 0)
        self.branch = QPushButton(tr("Branch to try it…"))
        self.branch.setToolTip(tr("Go on from a point of this run with other settings"))
        self._answer: RidgeHistory | None = None
        #: Of one run, the moments that were computed, by step; only the thread that answers uses them.
        self._known: dict[str, dict[int, RidgeMoment]] = {}
        self.column.addWidget(self.kinds)
        self.add_control(self.choice)
        self.add(self.chart)
        self.column.addWidget(self.alarm)
        self.add_control(self.branch)
        self.column.addWidget(self.words)
        self.kinds.chosen.connect(self._on_kind)
        self.choice.activated.connect(lambda _index: self._draw())
        self.branch.clicked.connect(self.branch_wanted)
        for widget in (self.alarm, self.branch):
            widget.hide()

    def question(self) -> Question:
        return partial(_ask, known=self._known)

    def show_examples(self, examples: Examples) -> None:
        self._answer = None
        self.choice.clear()
        for widget in (self.alarm, self.branch):
            widget.hide()
        self.chart.set_rows((), "", "")
        self.say("")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, RidgeHistory):
            self._answer = answer
            self._fill()
            self._draw()
            self._warn(answer)

    # --- inside -----------------------------------------------------------------------------------------------------
    def _on_kind(self, _kind: str) -> None:
        self._fill()
        self._draw()

    def _fill(self) -> None:
        """Offer the layers, or the weights, that have ridges of the chosen kind."""
        answer = self._answer
        if answer is None:
            return
        kind = _KINDS[self.kinds.current]
        names = list(dict.fromkeys(name for moment in answer.moments for name in getattr(moment, kind)))
        if names != [self.choice.itemData(k) for k in range(self.choice.count())]:
            self.choice.clear()
            for name in names:
                self.choice.addItem(answer.titles.get(name, name), name)
        self.choice.setVisible(bool(names))

    def _draw(self) -> None:
        answer, kind, name = self._answer, self.kinds.current, self.choice.currentData()
        if answer is None:
            return
        found = [(m.step, getattr(m, _KINDS[kind]).get(name)) for m in answer.moments]
        rows = [RidgeRow(step, ridge.edges, ridge.counts) for step, ridge in found if ridge is not None]
        self.chart.set_title(tr(kind))
        self.chart.set_empty_text(_why_empty(kind))
        words = _sentence(kind, answer, [(s, r) for s, r in found if r is not None])
        self.chart.set_rows(rows, _X[kind], words, powers=kind != "Activations")
        self.say(words)

    def _warn(self, answer: RidgeHistory) -> None:
        """Show the first three alarms and the button that branches, or a sentence that there is no alarm."""
        alarms = [(tr_message(alarm.text), tr_message(alarm.advice)) for alarm in answer.alarms[:3]]
        said = [escape(f"⚠ {text} {advice[:1].upper()}{advice[1:]}.") for text, advice in alarms]
        if len(answer.alarms) > 3:
            said.append(tr("{alarms} more alarms.", alarms=len(answer.alarms) - 3))
        text = "<br>".join(said) or tr("✓ No layer is dead, saturated, starved of gradient or moved too far in a step.")
        if text != self.alarm.text():
            self.alarm.setText(text)
        self.alarm.show()
        self.branch.setVisible(bool(answer.alarms))


def _why_empty(kind: str) -> str:
    if kind == "Gradients":
        return tr("A run that was opened again keeps no gradients; start or branch it to see them.")
    if kind == "Updates":
        return tr("Updates are measured between two saved states, of which there is one so far.")
    return tr("Nothing to count yet.")


def _sentence(kind: str, answer: RidgeHistory, found: list[tuple[int, Ridge]]) -> str:
    """Return the size of the numbers at the first and the last moment, and what share is dead or saturated."""
    if not found:
        return _why_empty(kind)
    (start, first), (end, last) = found[0], found[-1]
    said = tr("Root mean square {size} at step {start}", size=format_number(first.size, 3), start=format_count(start))
    if end != start:
        said += tr(", {size} at step {end}", size=format_number(last.size, 3), end=format_count(end))
    if not math.isnan(last.share):
        said += tr("; {share} dead or saturated", share=format_share(last.share))
    if last.zeros:
        said += tr(
            "; {zeros} of {zeros_2} are 0",
            zeros=format_count(last.zeros),
            zeros_2=format_count(last.zeros + int(last.counts.sum())),
        )
    over = tr(", over {words}", words=answer.words) if kind == "Activations" else ""
    return tr("{said}{over}. Shown are the steps at which the run saved its state, and the last.", said=said, over=over)


def _ask(run: ActiveRun, known: dict[str, dict[int, RidgeMoment]]) -> object:
    """Return the ridges of a run, for which those of another one are forgotten."""
    if run.id not in known:
        known.clear()
    return ridge_history(run, known.setdefault(run.id, {}))
