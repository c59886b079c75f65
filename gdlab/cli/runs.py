"""``gdlab runs`` and ``gdlab export``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gdlab.cli.console import duration, errors, figure, out, percent
from gdlab.cli.train import StoreFile
from gdlab.lab import export as exporting
from gdlab.lab.store import Store
from gdlab.spec.base import load_members


def runs_command(
    store: StoreFile = None,
    remove: Annotated[list[str], typer.Option("--remove", metavar="ID", help="Forget this run.")] = [],  # noqa: B006
) -> None:
    """List the runs that were kept, the newest first."""
    shelf = Store(store)
    if remove:
        out.print(f"Forgot {shelf.remove(remove)} of {len(remove)} runs.")
        return
    entries = shelf.list()
    if not entries:
        out.print("No run is kept yet; `gdlab run SPEC.toml` trains and keeps one.")
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (
        ("id", "left"),
        ("name", "left"),
        ("status", "left"),
        ("steps", "right"),
        ("val loss", "right"),
        ("val acc", "right"),
        ("best acc", "right"),
        ("time", "right"),
        ("started", "left"),
    ):
        shown.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    nan = float("nan")
    for e in entries:
        row = {k: nan if v is None else v for k, v in e.summary.items()}
        started = datetime.fromtimestamp(e.started).astimezone().strftime("%Y-%m-%d %H:%M")
        shown.add_row(
            e.id,
            e.name,
            e.status,
            str(row.get("steps", "")),
            figure(row.get("val/loss", nan)),
            percent(row.get("val/accuracy", nan)),
            percent(row.get("best val/accuracy", nan)),
            duration(e.elapsed),
            started,
        )
    out.print(shown)


def export_command(
    to: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file; for tensorboard, a folder.")],
    keys: Annotated[list[str], typer.Argument(metavar="[RUN]...", help="Ids or names; all runs for none.")] = [],  # noqa: B006
    form: Annotated[exporting.ExportFormat, typer.Option("--format", help="The format.")] = exporting.ExportFormat.LONG,
    store: StoreFile = None,
) -> None:
    """Write kept runs as CSV."""
    load_members()
    for path in exporting.export(Store(store).load(keys), to, form):
        errors.print(f"Wrote {path}", soft_wrap=True)


COMMANDS = {"runs": runs_command, "export": export_command}
