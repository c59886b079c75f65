"""``gdlab predict``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gdlab.cli.console import errors, out
from gdlab.cli.kept_run import kept_run
from gdlab.cli.train import KeptIn
from gdlab.lab.files import check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.store import Store
from gdlab.spec.base import load_members

#: Without a file, no more rows than these are printed.
_MOST = 50


def predict_command(
    key: Annotated[str, typer.Argument(metavar="RUN", help="The id or name of a kept run.")],
    rows: Annotated[Path, typer.Argument(metavar="NEW.csv", help="New rows: CSV, TSV, Parquet or JSON lines.")],
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write them as CSV.")] = None,
    store: KeptIn = None,
) -> None:
    """Predict new rows with a kept run: classes with probabilities, values in the data's own unit."""
    load_members()
    shelf = Store(store)
    check_writable(to, rows, shelf.path)
    run = kept_run(shelf, key)
    found = run.predict(rows)
    if to is not None:
        errors.print(f"Wrote {found.write(to)}", soft_wrap=True)
        return
    headings, lines = found.table()
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("row", *headings):
        shown.add_column(heading, justify="right")
    for i, line in enumerate(lines[:_MOST]):
        shown.add_row(str(i + 1), *(format_number(v) if isinstance(v, float) else str(v) for v in line))
    out.print(shown)
    if len(lines) > _MOST:
        errors.print(f"{len(lines) - _MOST} more rows; --out FILE writes all")


COMMANDS = {"predict": predict_command}
