"""The export of runs as CSV that other programs open as it is: UTF-8, RFC 4180, full fidelity."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from gdlab.lab.columns.base import ExportedRun, LongColumn, SummaryColumn, WideColumn, csv_columns
from gdlab.lab.files import OutputError, atomic_write
from gdlab.lab.run import Run
from gdlab.lab.run_names import unique_names
from gdlab.spec.files import dumps


class ExportFormat(StrEnum):
    """A format of an export."""

    LONG = "long"
    WIDE = "wide"
    TENSORBOARD = "tensorboard"
    SUMMARY = "summary"


def export(runs: Sequence[Run], path: str | Path, form: ExportFormat | str = ExportFormat.LONG) -> list[Path]:
    """Write runs in one of the formats and return the files that were written, the spec sidecars among them.

    ``long``: one row a value. ``wide``: a column a run and metric. ``summary``: a row a run. ``tensorboard``: a folder
    with a file a run and tag, columns Wall time, Step, Value.

    Raises:
        OutputError: when a file cannot be written or there is no run.
    """
    if form not in list(ExportFormat):
        raise OutputError(f"'{form}' is no export format; choose one of {', '.join(ExportFormat)}")
    if not runs:
        raise OutputError("there is no run to export; train one first")
    names = unique_names(runs)
    if form == ExportFormat.TENSORBOARD:
        return _export_tensorboard(runs, names, Path(path))
    writer = {ExportFormat.LONG: _write_long, ExportFormat.WIDE: _write_wide, ExportFormat.SUMMARY: _write_summary}[
        ExportFormat(form)
    ]
    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        exported = [ExportedRun(run, name) for run, name in zip(runs, names, strict=True)]
        writer(csv.writer(file, lineterminator="\r\n"), exported)
    return [Path(path), *_write_sidecars(runs, names, Path(path))]


def _write_long(out: Any, runs: Sequence[ExportedRun]) -> None:
    columns = [column for column in csv_columns("long") if isinstance(column, LongColumn)]
    out.writerow([heading for column in columns for heading in column.headings(runs)])
    for run in runs:
        out.writerows(zip(*(column.cells(run) for column in columns), strict=True))


def _write_wide(out: Any, runs: Sequence[ExportedRun]) -> None:
    columns = [column for column in csv_columns("wide") if isinstance(column, WideColumn)]
    steps = sorted({int(s) for each in runs for tag in each.run.history for s in each.run.history.index(tag)})
    out.writerow([heading for column in columns for heading in column.headings(runs)])
    out.writerows(zip(*(cells for column in columns for cells in column.cells(runs, steps)), strict=True))


def _write_summary(out: Any, runs: Sequence[ExportedRun]) -> None:
    columns = [column for column in csv_columns("summary") if isinstance(column, SummaryColumn)]
    headings = [column.headings(runs) for column in columns]
    out.writerow(chain.from_iterable(headings))
    for run in runs:
        out.writerow(
            [cell for column, names in zip(columns, headings, strict=True) for cell in column.cells(run, names)]
        )


def _export_tensorboard(runs: Sequence[Run], names: Sequence[str], folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}; choose another folder") from None
    made: list[Path] = []
    for run, name in zip(runs, slugs(names), strict=True):
        for tag in run.history:
            path = folder / f"{name}-{slug(tag)}.csv"
            with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\r\n")
                out.writerow(("Wall time", "Step", "Value"))
                columns = (run.history.index(tag, "wall_time"), run.history.index(tag), run.history[tag])
                for wall, step, value in zip(*(c.tolist() for c in columns), strict=False):
                    out.writerow((repr(wall), int(step), repr(value)))
            made.append(path)
    return made + _write_sidecars(runs, names, folder / "runs.csv")


def _write_sidecars(runs: Sequence[Run], names: Sequence[str], path: Path) -> list[Path]:
    """Write each run's spec beside the CSV: one run as FILE.spec.toml, several as FILE.NAME.spec.toml.

    The ending keeps them apart from the spec file that a person wrote and may have called like the CSV.
    """
    made: list[Path] = []
    for run, name in zip(runs, slugs(names), strict=True):
        sidecar = path.with_name(f"{path.stem}.spec.toml" if len(runs) == 1 else f"{path.stem}.{name}.spec.toml")
        with atomic_write(sidecar) as temporary:
            temporary.write_text(dumps(run.spec), encoding="utf-8")
        made.append(sidecar)
    return made


def slug(text: str) -> str:
    """Return a text as part of a file name that every system allows."""
    return re.sub(r"[^\w.=+-]+", "-", text).strip("-.")[:80].strip("-.") or "run"


def slugs(names: Sequence[str]) -> list[str]:
    """Return a part of a file name for each text, all different, also where upper and lower case are one."""
    made: list[str] = []
    for name in names:
        base, n = slug(name), 1
        while (found := base if n == 1 else f"{base}-{n}").casefold() in (other.casefold() for other in made):
            n += 1
        made.append(found)
    return made
