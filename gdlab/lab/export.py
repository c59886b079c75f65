"""Write runs as CSV that other programs open as it is: UTF-8, RFC 4180, full fidelity."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from gdlab.lab.files import OutputError, atomic_write
from gdlab.lab.run import Run, run_summary
from gdlab.lab.run_names import unique_names
from gdlab.spec.change import flatten
from gdlab.spec.files import dumps


class ExportFormat(StrEnum):
    """Name a format of an export."""

    LONG = "long"
    WIDE = "wide"
    TENSORBOARD = "tensorboard"
    SUMMARY = "summary"


LONG = ("run", "metric", "split", "epoch", "step", "examples", "wall_time", "value")


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
        writer(csv.writer(file, lineterminator="\r\n"), runs, names)
    return [Path(path), *_write_sidecars(runs, names, Path(path))]


def escape_formula(text: str) -> str:
    """Return text that a spreadsheet will not take for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def shortest_number(value: float) -> str:
    """Return the shortest text that reads back as the same number; NaN and infinities by name."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _write_long(out: Any, runs: Sequence[Run], names: Sequence[str]) -> None:
    out.writerow(LONG)
    for run, name in zip(runs, names, strict=True):
        columns = run.history.columns()
        safe = escape_formula(name)
        for metric, split, epoch, step, examples, wall, value in zip(
            *(columns[k].tolist() for k in LONG[1:]), strict=True
        ):
            out.writerow((safe, escape_formula(metric), split, repr(epoch), step, examples, repr(wall), repr(value)))


def _write_wide(out: Any, runs: Sequence[Run], names: Sequence[str]) -> None:
    series: dict[str, dict[int, float]] = {}
    for run, name in zip(runs, names, strict=True):
        for tag in run.history:
            steps = run.history.index(tag).astype(int).tolist()
            series[f"{name} - {tag}"] = dict(zip(steps, run.history[tag].tolist(), strict=False))
    out.writerow(["step", *map(escape_formula, series)])
    for step in sorted({s for values in series.values() for s in values}):
        out.writerow([step, *(repr(v[step]) if step in v else "" for v in series.values())])


def _write_summary(out: Any, runs: Sequence[Run], names: Sequence[str]) -> None:
    specs = [flatten(r.spec.to_dict()) for r in runs]
    figures = [run_summary(r) for r in runs]
    hyper = [k for k in dict.fromkeys(k for s in specs for k in s) if k != "name"]
    metrics = list(dict.fromkeys(k for f in figures for k in f))
    out.writerow(["run", "id", "group", "status", "reason", *hyper, *metrics])
    for run, name, spec, row in zip(runs, names, specs, figures, strict=True):
        cells = [_cell(spec.get(k)) for k in hyper] + [_cell(row.get(k)) for k in metrics]
        out.writerow([escape_formula(name), run.id, run.group, str(run.status), escape_formula(run.reason), *cells])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return shortest_number(value)
    return escape_formula(str(value))


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
