"""Runs from files: bundles of gdlab, and curves of other programs, marked as foreign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gdlab.data.progress import Progress, silent
from gdlab.lab.bundle.files import read_bundle
from gdlab.lab.foreign.base import foreign_formats, foreign_run
from gdlab.lab.foreign.event_files import is_event_file
from gdlab.lab.foreign.text import headings_of
from gdlab.lab.run import Run
from gdlab.spec.errors import DataError

BUNDLE_SUFFIX = ".gdlab"


def is_bundle(path: Path) -> bool:
    """Return whether a file is a bundle by its name; event files end in the name of the machine, which may be any."""
    return path.suffix.lower() == BUNDLE_SUFFIX and not is_event_file(path)


def runs_from(path: str | Path, progress: Progress = silent) -> list[Run]:
    """Return the runs in a file: a bundle's as they were, another program's curves with the status "imported".

    Args:
        path: a ``.gdlab`` bundle; TensorBoard's event file, or a folder of them; CSV of TensorBoard, Weights & Biases,
            MLflow, Keras or Lightning.
        progress: told while it is read; may raise ``Cancelled``.

    Raises:
        DataError: when it is none of these, is damaged, or is larger than allowed.
        Cancelled: when ``progress`` raised it.
    """
    path = Path(path).expanduser()
    if is_bundle(path):
        return read_bundle(path, progress).runs
    headings: Sequence[str] = [] if path.is_dir() else headings_of(path)
    for form in foreign_formats():
        if form.fits(path, headings):
            found = form.read(path, progress)
            if not found:
                raise DataError(f"{path} holds no curve")
            return [foreign_run(name, curves, f"{form.title}: {path.name}") for name, curves in found.items()]
    known = ", ".join(form.title for form in foreign_formats())
    raise DataError(f"{path} holds no runs that are known: a .gdlab bundle, {known}{_odd_form(path, headings)}")


def _odd_form(path: Path, headings: Sequence[str]) -> str:
    """Return what keeps a table from being read, "" where that is not known."""
    if path.is_dir():
        return ""
    if len(headings) == 1:
        for sign in (";", "\t"):
            if sign in headings[0]:
                return f"; its columns are separated by {sign!r}, and commas are read"
    return "; its text is not UTF-8" if path.suffix.lower() == ".csv" and not headings and path.stat().st_size else ""
