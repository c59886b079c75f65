"""``gdlab landscape``: the loss of a kept run on a plane through its parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.kept_run import kept_run
from gdlab.cli.saving import write_result
from gdlab.cli.train import KeptIn, Quiet
from gdlab.diagnose.landscape_picture import draw_landscape
from gdlab.diagnose.loss_landscape import LossLandscape, PlaneKind, landscape
from gdlab.diagnose.plane_network import Split
from gdlab.lab.files import atomic_write, check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.picture import check_picture_suffix
from gdlab.lab.store import Store


def landscape_command(
    keys: Annotated[
        list[str], typer.Argument(metavar="RUN [RUN…]", help="Ids or names of kept runs; `gdlab runs` lists them.")
    ],
    plane: Annotated[
        PlaneKind,
        typer.Option(
            help="random: filter-normalised; pca: the path of the run, and of others; line: from its start, or from a "
            "second run, to its end; three: through three runs."
        ),
    ] = "random",
    size: Annotated[int, typer.Option(help="Points along each direction.")] = 101,
    span: Annotated[float, typer.Option(help="How far a random plane reaches, in lengths of the parameters.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Seed of the random directions.")] = 0,
    split: Annotated[Split, typer.Option(help="The part of the data over which the loss is taken.")] = "train",
    to: Annotated[str, typer.Option("--from", metavar="RUN", help="A line begins at this run's parameters.")] = "",
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a,b,loss, a row a point.")] = None,
    npz: Annotated[
        Path | None,
        typer.Option("--npz", metavar="FILE", help="Write losses, coordinates and paths as NumPy's arrays."),
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw contours or the curve.")] = None,
    store: KeptIn = None,
    quiet: Quiet = False,
) -> None:
    """Compute the loss of kept runs' networks on a plane or a line through their parameters."""
    opened = Store(store)
    check_picture_suffix(plot)
    for path in (csv, npz, plot):
        check_writable(path, opened.path)
    run, *others = [kept_run(opened, key) for key in [*keys, *([to] if to else [])]]
    with progress_bar(quiet) as bar:
        task = bar.add_task("landscape", total=None, note="") if bar else None

        def tell(done: int, total: int) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=done, total=total)

        result = landscape(run, plane, size=size, span=span, seed=seed, split=split, others=others, progress=tell)
    print_landscape(result)
    if npz is not None:
        with atomic_write(npz) as temporary:
            result.to_npz(temporary)
        errors.print(f"Wrote {npz}", soft_wrap=True)
    write_result(result, csv, plot, draw_landscape)


def print_landscape(result: LossLandscape) -> None:
    """Print the loss at the run, the range on the plane, and what the directions explain."""
    finite = result.losses[np.isfinite(result.losses)]
    out.print(f"{result.split} loss at the run  {format_number(result.centre_loss)}")
    low, high = (format_number(float(v)) for v in (finite.min(), finite.max()))
    out.print(f"lowest, highest      {low}, {high} over {result.losses.size} points")
    if result.plane.explained:
        shares = ", ".join(f"{100 * share:.1f} %" for share in result.plane.explained)
        out.print(f"path explained by    {shares}")
    if result.kind == "line":
        start, end = (format_number(loss) for loss in result.ends)
        out.print(f"loss at both ends    {start}, {end}")
        place = f" at {100 * result.barrier_place:.0f} % of the way" if result.barrier > 0 else ""
        out.print(f"barrier on the line  {format_number(result.barrier)}{place}")
    if result.kind == "three":
        for name, (a, b) in zip(result.names, result.plane.marks.tolist(), strict=True):
            out.print(f"{name}: a = {format_number(a)}, b = {format_number(b)}", soft_wrap=True)


COMMANDS = {"landscape": landscape_command}
