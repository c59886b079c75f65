"""Race…: choose what differs, how many seeds and how long, and start."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.budget import UNITS, parsed_budget
from gdlab.lab.compare import Variant
from gdlab.lab.saved_experiment import RacePlan
from gdlab.spec.bounds import Bounds
from gdlab.spec.errors import GdlabError, Problem, SpecError
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_message, tr_n
from gdlab.ui.dialogs.varied_field import VariedField
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.editor import refused_field
from gdlab.ui.widgets.number import IntEditor, NumberEditor

_MOST = 64
_OWN = "own"


class RaceDialog(QDialog):
    """The choice of the variants of a race; ``accepted`` is emitted when they are to be started.

    Args:
        spec: the experiment.
        parent: the widget over which it opens.
        n_examples: the examples of the training part, 0 where they are not known yet.
    """

    def __init__(self, spec: RunSpec, parent: QWidget | None = None, n_examples: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Race"))
        self.setObjectName("race_dialog")
        self.setMinimumSize(640, 460)
        self._spec, self._n_examples = spec, n_examples
        self.first = VariedField(spec, "race")
        self.second = VariedField(spec, "race_second", optional=True)
        self.what, self.values = self.first.what, self.first.values
        self.seeds = IntEditor(tr("Seeds"), 1, bounds=Bounds(1, 100))
        self.seeds.setObjectName("race_seeds")
        self.amount = NumberEditor(tr("Length of each run"), 10.0, bounds=Bounds(0, low_open=True), optional=True)
        self.amount.setObjectName("race_budget")
        self.unit = ChoiceEditor(
            tr("Unit of the length"),
            [Option(_OWN, tr("as in the experiment")), *(Option(unit, unit) for unit in UNITS)],
        )
        self.unit.setObjectName("race_unit")
        self.unit.combo.setMinimumContentsLength(14)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton(tr("Start race"))
        self.go.setObjectName("race_start")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._build()
        for signal in (self.first.changed, self.second.changed, self.seeds.edited, self.amount.edited):
            signal.connect(self._check)
        self.unit.edited.connect(self._on_unit)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_unit()
        self.go.setFocus()

    def accept(self) -> None:
        """Start the race, unless a field shows what was refused."""
        refused = refused_field(self)
        if refused is not None:
            refused.setFocus()
        elif self.go.isEnabled():  # what was typed last may have made it too large
            super().accept()

    @property
    def budget(self) -> str:
        """The length of each run, such as "2000 steps"; "" for the experiment's own."""
        amount = self.amount.value()
        return "" if self.unit.value() == _OWN or amount is None else f"{amount:.15g} {self.unit.value()}"

    def variants(self) -> list[Variant]:
        """Return the runs of the race.

        Raises:
            SpecError: when a value does not fit.
            DataError: when the budget needs the data, which cannot be had.
        """
        if self.second.varies and self.first.what.currentText() == self.second.what.currentText():
            raise SpecError([Problem("race", tr("both lists vary the same; choose another field for the second"))])
        if self.second.varies and not self.first.path and not self.second.path:
            first, second = self.first.what.currentText(), self.second.what.currentText()
            what = tr(
                "{first} and {second} both are settings side by side, which are not crossed; vary a field beside one",
                first=first,
                second=second,
            )
            raise SpecError([Problem("race", what)])
        return self.plan.variants(self._spec, self._n_examples)

    @property
    def plan(self) -> RacePlan:
        """What is set up, as texts."""
        vary: dict[str, tuple[str, ...]] = {}
        pairs: list[str] = []
        for chosen in (self.first, self.second):
            if chosen.path:
                vary[chosen.path] = tuple(chosen.ticked())
            elif chosen.varies:
                pairs += chosen.ticked()
        return RacePlan(vary, tuple(pairs), int(self.seeds.value() or 1), self.budget)

    def show_plan(self, plan: RacePlan) -> None:
        """Show what was set up before."""
        chosen = [(path, list(texts)) for path, texts in plan.vary.items()] + [("", list(plan.pairs))] * bool(
            plan.pairs
        )
        for widget, (path, texts) in zip((self.first, self.second), chosen, strict=False):
            widget.choose_path(path, texts)
        self.seeds.set_value(plan.seeds)
        if plan.budget:
            amount, unit = parsed_budget(plan.budget)
            self.unit.set_value(unit)
            self.amount.set_value(amount)
        self._on_unit()

    def _build(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.first, 1)
        fields.addWidget(self.second, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.seeds.setFixedWidth(72)
        self.amount.setFixedWidth(84)
        for text, widget in ((tr("Seeds each"), self.seeds), (tr("Each run takes"), self.amount)):
            label = QLabel(text)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
        row.addWidget(self.unit)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        intro = QLabel(tr("The runs share initial weights, batch order and every random draw; only this differs:"))
        intro.setWordWrap(True)
        layout.addWidget(intro)
        layout.addLayout(fields, 1)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        layout.addWidget(self.count)
        layout.addWidget(self.buttons)

    def _on_add(self) -> None:
        self.first.add_value()

    def _on_unit(self, *_: object) -> None:
        self.amount.setVisible(self.unit.value() != _OWN)
        self._check()

    def _check(self, *_: object) -> None:
        text, n = "", 0
        try:
            n = len(self.variants())
        except GdlabError as error:
            text = tr_message(str(error))
        if n > _MOST:
            text = tr(
                "{count} runs are more than the {most} that a race may have; take fewer values or seeds",
                count=n,
                most=_MOST,
            )
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        seeds = int(self.seeds.value() or 1)
        each = tr(" ({count} variants of {seeds} seeds)", count=n // seeds, seeds=seeds) if seeds > 1 else ""
        self.count.setText(tr_n("{n} run", "{n} runs", n) + (each if n else ""))
        self.go.setEnabled(not text and n > 0)
