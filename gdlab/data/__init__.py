"""Where examples come from: a catalogue of one file a data set, readers, split and preparation."""

from gdlab.data.arrays import from_arrays
from gdlab.data.listing import Entry, download, entries, entry
from gdlab.data.loading import forget, load
from gdlab.data.numpy_files import npz_names
from gdlab.data.progress import Cancelled, Progress
from gdlab.data.recognise import recognise, recognised
from gdlab.data.report.columns import column_findings
from gdlab.data.report.finding import DataFinding
from gdlab.data.report.values import suspected_marks
from gdlab.data.summary import ClassCount, Histogram, Summary, summary
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
