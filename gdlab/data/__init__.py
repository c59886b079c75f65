"""Where examples come from: a catalogue of one file a data set, readers, split and preparation.

A name is imported when it is first asked for: a run on a shipped data set needs none of the readers of tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gdlab.data.arrays import from_arrays
    from gdlab.data.listing import Entry, download, entries, entry
    from gdlab.data.loading import forget, load
    from gdlab.data.numpy_files import npz_names
    from gdlab.data.progress import Cancelled, Progress
    from gdlab.data.recognition import recognise, recognised
    from gdlab.data.report.columns import column_findings
    from gdlab.data.report.finding import DataFinding
    from gdlab.data.report.values import suspected_marks
    from gdlab.data.summaries import ClassCount, Histogram, Summary, summary
    from gdlab.data.tables.formats.registry import tables_in
    from gdlab.data.tables.preview import ColumnPreview, Preview, preview
    from gdlab.data.tables.reading import Reading
    from gdlab.data.tables.several_targets import named_targets
    from gdlab.data.tables.task_guess import guess_task

__all__ = [
    "Cancelled",
    "ClassCount",
    "ColumnPreview",
    "DataFinding",
    "Entry",
    "Histogram",
    "Preview",
    "Progress",
    "Reading",
    "Summary",
    "column_findings",
    "download",
    "entries",
    "entry",
    "forget",
    "from_arrays",
    "guess_task",
    "load",
    "named_targets",
    "npz_names",
    "preview",
    "recognise",
    "recognised",
    "summary",
    "suspected_marks",
    "tables_in",
]

#: The module of each public name below this package; no module has the name of one, since it would take its place.
_HOMES = {
    "arrays": ("from_arrays",),
    "listing": ("Entry", "download", "entries", "entry"),
    "loading": ("forget", "load"),
    "numpy_files": ("npz_names",),
    "progress": ("Cancelled", "Progress"),
    "recognition": ("recognise", "recognised"),
    "report.columns": ("column_findings",),
    "report.finding": ("DataFinding",),
    "report.values": ("suspected_marks",),
    "summaries": ("ClassCount", "Histogram", "Summary", "summary"),
    "tables.formats.registry": ("tables_in",),
    "tables.preview": ("ColumnPreview", "Preview", "preview"),
    "tables.reading": ("Reading",),
    "tables.several_targets": ("named_targets",),
    "tables.task_guess": ("guess_task",),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    home = next((module for module, names in _HOMES.items() if name in names), "")
    if not home:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
