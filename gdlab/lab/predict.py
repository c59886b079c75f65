"""Predictions of a trained run on new rows: classes with probabilities, values in the data's own unit."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gdlab.data.new_files import holds_texts, read_new_array, read_new_pictures, read_new_texts
from gdlab.data.new_rows import Row, input_names, prepared_rows, read_rows, rows_with_reasons
from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab.code_choice import CODES
from gdlab.lab.files import atomic_write
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.plain import is_list, is_mapping
from gdlab.spec.run import RunSpec


class Trained(Protocol):
    """What predictions are made from: a run that has trained, as :class:`gdlab.lab.run.Run` is."""

    @property
    def label(self) -> str:
        """Return its name."""
        ...

    @property
    def spec(self) -> RunSpec:
        """Return what was trained."""
        ...

    @property
    def evaluated(self) -> Mapping[str, Any]:
        """Return the parameters to predict with, by PyTorch's names; none before the run has ended."""
        ...

    @property
    def preparation(self) -> Mapping[str, Any]:
        """Return the fitted preparation of its data."""
        ...


@dataclass(frozen=True)
class Predictions:
    """What a network says of some rows.

    Attributes:
        target: what is predicted.
        values: the class of each row, (N,) of text, or its values in the data's own unit, (N, outputs).
        classes: the names of the classes, none for values.
        probabilities: of each row the probability of each class, (N, classes); (N, 0) for values.
        outputs: the names of the outputs, where several columns are predicted.
        reasons: of each row why it was not predicted, "" where it was; empty where all were. The class of such a row
            is "", and its numbers are NaN.
        files: of each row the file that it is, where pictures or texts were predicted; else empty.
    """

    target: str
    values: np.ndarray
    classes: tuple[str, ...]
    probabilities: np.ndarray
    outputs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    def table(self) -> tuple[list[str], list[list[Any]]]:
        """Return headings and rows as they are written to a file."""
        values = self.values.reshape(len(self), -1)
        names = [self.target] if values.shape[1] == 1 else [f"{self.target} {k}" for k in range(values.shape[1])]
        names = list(self.outputs) if len(self.outputs) == values.shape[1] else names
        rows = [[*a, *b] for a, b in zip(values.tolist(), self.probabilities.tolist(), strict=True)]
        headings = [*names, *(f"P({name})" for name in self.classes)]
        if self.reasons:
            rows = [[*("" if why else v for v in row), why] for row, why in zip(rows, self.reasons, strict=True)]
            headings = [*headings, "reason"]
        if self.files:
            return ["file", *headings], [[file, *row] for file, row in zip(self.files, rows, strict=True)]
        return headings, rows

    def write(self, path: Path) -> Path:
        """Write the predictions as CSV, one row a row.

        Raises:
            OutputError: when the file cannot be written.
        """
        headings, rows = self.table()
        with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\r\n")
            out.writerow(headings)
            out.writerows(rows)
        return path


def predict(run: Trained, rows: Any, *, strict: bool = True, sheet: str = "", table: str = "") -> Predictions:
    """Return a run's predictions; see :meth:`gdlab.lab.run.Run.predict`.

    Args:
        run: the run.
        rows: the file, or rows as tables, arrays or a data frame.
        strict: whether a row that does not fit is refused.
        sheet: the sheet of a workbook.
        table: the table of a database.

    Raises:
        DataError: when the rows do not fit what the run was trained on; unless ``strict``, when none does.
    """
    if not run.evaluated:
        raise DataError(f"run {run.label} has no trained parameters; train it to its end first")
    preparation, files = run.preparation, ()
    if isinstance(rows, str | Path):
        path = Path(rows).expanduser()
        if "pictures" in preparation:
            return _of_pictures(run, path, strict=strict)
        if _takes_texts(preparation) and holds_texts(path):
            texts = read_new_texts(path)
            files, name = tuple(texts), input_names(preparation)[0]
            rows = [{name: text} for text in texts.values()]
        elif path.suffix.lower() in (".npy", ".npz"):
            rows = read_new_array(path, str(getattr(run.spec.data, "x", "X")))
        else:
            rows = read_rows(path, _required(preparation), sheet, table)
    x, reasons = _inputs(rows, preparation, strict=strict)
    found = _in_part(run, x, reasons) if any(reasons) else _predicted(run, x)
    return replace(found, files=files)


def _of_pictures(run: Trained, path: Path, *, strict: bool) -> Predictions:
    """Return the predictions of pictures.

    Raises:
        DataError: when there are none, or none can be read; with ``strict``, when one cannot.
    """
    new = read_new_pictures(path, run.preparation["pictures"])
    bad = [why for why in new.reasons if why]
    if bad and (strict or len(bad) == len(new.names)):
        raise DataError(f"{len(bad):,} of {len(new.names):,} pictures cannot be read; the first: {bad[0]}")
    found = _in_part(run, new.x, new.reasons) if bad else _predicted(run, new.x)
    return replace(found, files=new.names)


def takes_files(preparation: Mapping[str, Any]) -> bool:
    """Return whether a run predicts pictures or texts, each a file of its own.

    Args:
        preparation: what the run keeps.
    """
    return "pictures" in preparation or _takes_texts(preparation)


def _takes_texts(preparation: Mapping[str, Any]) -> bool:
    """Return whether a run was trained on texts alone."""
    return [column["kind"] for column in preparation.get("columns", ())] == ["text"]


def _in_part(run: Trained, x: np.ndarray, reasons: tuple[str, ...]) -> Predictions:
    """Return the predictions of the rows that fit, with a reason for each of the others.

    Raises:
        DataError: when no row fits.
    """
    fit = np.array([not why for why in reasons])
    if not fit.any():
        raise DataError(f"none of the {len(reasons):,} rows can be predicted; row 1: {reasons[0]}")
    found = _predicted(run, x[fit])
    values = np.full((len(fit), *found.values.shape[1:]), "" if found.classes else np.nan, found.values.dtype)
    shares = np.full((len(fit), found.probabilities.shape[1]), np.nan)
    values[fit], shares[fit] = found.values, found.probabilities
    return replace(found, values=values, probabilities=shares, reasons=reasons)


def _predicted(run: Trained, x: np.ndarray) -> Predictions:
    """Return the predictions of prepared rows."""
    preparation = run.preparation
    outputs = _trainer(run, x.shape[1:]).predict(x).reshape(len(x), -1).astype(np.float64)
    loss = loss_of(run.spec)
    classes = tuple(preparation.get("classes", ()))
    target = str(preparation.get("target", "target"))
    if loss.task == "classes":
        shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return _of_classes(target, classes, shares)
    if loss.task == "binary" and outputs.shape[1] == 1:
        yes = 1 / (1 + np.exp(-outputs))
        return _of_classes(target, classes, np.hstack([1 - yes, yes]))
    width, shift = preparation.get("target_width") or [1.0], preparation.get("target_shift") or [0.0]
    if loss.task == "binary":
        outputs = 1 / (1 + np.exp(-outputs))
    names = tuple(map(str, preparation.get("targets", ())))
    return Predictions(target, outputs * np.array(width) + np.array(shift), (), np.empty((len(x), 0)), names)


def _of_classes(target: str, classes: tuple[str, ...], shares: np.ndarray) -> Predictions:
    names = classes if len(classes) == shares.shape[1] else tuple(str(k) for k in range(shares.shape[1]))
    return Predictions(target, np.array(names)[shares.argmax(axis=1)], names, shares)


def _inputs(rows: Any, preparation: Mapping[str, Any], *, strict: bool) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return new rows as the network's inputs, and of each why it cannot be predicted, "" or nothing where it can."""
    prepare = _all_rows if strict else rows_with_reasons
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):  # a data frame of pandas or its like
        rows = rows.to_dict("records")
    if is_list(rows) and rows and is_mapping(rows[0]):
        return prepare(rows, _required(preparation))
    x: np.ndarray[Any, Any] = np.asarray(rows)
    if x.dtype.kind not in "biuf" or x.ndim < 2 or not len(x) or not np.isfinite(x).all():
        raise DataError(
            f"new rows should be a file, dicts or an array (N, ...) of finite numbers; got {x.dtype} {x.shape}"
        )
    shape = tuple(preparation.get("input_shape", x.shape[1:]))
    if "columns" not in preparation or x.ndim != 2:
        if x.shape[1:] != shape:
            raise DataError(f"new rows of shape {x.shape[1:]} do not fit; the run was trained on rows of shape {shape}")
        return x, ()
    names = input_names(preparation)
    if x.shape[1] != len(names):
        raise DataError(
            f"the rows have {x.shape[1]} columns, and the run was trained on {len(names)}: {', '.join(names)}"
        )
    return prepare([dict(zip(names, row, strict=True)) for row in x.tolist()], preparation)


def _all_rows(rows: Sequence[Row], preparation: Mapping[str, Any]) -> tuple[np.ndarray, tuple[str, ...]]:
    return prepared_rows(rows, preparation), ()


def _required(preparation: Mapping[str, Any]) -> Mapping[str, Any]:
    if "columns" not in preparation:
        raise DataError(
            "the run was not trained on rows of a table (but on a series, a text or arrays, or by an older "
            "gdlab), and cannot predict a file's; in Python, give Run.predict an array of the network's inputs"
        )
    return preparation


def _trainer(run: Trained, shape: tuple[int, ...]) -> Trainer:
    """Return a trainer that only predicts, with the run's parameters."""
    by_class = loss_of(run.spec).targets == "class"
    width = int(run.preparation.get("outputs", 1))
    if by_class and width > 1:
        raise DataError(f"run {run.label} predicts {width} classes an example (one a position), which is no table")
    y = np.zeros(1, np.int64) if by_class else np.zeros((1, width), np.float32)
    x = np.zeros((1, *shape), run.spec.training.dtype)
    examples = Examples(x, y, x[:0], y[:0], task="classification" if by_class else "regression")
    training = run.spec.training.replace(metrics=(), epochs=1, max_steps=0, patience=0, average=None)
    spec = run.spec.replace(training=training, schedule=None)
    return Trainer(spec, examples, run.evaluated, code=CODES.choose(spec, shape))
