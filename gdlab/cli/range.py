"""``gdlab range``: the learning-rate range test of an experiment."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out
from gdlab.cli.saving import write_result
from gdlab.cli.train import Settings, SpecFile, input_files, read_spec
from gdlab.diagnose.range_picture import draw_range_test
from gdlab.diagnose.range_test import RangeTest, range_test
from gdlab.lab.files import check_writable
from gdlab.lab.number_text import format_number
from gdlab.lab.picture import check_picture_suffix


def range_command(
    spec_file: SpecFile,
    low: Annotated[float, typer.Option(help="The rate of the first step.")] = 1e-6,
    high: Annotated[float, typer.Option(help="The rate of the last step.")] = 10.0,
    steps: Annotated[int, typer.Option(help="Steps at most.")] = 200,
    settings: Settings = [],  # noqa: B006 - typer's way
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write rate,loss,smoothed.")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw loss over rate.")] = None,
) -> None:
    """Train a few steps with a rate that grows, and suggest a learning rate."""
    spec = read_spec(spec_file, settings)
    check_picture_suffix(plot)
    for path in (csv, plot):
        check_writable(path, *input_files(spec_file, spec))
    result = range_test(spec, low=low, high=high, steps=steps)
    out.print(verdict(result), soft_wrap=True)
    write_result(result, csv, plot, draw_range_test)


def verdict(result: RangeTest) -> str:
    """Return what the test suggests, in sentences."""
    if math.isnan(result.suggested):
        return "No rate lowered the loss; try a wider range, more steps, or another network."
    said = f"Suggested learning rate: {format_number(result.suggested)}, where the loss falls most steeply. "
    said += f"It is lowest at {format_number(result.lowest)}"
    if math.isnan(result.largest):
        return f"{said}, and no rate up to {format_number(float(result.rates[-1]))} makes it higher than at the start."
    return f"{said}; from {format_number(result.largest)} on it is higher than at the start."


COMMANDS = {"range": range_command}
