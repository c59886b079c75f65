"""What a study can be written to, by the ending of the file's name: figures, pictures or a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gdlab.lab.files import OutputError
from gdlab.studies.drawing import plot
from gdlab.studies.export import write_csv, write_report
from gdlab.studies.result import Result

#: How the name of a report ends: one page for a browser, or pages of paper.
_REPORTS = (".html", ".htm", ".pdf")


def write_study_file(result: Result, path: str | Path) -> Path:
    """Write one study: its figures (.csv), its pictures (.png, .svg, .pdf) or a report (.html).

    Raises:
        OutputError: when the file's ending is another or it cannot be written.
    """
    target = Path(path)
    writers: dict[str, Callable[[], Path]] = {
        ".csv": lambda: write_csv([result], target),
        **dict.fromkeys((".png", ".svg", ".pdf"), lambda: plot(result, target)),
        **dict.fromkeys((".html", ".htm"), lambda: write_report([result], target)),
    }
    write = writers.get(target.suffix.lower())
    if write is None:
        raise OutputError(
            f"{target.name}: a study is exported as .csv (figures), .png, .svg or .pdf (pictures), or .html (a report)"
        )
    return write()


def check_report_suffix(path: Path | None) -> None:
    """Raise OutputError when a report's name has an ending of another kind of file; one without an ending is a page."""
    if path is not None and path.suffix.lower() not in ("", *_REPORTS):
        raise OutputError(f"{path}: a report's name ends with .html or .pdf")
