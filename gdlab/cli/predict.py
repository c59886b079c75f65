"""``gdlab predict``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlab.cli.console import errors, out
from gdlab.cli.kept_run import kept_run
from gdlab.cli.plain_table import plain_table
from gdlab.cli.train import KeptIn
from gdlab.lab.files import check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.store import Store

if TYPE_CHECKING:
    from gdlab.lab.predict import Predictions

#: Without a file, no more rows than these are printed.
_MOST = 50
#: No more rows that were not predicted are named one by one.
_MOST_REASONS = 20
#: The exit code where some rows were not predicted.
IN_PART = 4


def predict_command(
    key: Annotated[str, typer.Argument(metavar="RUN", help="The id or name of a kept run.")],
    rows: Annotated[
        Path,
        typer.Argument(
            metavar="NEW", help="New rows, in any table file; or pictures or texts: a file, a folder, a .zip."
        ),
    ],
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write them as CSV.")] = None,
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook, where it has several.")] = "",
    table: Annotated[str, typer.Option(help="The table of a file that holds several, such as a database.")] = "",
    store: KeptIn = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop where any row cannot be predicted.")] = False,
) -> None:
    """Predict new rows with a kept run: classes with probabilities, values in the data's own unit.

    A row that cannot be predicted, such as one with a category that the training part has not, has an empty prediction
    and a reason; the exit code is 4 then, or 2 with --strict, which predicts nothing.
    """
    opened = Store(store)
    check_writable(to, rows, opened.path)
    run = kept_run(opened, key)
    found = run.predict(rows, strict=strict, sheet=sheet, table=table)
    if to is not None:
        errors.print(f"Wrote {found.write(to)}", soft_wrap=True)
    else:
        _print(found)
    if any(found.reasons):
        _say_reasons(found)
        raise typer.Exit(IN_PART)


def _print(found: Predictions) -> None:
    """Print predictions as a table, the first rows only."""
    headings, lines = found.table()
    shown = plain_table()
    for heading in ("row", *headings):
        shown.add_column(heading, justify="left" if heading in ("file", "reason") else "right")
    for i, line in enumerate(lines[:_MOST]):
        shown.add_row(str(i + 1), *(format_number(v) if isinstance(v, float) else str(v) for v in line))
    out.print(shown)
    if len(lines) > _MOST:
        errors.print(f"{len(lines) - _MOST} more rows; --out FILE writes all")


def _say_reasons(found: Predictions) -> None:
    """Print on standard error which rows were not predicted and why, the first rows only, and how many they are."""
    lost = [(row, why) for row, why in enumerate(found.reasons, 1) if why]
    for row, why in lost[:_MOST_REASONS]:
        errors.print(f"row {row}: {why}", soft_wrap=True, markup=False, highlight=False)
    more = f" ({len(lost) - _MOST_REASONS:,} more than are listed)" if len(lost) > _MOST_REASONS else ""
    said = f"{len(lost):,} of {len(found):,} rows were not predicted{more}; their predictions are empty."
    errors.print(said, soft_wrap=True, highlight=False)


COMMANDS = {"predict": predict_command}
