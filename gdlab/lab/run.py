"""A run as a record: what was asked, what came of it, and its name among others."""

from __future__ import annotations

import importlib
import secrets
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.machine.code_in_use import NATIVE
from gdlab.lab.curves_picture import CurvesPicture
from gdlab.lab.data_name import default_name
from gdlab.lab.number_text import format_number
from gdlab.spec.errors import DataError, GdlabError
from gdlab.spec.html import html_details, html_table, html_text
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run import RunSpec, spec_html

if TYPE_CHECKING:
    from gdlab.lab.predict import Predictions


class Status(StrEnum):
    """The status of a run."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    PRUNED = "pruned"
    GUESSING = "no better than guessing"
    DIVERGED = "diverged"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    IMPORTED = "imported"

    @property
    def ended(self) -> bool:
        """Return whether nothing more will happen by itself."""
        return self not in (Status.QUEUED, Status.RUNNING, Status.PAUSED)


#: The module that writes runs; it is above this one, so it is named here and imported when a run is exported.
_EXPORTS = "gdlab.lab.export"


def new_id() -> str:
    """Return a short identity for a run: eight hexadecimal digits that no program reads as a number, as 3e162744."""
    while True:
        found = secrets.token_hex(4)
        if set(found) & set("abcdf"):
            return found


@dataclass
class Run:
    """A run and its results.

    Attributes:
        spec: what was trained; a live edit is noted in ``history.marks``.
        history: the metrics, named numpy columns (see :class:`gdlab.engine.history.History`).
        parameters: PyTorch state_dict names to numpy arrays of PyTorch's shapes.
        status: finished, no better than guessing, stopped, diverged, failed, ...
        reason: why it ended, where that is not plain.
        elapsed: seconds of training, pauses excluded.
        id: short identity; name: shown in tables and files; group: the race that it belongs to.
        preparation: what new rows are prepared by and how outputs are named, as plain data; it has ``columns`` where
            the data are a table.
        made_by: versions and processor of the worker that trained it, as JSON; "" for this process.
        code: the machine code that computes it: "native", or that which came with gdlab, such as "x86-64-v3".
        own_data: whether it was trained on arrays given from Python, which its spec cannot bring back.
        averaged: the averaged parameters that the run was evaluated at, named as ``parameters``; empty where it
            averages none. Predictions and exports use them.
    """

    spec: RunSpec
    history: History = field(default_factory=History)
    parameters: dict[str, np.ndarray] = field(default_factory=dict)
    status: Status = Status.QUEUED
    reason: str = ""
    elapsed: float = 0.0
    id: str = field(default_factory=new_id)
    name: str = ""
    group: str = ""
    started: float = field(default_factory=time.time)
    own_data: bool = False
    preparation: dict[str, Any] = field(default_factory=dict)
    averaged: dict[str, np.ndarray] = field(default_factory=dict)
    made_by: str = ""
    code: str = NATIVE

    @property
    def is_foreign(self) -> bool:
        """Return whether another program trained it: its curves are known, and its spec is not."""
        return self.status == Status.IMPORTED

    @property
    def thinned(self) -> tuple[int, int] | None:
        """Return how many of its steps are kept and how many there were; None where all are.

        Another program may log every fiftieth step, of which none was left out here.
        """
        return None if self.is_foreign else self.history.thinned

    @property
    def evaluated(self) -> dict[str, np.ndarray]:
        """Return the parameters that the run was evaluated at: the averaged ones where it has any."""
        return self.averaged or self.parameters

    @property
    def label(self) -> str:
        """Return the name, or what stands for one."""
        return self.name or default_name(self.spec)

    @property
    def why_untrained(self) -> str:
        """Return why a run has no trained parameters, and what gives it some, for runs that have none."""
        if self.status in (Status.INTERRUPTED, Status.STOPPED):
            return f"run {self.label} was interrupted; `gdlab resume {self.id}` goes on with it"
        return f"run {self.label} has no trained parameters; train it to its end first"

    def predict(self, rows: Any, *, strict: bool = True, sheet: str = "", table: str = "") -> Predictions:
        """Return what the trained network says of new rows, prepared as the training rows were.

        Args:
            rows: a table file, rows as dicts, a data frame, or an array (N, *shape) of the inputs' own numbers; of a
                run that was trained on pictures or texts, a file, or a folder or .zip of them.
            strict: whether a row that does not fit is an error; else the others are predicted, and its prediction is
                empty with a reason (``Predictions.reasons``).
            sheet: the sheet of a workbook that has several.
            table: the table of a file that holds several, such as a database.

        Raises:
            DataError: when a column is missing or a row does not fit; it names the row. Unless ``strict``, a row is
                named only where none fits.
        """
        from gdlab.lab.predict import predict

        if not self.evaluated:
            raise DataError(self.why_untrained)
        return predict(self, rows, strict=strict, sheet=sheet, table=table)

    def export(self, path: str | Path, form: str = "long", **options: Any) -> list[Path]:
        """Write the run in a format and return the files that were written; see :func:`gdlab.lab.export.export`.

        Args:
            path: the file or folder.
            form: the format's name, such as ``"onnx"``.
            options: the further arguments of :func:`gdlab.lab.export.export`.

        Raises:
            OutputError: when there is no such format, it cannot say the run, or the file cannot be written.
        """
        return importlib.import_module(_EXPORTS).export([self], path, form, **options)

    def to_dataframe(self) -> Any:
        """Return the metrics as a pandas data frame: one row a value, with metric, split, epoch, step and time.

        Raises:
            GdlabError: when pandas is not installed.
        """
        try:
            import pandas  # pyright: ignore[reportMissingTypeStubs]
        except ImportError:
            raise GdlabError("a data frame needs pandas; pip install 'gdlab[pandas]'") from None
        return pandas.DataFrame(self.history.columns())

    def plot(self, title: str = "", theme: str = "light") -> CurvesPicture:
        """Return the run's curves as a picture that a notebook shows.

        Args:
            title: what is above.
            theme: "light" or "dark".
        """
        return CurvesPicture([self], title, theme)

    def _repr_html_(self) -> str:
        """Return status, figures and, folded away, the spec, for a notebook."""
        status = f"{self.label}: {self.status}{f' ({self.reason})' if self.reason else ''}, {self.elapsed:.2f} s"
        figures = html_table(metric_rows(self.history), ("metric", "last", "best", "best at step"))
        return html_text(status, bold=True) + figures + html_details("Spec", spec_html(self.spec))


def metric_rows(history: History) -> list[tuple[str, str, str, str]]:
    """Return, of each metric of the training and the validation part, its name, last and best value and where."""
    rows: list[tuple[str, str, str, str]] = []
    for tag in history:
        if tag.startswith(("train/", "val/")):
            best, step = history.best(tag)
            rows.append((tag, format_number(history.last(tag)), format_number(best), str(step)))
    return rows


def run_summary(run: Run) -> dict[str, float | int | str]:
    """Return final and best metrics of a run, with steps, epochs and speed, as one flat row."""
    history, first = run.history, objective_tag("train")
    # Another program may have logged no training loss, or each curve at steps of its own.
    lengths = [tag for tag in (history if run.is_foreign else (first,)) if tag in history and len(history[tag])]
    seen = history.index(first, "examples")[-1] if first in lengths else 0
    row: dict[str, float | int | str] = {
        "steps": max((int(history.index(tag)[-1]) for tag in lengths), default=0),
        "epochs": max((float(history.index(tag, "epoch")[-1]) for tag in lengths), default=0.0),
        "seconds": run.elapsed,
        "examples_per_s": float(seen / run.elapsed) if run.elapsed > 0 else 0.0,
    }
    if run.thinned is not None:
        row["kept steps"] = run.thinned[0]
    for tag in history.metrics():
        best, at = history.best(tag)
        row |= {tag: history.last(tag), f"best {tag}": best, f"best {tag} step": at}
    return row
