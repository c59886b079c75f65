"""Look into a file: what it can be taken for, and what can be said of it without preparing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gdlab.lab import datasets
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import DataSpec
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_noop
from gdlab.ui.widgets.choice import Option

#: What a file of a kind can be taken for besides.
_ALSO = {"csv": ("csv", "series", "images"), "text": ("text", "csv")}
_AS = {
    "csv": tr_noop("a table"),
    "series": tr_noop("a time series"),
    "images": tr_noop("pictures"),
    "text": tr_noop("a text"),
    "npz": tr_noop("arrays"),
    "texts": tr_noop("texts"),
}


@dataclass(frozen=True)
class Inspection:
    """What was found in a file: its spec, and a preview or the names of its arrays where it has them.

    ``notes`` are sentences about what of the file or folder was left aside.
    """

    found: DataSpec
    preview: datasets.Preview | None = None
    arrays: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def inspect_path(
    path: Path, kind: str, how: datasets.Reading | None, part: str, progress: datasets.Progress
) -> Inspection:
    """Return what a file holds, taken for a kind of data set, or for what it is recognised as where that is "".

    Args:
        path: the file or folder.
        kind: the kind of data set, or "".
        how: how a table is read, None to find out.
        part: the sheet or table of a file that holds several; "" takes the first.
        progress: told how far the reading is.
    """
    recognised = datasets.recognised(path, kind, progress)
    found, file = recognised.source, Path(str(getattr(recognised.source, "path", path)))
    zipped = file.suffix.lower() == ".zip"
    if found.type in ("csv", "series") or (found.type == "images" and file.is_file() and not zipped):
        how = how or datasets.Reading(sheet=getattr(found, "sheet", ""), table=getattr(found, "table", ""))
        part_kind, parts = datasets.tables_in(file, progress) if found.type != "images" else ("", ())
        if len(parts) < 2:
            return Inspection(found, datasets.preview(file, how=how, progress=progress), notes=recognised.notes)
        asked = part or getattr(found, part_kind)
        found, shown = _first_readable(found, file, how, part_kind, (asked,) if asked else parts, progress)
        return Inspection(found, shown, notes=recognised.notes)
    arrays = datasets.npz_names(path) if found.type == "npz" and path.suffix.lower() == ".npz" else ()
    return Inspection(found, arrays=arrays, notes=recognised.notes)


def _first_readable(
    found: DataSpec,
    file: Path,
    how: datasets.Reading,
    part_kind: str,
    parts: tuple[str, ...],
    progress: datasets.Progress,
) -> tuple[DataSpec, datasets.Preview]:
    """Return the spec and preview of the first sheet or table that can be read: a cover sheet holds none.

    Raises:
        DataError: when none can be read; the sentence is that of the first.
    """
    failed: DataError | None = None
    for name in parts:
        chosen = {part_kind: name}
        try:
            shown = datasets.preview(file, how=replace(how, **chosen), progress=progress)
        except DataError as error:
            failed = failed or error
            continue
        if name == getattr(found, "val_table", ""):
            found = found.replace(val_table="", split="share")  # a table does not validate itself
        return found.replace(**chosen), shown
    assert failed is not None
    raise failed


def load_for(spec: RunSpec, progress: datasets.Progress) -> Examples:
    """Return the data of an experiment, read whole and prepared."""
    return datasets.load(spec.data, spec.seed, dtype=spec.training.dtype, progress=progress)


def described(spec: RunSpec, progress: datasets.Progress) -> tuple[Examples, datasets.Summary]:
    """Return the data of an experiment, read whole and prepared, and what is to be said of them."""
    examples = load_for(spec, progress)
    return examples, datasets.summary(examples)


def other_readings(kind: str) -> list[Option]:
    """Return what a file that was taken for a kind may be read as."""
    return [Option(k, tr(_AS.get(k) or k)) for k in _ALSO.get(kind, (kind,))]
