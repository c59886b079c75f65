"""The Experiment panel: data, network, loss, optimizer, schedule, training; every field edits the spec."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gdlab.lab.axes_remark import axes_remark
from gdlab.lab.number_text import format_count, thin_thousands
from gdlab.lab.previews import member_choices, preview_schedule
from gdlab.lab.schedule_remark import schedule_remark
from gdlab.spec.examples import Examples
from gdlab.spec.fields import fields
from gdlab.spec.run import RunSpec
from gdlab.translation import local_number, tr, tr_message, tr_noop
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.forms.form import Form
from gdlab.ui.forms.member import MemberForm
from gdlab.ui.panels.data_tools import DataTools
from gdlab.ui.panels.layers import LayersPanel
from gdlab.ui.plots.lines import LineChart
from gdlab.ui.widgets.card import heading, rule
from gdlab.ui.widgets.collapsible import Collapsible
from gdlab.ui.widgets.editor import refused_field
from gdlab.ui.widgets.order import TabOrder
from gdlab.ui.widgets.scroll import ScrollColumn

_FIRST = ("batch_size", "epochs", "augmentation")

#: Settings of optimizers that few people turn: they are under More.
_SHARED = ("eps", "amsgrad", "weight_decay", "decoupled_weight_decay")


class ExperimentPanel(QFrame):
    """The experiment as forms in a column that scrolls."""

    def __init__(self, experiment: QtExperiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._experiment = experiment
        self.data = MemberForm("data", tr("Data set"), "dataset", own_only=True, more=tr("Split and preparation"))
        self.data_tools = DataTools()
        self.layers = LayersPanel(experiment)
        self.loss = MemberForm("loss", tr("Loss"), "loss")
        self.optimizer = MemberForm("optimizer", tr("Optimizer"), "optimizer", shared=_SHARED)
        self.schedule = MemberForm("schedule", tr("Learning-rate schedule"), "schedule", none=tr("none"))
        self.training = Form(experiment.spec.training, main=_FIRST, parent=self)
        self.training.setObjectName("training")
        self.training.setAccessibleName(tr("Training"))
        self.seed = Form(experiment.spec, hidden=[f.name for f in fields(RunSpec) if f.name != "seed"], parent=self)
        self._about = QLabel()
        self._about.setProperty("role", "caption")
        self._about.setWordWrap(True)
        self._preview = LineChart(tr("Learning rate over the run"), x_label=tr("Epoch"), empty="")
        self._preview.setFixedHeight(120)
        self._preview.hide()
        self._remark = QLabel()
        self._remark.setObjectName("schedule_remark")
        self._remark.setProperty("role", "caption")
        self._remark.setWordWrap(True)
        self._remark.hide()
        self._axes = QLabel()
        self._axes.setObjectName("axes_remark")
        self._axes.setProperty("role", "caption")
        self._axes.setWordWrap(True)
        self._axes.hide()
        self._sections: dict[str, Collapsible] = {}
        self._build()
        self._connect()

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        area = ScrollColumn((12, 8, 12, 12), 4)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = area.column
        column.addWidget(heading(tr("Experiment"), "section"))
        parts: tuple[tuple[str, tuple[QWidget, ...], bool], ...] = (
            (tr_noop("Data"), (self.data, self._about, self.data_tools), True),
            (tr_noop("Network"), (self.layers, self._axes), True),
            (tr_noop("Loss"), (self.loss,), False),
            (tr_noop("Optimizer"), (self.optimizer,), True),
            (tr_noop("Schedule"), (self.schedule, self._remark, self._preview), False),
            (tr_noop("Training"), (self.training, self.seed), True),
        )
        for title, widgets, expanded in parts:
            section = Collapsible(tr(title), expanded=expanded)
            for widget in widgets:
                section.body.addWidget(widget)
            self._sections[title] = section
            column.addWidget(section)
            column.addWidget(rule())
        column.addStretch(1)
        self._order = TabOrder(area.inside)
        for section in self._sections.values():
            section.toggled.connect(lambda _on: self._order.start())
        self.layers.form_changed.connect(self._order.start)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area)

    def _connect(self) -> None:
        for part in ("data", "loss", "optimizer", "schedule"):
            form: MemberForm = getattr(self, part)
            form.type_chosen.connect(lambda name, p=part: self._choose(p, name))
            form.edited.connect(lambda path, value, p=part: self._edit(p, path, value))
        self.training.edited.connect(lambda path, value: self._edit("training", path, value))
        self.seed.edited.connect(
            lambda path, value: self._set(path, value, lambda text: self.seed.set_error(path, text))
        )
        self._experiment.spec_changed.connect(self._on_spec)
        self._experiment.examples_changed.connect(self._on_examples)
        self._experiment.data_failed.connect(self._on_data_failed)
        self._experiment.refused = partial(refused_field, self)

    # --- edits --------------------------------------------------------------------------------------------------------
    def _choose(self, part: str, name: str) -> None:
        form: MemberForm = getattr(self, part)
        if part == "data":
            problem = self._experiment.choose_data(name)
        else:
            value = member_choices(part)[name].example().to_dict() if name else None
            problem = self._experiment.set(part, value, tr("Choose {name}", name=name or tr("no schedule")))
        if problem:
            form.show_member(getattr(self._experiment.spec, part))
            form.set_error("", problem)

    def _edit(self, part: str, path: str, value: object) -> None:
        form = getattr(self, part)
        self._set(f"{part}.{path}" if path else part, value, lambda text: form.set_error(path, text))

    def _set(self, path: str, value: object, refuse) -> None:  # noqa: ANN001
        refuse(self._experiment.set(path, value) or None)

    # --- showing ------------------------------------------------------------------------------------------------------
    def _on_spec(self, spec: RunSpec) -> None:
        self.data.show_member(spec.data)
        self.data_tools.show_data(spec.data)
        self.loss.show_member(spec.loss)
        self.optimizer.show_member(spec.optimizer)
        self.schedule.show_member(spec.schedule)
        self.training.show_values(spec.training)
        self.seed.show_values(spec)
        self._sections["Data"].set_summary(spec.data.type)
        self._sections["Loss"].set_summary(spec.loss.type)
        self._sections["Optimizer"].set_summary(
            tr("{type}, lr {lr}", type=spec.optimizer.type, lr=local_number(f"{spec.optimizer.lr:g}"))
        )
        self._sections["Schedule"].set_summary(spec.schedule.type if spec.schedule else tr("none"))
        self._sections["Training"].set_summary(
            tr("{epochs} epochs, batch {batch_size}", epochs=spec.training.epochs, batch_size=spec.training.batch_size)
        )
        self._draw_schedule()
        self._show_axes_remark()
        self._order.start()

    def _on_examples(self, examples: Examples) -> None:
        sizes = tr(
            "{x_train} to train, {x_val} to validate",
            x_train=format_count(len(examples.x_train)),
            x_val=format_count(len(examples.x_val)),
        )
        self._about.show()
        self._about.setText(f"{sizes}. {thin_thousands(tr_message(examples.note))}".strip())
        self._about.setProperty("role", "caption")
        self._sections["Network"].set_summary("")
        self._draw_schedule()
        self._show_axes_remark()

    def _on_data_failed(self, problem: str) -> None:
        self.data.set_error("", None if self.data_tools.offers else problem)
        self._about.hide()

    def _show_axes_remark(self) -> None:
        examples = self._experiment.examples
        remark = axes_remark(self._experiment.spec, examples) if examples is not None else ""
        self._axes.setText(f"{remark}." if remark else "")
        self._axes.setVisible(bool(remark))

    def _draw_schedule(self) -> None:
        spec, examples = self._experiment.spec, self._experiment.examples
        self._preview.setVisible(spec.schedule is not None and examples is not None)
        remark = schedule_remark(spec, len(examples.x_train)) if examples is not None else ""
        self._remark.setText(f"{remark}." if remark else "")
        self._remark.setVisible(bool(remark))
        if spec.schedule is not None and examples is not None:
            epochs, rates = preview_schedule(spec, len(examples.x_train))
            self._preview.set_lines(epochs, {"lr": rates})
