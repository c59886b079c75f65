"""``gdlab range``: the learning-rate range test of an experiment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out
from gdlab.cli.saving import write_result
from gdlab.cli.train import Settings, SpecFile, input_files, read_spec
from gdlab.diagnose.range_picture import draw_range_test
from gdlab.diagnose.range_sentence import range_sentence
from gdlab.diagnose.range_test import range_test
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
    out.print(range_sentence(result, format_number), soft_wrap=True)
    write_result(result, csv, plot, draw_range_test)


COMMANDS = {"range": range_command}
