"""The loss of trained networks on a plane or a line, computed from coarse to fine in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.diagnose.landscape_picture import draw_landscape
from gdlab.diagnose.loss_landscape import LossLandscape, PlaneKind, landscape
from gdlab.diagnose.plane_network import Split
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.files import atomic_write
from gdlab.lab.number_text import format_number
from gdlab.spec.errors import GdlabError
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.pages.landscape.network_views import NetworkViews
from gdlab.ui.task import Task, sentence
from gdlab.ui.widgets.choice import ChoiceEditor, Option, translated
from gdlab.ui.widgets.progress import ShareBar

_SIZE = 101
_PLANES = (
    Option("random", tr_noop("Random directions"), help=tr_noop("Two random directions, normalised filter by filter")),
    Option(
        "pca",
        tr_noop("Its own path"),
        help=tr_noop("The principal directions of the path; runs of its race share the plane"),
    ),
    Option(
        "line",
        tr_noop("A line"),
        help=tr_noop("From its initial parameters or another run's to its own, with the barrier"),
    ),
    Option("three", tr_noop("Three runs"), help=tr_noop("The plane through the parameters of three runs")),
)
_FILES = tr_noop("Table (*.csv);;NumPy arrays (*.npz);;Picture (*.png);;Vector picture (*.svg);;Document (*.pdf)")
Begin = Callable[[Callable[[Progress], Any]], Task]


class NetworkPlaneDialog(QDialog):
    """The loss on a plane through the parameters of runs; closing it stops the work."""

    def __init__(self, runs: Sequence[ActiveRun], begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane_dialog")
        self.setWindowTitle(tr("Loss on a plane through a network's parameters"))
        self._runs, self._begin = {run.id: run for run in runs}, begin
        self._task: Task | None = None
        self._chosen: list[ActiveRun] = []
        self.found: LossLandscape | None = None
        options = [Option(run.id, run.run.label) for run in runs]
        self.run, self.kind = ChoiceEditor(tr("Run"), options), ChoiceEditor(tr("Plane"), translated(_PLANES))
        self.second, self.third = ChoiceEditor(tr("Second run"), options), ChoiceEditor(tr("Third run"), options)
        self.split = ChoiceEditor(
            tr("Part of the data"), [Option("train", tr("Training")), Option("val", tr("Validation"))]
        )
        self.go, self.halt = QPushButton(tr("Compute")), QPushButton(tr("Stop"))
        self.deep, self.save = QPushButton("3-D"), QPushButton(tr("Save…"))
        self.views, self.told = NetworkViews(), QLabel()
        self.bar = ShareBar(tr("Share of the plane that is computed"))
        self._build()
        self._connect()
        self._offer()
        self.resize(960, 640)

    @property
    def map(self) -> QWidget:
        """Return the map of the plane."""
        return self.views.map

    def _build(self) -> None:
        names = ("plane_go", "plane_stop", "plane_3d", "plane_save")
        for name, button in zip(names, (self.go, self.halt, self.deep, self.save), strict=True):
            button.setObjectName(name)
            button.setAutoDefault(False)
        choices = {"plane_run": self.run, "plane_kind": self.kind, "plane_second": self.second,
                   "plane_third": self.third, "plane_split": self.split}  # fmt: skip
        top, foot = QHBoxLayout(), QHBoxLayout()
        for name, choice in choices.items():
            choice.combo.setObjectName(name)
            top.addWidget(choice, 1)
        self.go.setProperty("kind", "primary")
        self.deep.setCheckable(True)
        self.halt.setEnabled(False)
        self.save.setEnabled(False)
        self.told.setObjectName("plane_told")
        self.told.setWordWrap(True)
        self.told.setText(
            tr("The loss over the whole part of the data, at 101 × 101 points around the run's parameters.")
        )
        for button in (self.deep, self.save, self.go):
            top.addWidget(button)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.halt)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(top)
        layout.addWidget(self.views, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.go.clicked.connect(self.compute)
        self.halt.clicked.connect(self.stop)
        self.save.clicked.connect(self._on_save)
        self.deep.toggled.connect(self.views.set_depth)
        self.run.edited.connect(lambda _value: self._offer())
        self.kind.edited.connect(lambda _value: self._offer())
        self.finished.connect(self.stop)

    def _offer(self) -> None:
        """Offer the other runs that the chosen kind of plane takes, those of the same network first."""
        kind, run = self.kind.value(), self._runs[str(self.run.value())]
        alike = [other for other in self._runs.values() if other is not run and _same_network(other, run)]
        options = [Option(other.id, other.run.label) for other in alike]
        self.second.set_options([Option("", tr("its start")), *options] if kind == "line" else options)
        self.third.set_options(options)
        if kind == "three" and len(options) > 1 and self.third.value() == self.second.value():
            self.third.set_value(options[1].value if self.second.value() == options[0].value else options[0].value)
        self.second.setVisible(kind in ("line", "three"))
        self.third.setVisible(kind == "three")
        enough = kind != "three" or len(options) > 1
        self.go.setEnabled(enough and self._task is None)
        if not enough:
            self.told.setText(tr("Three runs of one network are needed: train others, with other seeds for instance."))

    # --- the work -----------------------------------------------------------------------------------------------------
    def compute(self) -> None:
        """Compute the plane that is chosen, in the background."""
        if self._task is not None:
            return
        run, kind, split = self._runs[str(self.run.value())], cast("PlaneKind", self.kind.value()), self.split.value()
        others = self._others(run, kind)
        self._chosen, self.found = [run, *others], None

        def work(tell: Progress) -> LossLandscape:
            def partial(so_far: LossLandscape) -> None:
                self.found = so_far

            return landscape(
                run.run,
                kind,
                size=_SIZE,
                split=cast("Split", split),
                examples=run.examples,
                others=[other.run for other in others],
                progress=lambda done, total: tell(done / total, ""),
                partial=partial,
            )

        self.go.setEnabled(False)
        self.save.setEnabled(False)
        self.halt.setEnabled(True)
        self.bar.show_share(0)
        self._task = self._begin(work)
        self._task.told.connect(self._on_told)
        self._task.ended.connect(self._on_ended)

    def _others(self, run: ActiveRun, kind: PlaneKind) -> list[ActiveRun]:
        """Return the other runs of a plane: those that are chosen, or those of a race."""
        if kind == "pca":
            return self._race(run)
        chosen = {"line": [self.second], "three": [self.second, self.third]}.get(kind, [])
        return [self._runs[key] for choice in chosen if (key := str(choice.value() or ""))]

    def _race(self, run: ActiveRun) -> list[ActiveRun]:
        """Return the other runs of a race, which share data, network and initial parameters; seven at most."""
        group, spec = run.run.group, run.run.spec
        others = [other for other in self._runs.values() if other is not run and group and other.run.group == group]
        return [o for o in others if o.run.spec.data == spec.data and _same_network(o, run)][:7]

    def stop(self) -> None:
        """Stop the work and keep what has been painted."""
        if self._task is not None:
            self._task.cancel()

    def _on_told(self, share: float, text: str) -> None:
        self.bar.show_share(share)
        if self.found is not None:
            self.views.show_landscape(self.found, self._chosen)

    def _on_ended(self, result: object) -> None:
        self._task = None
        self._offer()
        self.halt.setEnabled(False)
        self.bar.rest()
        if isinstance(result, LossLandscape):
            self.found = result
            self.views.show_landscape(result, self._chosen)
            self.save.setEnabled(True)
            self.told.setText(_words(result))
        elif isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.told.setText(sentence(result))

    # --- files --------------------------------------------------------------------------------------------------------
    def _on_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the landscape"), "landscape.csv", tr(_FILES))
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the landscape as a table, as NumPy's arrays or as a picture, as the file's ending says."""
        found, form = self.found, path.suffix[1:].lower()
        if found is None:
            return
        try:
            with atomic_write(path) as temporary:
                if form == "csv":
                    found.to_csv(temporary)
                elif form == "npz":
                    found.to_npz(temporary)
                elif form in ("png", "svg", "pdf"):
                    draw_landscape(found, temporary, form)
                else:
                    raise GdlabError(tr("{name}: the ending must be csv, npz, png, svg or pdf", name=path.name))
        except (GdlabError, OSError) as error:
            self.told.setText(sentence(error))
        else:
            self.told.setText(tr("Wrote {path}", path=path))


def _same_network(one: ActiveRun, other: ActiveRun) -> bool:
    return one.run.spec.network == other.run.spec.network


def _words(found: LossLandscape) -> str:
    """Return what the landscape of a network shows, in sentences."""
    part = tr("training") if found.split == "train" else tr("validation")
    low, high = (format_number(float(f(found.losses))) for f in (np.nanmin, np.nanmax))
    loss = format_number(found.centre_loss)
    if found.kind == "line":
        start = format_number(found.ends[0])
        said = tr(
            "The {part} loss is {start} at the start of the line and {loss} at the run.",
            part=part,
            start=start,
            loss=loss,
        )
        if found.barrier <= 0:
            return tr("{said} Nothing between them rises above the straight line: there is no barrier.", said=said)
        place = tr("{barrier_place} % of the way", barrier_place=f"{100 * found.barrier_place:.0f}")
        return tr(
            "{said} The barrier between them is {barrier} high, at {place}.",
            said=said,
            barrier=format_number(found.barrier),
            place=place,
        )
    shares = ", ".join(local_number(f"{100 * share:.1f} %") for share in found.plane.explained)
    explained = tr(" The directions explain {shares} of the path.", shares=shares) if shares else ""
    return tr(
        "The {part} loss at the run is {loss}; on the plane from {low} to {high}.{explained}",
        part=part,
        loss=loss,
        low=low,
        high=high,
        explained=explained,
    )
