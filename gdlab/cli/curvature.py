"""``gdlab curvature``: the curvature of a kept run's loss, and a check of its gradient."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.kept_run import kept_run
from gdlab.cli.train import KeptIn, Quiet
from gdlab.diagnose.curvature_lines import curvature_lines
from gdlab.diagnose.spectrum import CurvatureReport, curvature
from gdlab.lab.files import atomic_write, check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.store import Store


def curvature_command(
    key: Annotated[str, typer.Argument(metavar="RUN", help="Id or name of a kept run; `gdlab runs` lists them.")],
    count: Annotated[int, typer.Option(help="Training examples that are used; 0 for all.")] = 0,
    along: Annotated[
        int, typer.Option(help="Measure the sharpness at so many steps from the first to the last too.")
    ] = 0,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write step, sharpness and 2/lr along the path.")
    ] = None,
    spectrum: Annotated[
        Path | None, typer.Option("--spectrum", metavar="FILE", help="Write the density of the Hessian's spectrum.")
    ] = None,
    store: KeptIn = None,
    quiet: Quiet = False,
) -> None:
    """Measure the Hessian of a kept run's training loss, check its gradient, and suggest a batch size."""
    opened = Store(store)
    for path in (csv, spectrum):
        check_writable(path, opened.path)
    run = kept_run(opened, key)
    with progress_bar(quiet) as bar:
        task = bar.add_task("curvature", total=100, note="") if bar else None

        def tell(share: float) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=100 * share)

        found = curvature(run, count=count, along=along, progress=tell)
    print_curvature(found)
    for path, write in ((csv, found.to_csv), (spectrum, found.spectrum_to_csv)):
        if path is not None:
            with atomic_write(path) as temporary:
                write(temporary)
            errors.print(f"Wrote {path}", soft_wrap=True)


def print_curvature(found: CurvatureReport) -> None:
    """Print the figures of a curvature report, a line each."""
    for name, text in curvature_lines(found, format_number):
        out.print(f"{name:20} {text}" if not name.endswith(":") else f"{name} {text}", soft_wrap=True)


COMMANDS = {"curvature": curvature_command}
