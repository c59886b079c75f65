"""``gdlab arena``: optimizers descend on a surface from one start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out
from gdlab.cli.plain_table import plain_table
from gdlab.cli.saving import write_result
from gdlab.diagnose.arena import ArenaResult, arena
from gdlab.diagnose.arena_picture import draw_arena
from gdlab.diagnose.arena_words import ending_words, point_words
from gdlab.lab.files import check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.picture import check_picture_suffix
from gdlab.spec.base import members
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.minus import plain_minus

#: The optimizers that descend unless others are given.
USUAL = "SGD(lr=0.001),SGD(lr=0.001, momentum=0.9),RMSprop(lr=0.01),Adam(lr=0.1)"


def arena_command(
    surface: Annotated[
        str,
        typer.Argument(
            metavar='[SURFACE|"FORMULA"]',
            help='A surface such as Rosenbrock or "Ravine(condition=50)", or a formula in x and y; lists all for none.',
        ),
    ] = "",
    optimizers: Annotated[
        str, typer.Option("--optimizers", "-o", metavar="CALL,...", help="The optimizers that descend, as in a spec.")
    ] = USUAL,
    start: Annotated[str, typer.Option(metavar="X,Y", help="The first point; the surface's own for none.")] = "",
    steps: Annotated[int, typer.Option(help="Steps of each optimizer.")] = 1000,
    noise: Annotated[float, typer.Option(help="Deviation of normal noise on each gradient.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of the noise.")] = 0,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every step of every path as CSV.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw the paths over the contours.")
    ] = None,
) -> None:
    """Let optimizers descend on a surface and print where each ended, how soon, and on what kind of point."""
    if not surface.strip():
        print_surfaces()
        return
    for path in (csv, plot):
        check_writable(path)
    check_picture_suffix(plot)
    result = arena(surface, optimizers, start=point_of(start), steps=steps, noise=noise, seed=seed)
    print_endings(result)
    write_result(result, csv, plot, draw_arena)


def point_of(text: str) -> tuple[float, float] | None:
    """Return the point that ``X,Y`` writes, None for an empty text.

    Raises:
        SpecError: when it is no two numbers.
    """
    if not text.strip():
        return None
    try:
        x, y = (float(part) for part in plain_minus(text).strip().strip("()").split(","))
    except ValueError:
        raise SpecError([Problem("--start", f"must be two numbers X,Y, such as -1.2,1 (got {text})")]) from None
    return x, y


def print_surfaces() -> None:
    """Print every surface with its fields."""
    shown = plain_table()
    for column in ("surface", "what it is", "fields"):
        shown.add_column(column)
    for name, cls in sorted(members("surface").items()):
        fields = ", ".join(f"{n}={f.default}" for n, f in cls.model_fields.items() if n != "type")
        shown.add_row(name, cls.title, fields)
    out.print(shown)


def print_endings(result: ArenaResult) -> None:
    """Print one line an optimizer."""
    shown = plain_table()
    shown.add_column("optimizer", overflow="fold")
    for name in ("steps to the minimum", "gradient evaluations"):
        shown.add_column(name, justify="right")
    shown.add_column("ended on")
    shown.add_column("at")
    for name in ("value", "gradient norm", "Hessian's eigenvalues"):
        shown.add_column(name, justify="right")
    for label, descent, ending in zip(result.labels, result.descents, result.endings, strict=True):
        low, high = ending.eigenvalues
        shown.add_row(
            label,
            *(f"{count:.0f}" if count < float("inf") else "–" for count in (ending.steps, ending.evaluations)),
            ending_words(ending),
            point_words(ending.critical or descent.points[-1]),
            format_number(float(descent.values[-1])),
            format_number(ending.gradient_norm),
            f"{format_number(low)}, {format_number(high)}",
        )
    out.print(shown)


COMMANDS = {"arena": arena_command}
