"""The Rules page: an optimizer of one's own is written, raced on a surface, kept, exported and used."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gdlab.diagnose.arena import ArenaResult
from gdlab.diagnose.arena_setup import ArenaSetup, Racer, optimizers_of
from gdlab.diagnose.arena_words import ending_words
from gdlab.diagnose.surfaces.catalogue import surface_names
from gdlab.lab.files import atomic_write
from gdlab.lab.update_rules import rule_files, rule_text, save_rule
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.rule_language import RuleError, UpdateProgram
from gdlab.spec.rule_torch import class_name, torch_source
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.landscape.ground import Background, MapGround
from gdlab.ui.pages.rules.editor import RuleEditor
from gdlab.ui.plots.descent_map import DescentMap
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import Card
from gdlab.ui.widgets.choice import ChoiceEditor, TextEditor
from gdlab.ui.widgets.labels import wrapped_label

_STEPS = 400
_AGAINST = "Adam(lr=0.05), SGD(lr=0.001, momentum=0.9)"


class RulesPage(Page):
    """The page of one's own optimizers: the editor, and a map on which a rule races others."""

    name, title, icon = "rules", tr_noop("Rules"), "code"
    order = 18

    def __init__(self, background: Background, experiment: QtExperiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._experiment = background, experiment
        self.program: UpdateProgram | None = None
        self.setup, self.result = ArenaSetup(racers=[], steps=_STEPS), None
        self.kept = ChoiceEditor(tr("Kept rule"), sorted(rule_files()))
        self.kept.combo.setObjectName("kept_rule")
        self.editor, self.map = RuleEditor(), DescentMap()
        self.told = QLabel()
        self.told.setObjectName("rule_told")
        self.told.setWordWrap(True)
        self.surface = ChoiceEditor(tr("Surface"), surface_names())
        self.surface.combo.setObjectName("rule_surface")
        self.against = TextEditor(tr("Other optimizers in the race, as calls"))
        self.against.line.setObjectName("rule_against")
        self.against.set_value(_AGAINST)
        self.outcome = wrapped_label("", "muted")
        self.outcome.setObjectName("rule_outcome")
        self.outcome.setAccessibleName(tr("What the rule does"))
        self.banner = Banner()
        self.buttons = {
            "race": self._button(tr("Race it"), "rule_race", self.race, primary=True),
            "use": self._button(tr("Use in the experiment"), "rule_use", self._on_use),
            "save": self._button(tr("Save…"), "rule_save", self._on_save),
            "export": self._button(tr("Export to PyTorch…"), "rule_export", self._on_export),
        }
        self._ground = MapGround(self.map, lambda: self.setup.surface, background)
        self._build()
        self.editor.checked.connect(self._on_checked)
        self.kept.edited.connect(self._on_kept)
        self.surface.edited.connect(lambda _name: self.race())
        self.map.start_chosen.connect(self._on_start)

    @classmethod
    def make(cls, context: PageContext) -> RulesPage:
        return cls(context.bridge.in_background, context.experiment, context.pages)

    def _button(self, words: str, name: str, act: Any, *, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        if primary:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda _checked: act())
        return button

    def _build(self) -> None:
        left, right = Card(tr("Update rule")), Card(tr("Against others"))
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(QLabel(tr("Kept")))
        top.addWidget(self.kept, 1)
        for name in ("save", "export"):
            top.addWidget(self.buttons[name])
        left.body.addLayout(top)
        left.add(self.editor, 1)
        left.add(self.told)
        foot.addWidget(self.buttons["use"])
        foot.addStretch(1)
        foot.addWidget(self.buttons["race"])
        left.body.addLayout(foot)
        row = QHBoxLayout()
        row.addWidget(self.surface, 1)
        row.addWidget(self.against, 2)
        right.body.addLayout(row)
        right.add(self.map, 1)
        right.add(self.outcome)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setSizes([520, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.banner)
        layout.addWidget(halves, 1)

    # --- the text -----------------------------------------------------------------------------------------------------
    def _on_kept(self, name: str) -> None:
        try:
            self.editor.setPlainText(rule_text(name))
        except RuleError as error:
            self.banner.show_message(str(error), level="error")

    def _on_checked(self, found: UpdateProgram | RuleError) -> None:
        self.program = found if isinstance(found, UpdateProgram) else None
        role = "good" if self.program else "error"
        if isinstance(found, UpdateProgram):
            fields = ", ".join(f"{p.name} = {p.default:g}" for p in found.parameters)
            kept = tr("; keeps {states}", states=", ".join(found.states)) if found.states else ""
            self.told.setText(f"{fields}{kept}")
        else:
            self.told.setText(tr_message(str(found)))
        self.told.setProperty("role", role)
        self.told.style().polish(self.told)
        for button in self.buttons.values():
            button.setEnabled(self.program is not None)

    def _spec(self) -> dict[str, Any]:
        return {"type": "UpdateRule", "text": self.editor.text}

    def _on_use(self) -> None:
        problem = self._experiment.set("optimizer", self._spec(), tr("Use the update rule"))
        if problem:
            self.banner.show_message(problem, level="error")
        else:
            self.banner.show_message(tr("The experiment's optimizer is this rule now."), level="success")

    def _on_save(self) -> None:
        name, ok = QInputDialog.getText(self, tr("Save the rule"), tr("Name"), text=str(self.kept.value() or "my_rule"))
        if not ok:
            return
        try:
            path = save_rule(name, self.editor.text)
        except (GdlabError, RuleError) as error:
            self.banner.show_message(str(error), level="error")
            return
        self.kept.set_options(sorted(rule_files()))
        self.kept.set_value(name)
        self.banner.show_message(
            tr("Wrote {path}; the rule is UpdateRule(text={name}).", path=path, name=name), level="success"
        )

    def _on_export(self) -> None:
        name = str(self.kept.value() or "my_rule")
        path, _ = QFileDialog.getSaveFileName(self, tr("Export to PyTorch"), f"{name}.py", tr("Python (*.py)"))
        if not path or self.program is None:
            return
        try:
            with atomic_write(path) as temporary:
                Path(temporary).write_text(torch_source(self.program, name), encoding="utf-8")
        except (GdlabError, OSError) as error:
            self.banner.show_error(tr("The rule was not written."), error)
        else:
            self.banner.show_message(
                tr("Wrote {class_name} into {path}", class_name=class_name(name), path=path), level="success"
            )

    # --- the race -----------------------------------------------------------------------------------------------------
    def race(self) -> None:
        """Let the rule and the others descend, once the rule is compiled."""
        if self.program is None:
            return
        try:
            mine = self._experiment.spec.replace(optimizer=self._spec()).optimizer
            others = optimizers_of(str(self.against.value()))
        except (SpecError, ValueError) as error:
            self.against.set_error(str(error))
            return
        self.against.set_error(None)
        self.setup.racers = [Racer(mine), *(Racer(other) for other in others)]
        if self.setup.surface.type != self.surface.value():
            self.setup.set_surface(str(self.surface.value()))
            self._show_surface()
        self.buttons["race"].setEnabled(False)
        self._background(self.setup.descend, self._on_raced)

    def _on_start(self, x: float, y: float) -> None:
        self.setup.start = (x, y)
        self.race()

    def _on_raced(self, future: Future[ArenaResult | None]) -> None:
        self.buttons["race"].setEnabled(self.program is not None)
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The rule could not race."), error)
            return
        self.result = result = future.result()
        if result is None:
            return
        self.map.set_descents(result.start, [d.points for d in result.descents], list(range(len(result.descents))))
        self.map.show_step(self.setup.steps)
        names = [tr("this rule"), *result.labels[1:]]
        told = []
        for place, (name, ending) in enumerate(zip(names, result.endings, strict=True)):
            steps = tr(" after {steps} steps", steps=f"{ending.steps:.0f}") if ending.steps < float("inf") else ""
            color = self.map.theme.run_color(place)
            told.append(f'<span style="color:{color}">●</span> {name}: {ending_words(ending)}{steps}')
        self.outcome.setText(" &nbsp; ".join(told))

    def _show_surface(self) -> None:
        surface = self.setup.surface
        self.map.set_title(tr(surface.title))
        self.map.set_minima(surface.minima())
        self.map.set_bounds(surface.bounds())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.editor.text:
            self.kept.set_value("adam")
            self.surface.set_value(self.setup.surface.type)
            self.editor.setPlainText(rule_text("adam"))
            self._show_surface()

    def shut_down(self) -> None:
        self._ground.stop()
