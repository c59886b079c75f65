"""``gdlab basins``: which minimum optimizers come to from many starts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.train import Quiet
from gdlab.diagnose.arena import call_of, optimizers_of
from gdlab.diagnose.basins import BasinMap, basins
from gdlab.diagnose.basins_picture import draw_basins
from gdlab.lab.files import atomic_write, check_writable
from gdlab.lab.number_text import format_number, format_share
from gdlab.lab.picture import check_picture_suffix
from gdlab.spec.kinds import OptimizerSpec


def basins_command(
    surface: Annotated[
        str, typer.Argument(metavar='SURFACE|"FORMULA"', help="What is descended on; `gdlab arena` lists surfaces.")
    ],
    optimizers: Annotated[
        str, typer.Option("--optimizers", "-o", metavar="CALL,...", help="The optimizers that descend, as in a spec.")
    ] = "SGD(lr=0.01),SGD(lr=0.01, momentum=0.9)",
    size: Annotated[int, typer.Option(help="Starts along each side of the map.")] = 1000,
    steps: Annotated[int, typer.Option(help="Steps of each descent at most.")] = 500,
    npz: Annotated[
        Path | None, typer.Option("--npz", metavar="FILE", help="Write x, y, minima, reached and taken as arrays.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw the basins side by side.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Compute which minimum optimizers reach from each of size × size starts, and how fast."""
    check_writable(npz)
    check_picture_suffix(plot)
    check_writable(plot)
    found = [_computed(surface, optimizer, size, steps, quiet) for optimizer in optimizers_of(optimizers)]
    for each in found:
        print_basins(each)
    if npz is not None:
        with atomic_write(npz) as temporary, Path(temporary).open("wb") as file:
            reached, taken = (np.stack([getattr(m, name) for m in found]) for name in ("reached", "taken"))
            minima = np.array(found[0].minima)
            np.savez_compressed(file, x=found[0].x, y=found[0].y, minima=minima, reached=reached, taken=taken)
        errors.print(f"Wrote {npz}", soft_wrap=True)
    if plot is not None:
        with atomic_write(plot) as temporary:
            draw_basins(found, temporary, plot.suffix[1:].lower())
        errors.print(f"Wrote {plot}", soft_wrap=True)


def _computed(surface: str, optimizer: OptimizerSpec, size: int, steps: int, quiet: bool) -> BasinMap:
    """Return the basins of one optimizer, with a bar of its progress."""
    with progress_bar(quiet) as bar:
        task = bar.add_task(call_of(optimizer), total=100, note="") if bar else None

        def tell(share: float, map_so_far: BasinMap) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=100 * share)

        return basins(surface, optimizer, size=size, steps=steps, progress=tell)


def print_basins(found: BasinMap) -> None:
    """Print the share of the starts that come to each minimum, and the mean of their steps."""
    out.print(f"{call_of(found.optimizer)}: {format_number(found.mean_steps)} steps on the mean", style="bold")
    for name, share in found.shares.items():
        if share or name not in ("none", "diverged"):
            out.print(f"  {name:<20} {format_share(share)}", soft_wrap=True)


COMMANDS = {"basins": basins_command}
