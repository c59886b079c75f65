"""The export of runs as CSV that other programs open as it is: UTF-8, RFC 4180, full fidelity, in constant memory."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.columns.base import ExportedRun, LongColumn, SummaryColumn, WideColumn, csv_columns
from gdlab.lab.files import OutputError, atomic_write, write_file
from gdlab.lab.run import Run
from gdlab.lab.run_names import unique_names
from gdlab.lab.spec_sheet import specs_text
from gdlab.lab.thinning_note import thinning_sentence
from gdlab.spec.files import dumps
from gdlab.translation import in_english

#: Rows of the long form, and cells of the wide form, that are in memory at once.
_ROWS_AT_ONCE = 1 << 14
_CELLS_AT_ONCE = 1 << 19

#: What is told of an export under way: the share that is done and a text. What it raises ends the export.
Progress = Callable[[float, str], None]


class ExportFormat(StrEnum):
    """A form of CSV."""

    LONG = "long"
    WIDE = "wide"
    TENSORBOARD = "tensorboard"
    SUMMARY = "summary"


def export(
    runs: Sequence[Run] | Run,
    path: str | Path,
    form: ExportFormat | str = ExportFormat.LONG,
    *,
    progress: Progress | None = None,
) -> list[Path]:
    """Write runs in one of the formats and return the files that were written, the spec sidecars among them.

    ``long``: one row a value. ``wide``: a column a run and metric. ``summary``: a row a run. ``tensorboard``: a folder
    with an event file a run, and a CSV a run and tag, columns Wall time, Step, Value. ``parquet``: one row a value.
    Of one run ``npz`` and ``safetensors`` are the weights, ``onnx`` the network with its preparation, ``pytorch`` a
    script that trains it again. ``report`` is a page for people, ``bundle`` a file that another gdlab imports. What is
    in memory at once does not grow with the runs when they are those of :func:`gdlab.lab.stored_runs.stored_runs`.

    Args:
        runs: the runs, or one.
        path: the file; for ``tensorboard`` a folder.
        form: the format.
        progress: called with the share that is written and a text; what it raises ends the export, and no file is
            left half-written.

    Raises:
        OutputError: when a file cannot be written, there is no run, or the format cannot say something of a run.
    """
    from gdlab.lab.exports.base import run_formats, write_runs

    if form not in run_formats():
        raise OutputError(f"'{form}' is no export format; choose one of {', '.join(run_formats())}")
    if not runs:
        raise OutputError("there is no run to export; train one first")
    if isinstance(runs, str):
        raise OutputError(f"'{runs}' is no run; give what gdlab.train or gdlab.compare returned")
    return write_runs([runs] if isinstance(runs, Run) else runs, Path(path), str(form), progress or _ignore_progress)


@in_english()
def export_csv(runs: Sequence[Run], path: Path, form: ExportFormat | str, tell: Progress) -> list[Path]:
    """Write runs in one of the forms of CSV and return the files that were written.

    Args:
        runs: one or more.
        path: the file; for ``tensorboard`` a folder.
        form: the form.
        tell: called with the share that is written and a text.

    Raises:
        OutputError: when a file cannot be written.
    """
    names = unique_names(runs)
    if form == ExportFormat.TENSORBOARD:
        return _export_tensorboard(runs, names, path, tell)
    writer = {ExportFormat.LONG: _write_long, ExportFormat.WIDE: _write_wide, ExportFormat.SUMMARY: _write_summary}[
        ExportFormat(form)
    ]
    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        exported = [ExportedRun(run, name) for run, name in zip(runs, names, strict=True)]
        writer(csv.writer(file, lineterminator="\r\n"), exported, tell)
    return [path, *_write_sidecars(runs, names, path)]


def _ignore_progress(share: float, text: str) -> None:
    """Do nothing, where no progress is wanted."""


def thinning_notes(runs: Sequence[Run]) -> Iterator[str]:
    """Yield a sentence for each run whose steps are not all kept."""
    for run, name in zip(runs, unique_names(runs), strict=True):
        if sentence := thinning_sentence(name, run):
            yield sentence


def _write_long(out: Any, runs: Sequence[ExportedRun], tell: Progress) -> None:
    columns = [column for column in csv_columns("long") if isinstance(column, LongColumn)]
    out.writerow([heading for column in columns for heading in column.headings(runs)])
    for number, each in enumerate(runs):
        run = each.run
        total = max(1, sum(table.length * len(table.tags) for table in run.history.tables))
        done = 0
        for block in run.history.blocks(_ROWS_AT_ONCE):
            tell((number + min(1.0, done / total)) / len(runs), f"Writing {each.name}")
            piece = ExportedRun(run, each.name, block)
            out.writerows(zip(*(column.cells(piece) for column in columns), strict=True))
            done += len(block["value"])


def _write_wide(out: Any, runs: Sequence[ExportedRun], tell: Progress) -> None:
    columns = [column for column in csv_columns("wide") if isinstance(column, WideColumn)]
    steps = np.empty(0, np.int64)
    for number, each in enumerate(runs):
        tell(0.5 * number / len(runs), f"Reading {each.name}")
        history = each.run.history
        found = [table.read("step").astype(np.int64) for table in history.tables if table.tags]
        steps = np.unique(np.concatenate([steps, *found]))
    headings = [heading for column in columns for heading in column.headings(runs)]
    out.writerow(headings)
    size = max(1, _CELLS_AT_ONCE // len(headings))
    for start in range(0, len(steps), size):
        tell(0.5 + 0.5 * start / len(steps), "Writing")
        rows = steps[start : start + size].tolist()
        out.writerows(zip(*(cells for column in columns for cells in column.cells(runs, rows)), strict=True))


def _write_summary(out: Any, runs: Sequence[ExportedRun], tell: Progress) -> None:
    columns = [column for column in csv_columns("summary") if isinstance(column, SummaryColumn)]
    for number, run in enumerate(runs):  # what columns read of a run stays, so that each is read once
        tell(number / len(runs), f"Reading {run.name}")
        _ = run.fields, run.figures
    headings = [column.headings(runs) for column in columns]
    out.writerow(chain.from_iterable(headings))
    for run in runs:
        out.writerow(
            [cell for column, names in zip(columns, headings, strict=True) for cell in column.cells(run, names)]
        )


def _export_tensorboard(runs: Sequence[Run], names: Sequence[str], folder: Path, tell: Progress) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}; choose another folder") from None
    made: list[Path] = []
    for number, (run, name) in enumerate(zip(runs, slugs(names), strict=True)):
        for tag in run.history:
            tell(number / len(runs), f"Writing {name}")
            path = folder / f"{name}-{slug(tag)}.csv"
            _write_series(run, tag, path)
            made.append(path)
    return made + _write_sidecars(runs, names, folder / "runs.csv")


def _write_series(run: Run, tag: str, path: Path) -> None:
    """Write the file of one tag as TensorBoard's download has it."""
    rows = run.history.rows(tag)
    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(("Wall time", "Step", "Value"))
        for start in range(0, rows.length, _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            for wall, step, value in zip(
                *(rows.read(name)[part].tolist() for name in ("wall_time", "step", tag)), strict=True
            ):
                out.writerow((repr(wall), int(step), repr(value)))


def _write_sidecars(runs: Sequence[Run], names: Sequence[str], path: Path) -> list[Path]:
    """Write the specs beside the CSV: of one run as FILE.spec.toml, of several as one FILE.specs.toml.

    The ending keeps them apart from the spec file that a person wrote and may have called like the CSV.
    """
    if len(runs) == 1:
        return [write_file(path.with_name(f"{path.stem}.spec.toml"), dumps(runs[0].spec))]
    specs = [run.spec for run in runs]
    return [write_file(path.with_name(f"{path.stem}.specs.toml"), specs_text(names, specs))]


def slug(text: str) -> str:
    """Return a text as part of a file name that every system allows."""
    return re.sub(r"[^\w.=+-]+", "-", text).strip("-.")[:80].strip("-.") or "run"


def slugs(names: Sequence[str]) -> list[str]:
    """Return a part of a file name for each text, all different, also where upper and lower case are one."""
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        base, n = slug(name), 1
        while (found := base if n == 1 else f"{base}-{n}").casefold() in taken:
            n += 1
        taken.add(found.casefold())
        made.append(found)
    return made
