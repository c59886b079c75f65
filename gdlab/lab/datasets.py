"""Data sets for the window: what there is, what it holds, fetching it, and looking into a file of one's own."""

from __future__ import annotations

from gdlab.data import (
    Cancelled,
    ClassCount,
    ColumnPreview,
    DataFinding,
    Entry,
    Histogram,
    Preview,
    Progress,
    Reading,
    Summary,
    column_findings,
    download,
    entries,
    entry,
    guess_task,
    load,
    npz_names,
    preview,
    recognise,
    summary,
)

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
    "guess_task",
    "load",
    "npz_names",
    "preview",
    "recognise",
    "summary",
]
