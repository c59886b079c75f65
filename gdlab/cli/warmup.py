"""``gdlab warmup``: compile the kernels before they are needed."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out, progress_bar
from gdlab.cli.train import Quiet, read_spec
from gdlab.lab import compile_ahead as lab
from gdlab.lab.number_text import format_duration
from gdlab.spec.files import loads

#: Letters that a spec at the standard input may have.
_MOST_LETTERS = 1_000_000


def warmup_command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[SPEC]...", help="Compile what these experiments need instead.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every layer and optimizer, in both precisions.")] = False,
    quiet: Quiet = False,
    behind: Annotated[
        str,
        typer.Option(
            metavar="SHAPE",
            help="Compile what the spec at the standard input needs for inputs of this shape, such as 3,32,32, "
            "and do nothing where another process does so.",
        ),
    ] = "",
) -> None:
    """Compile the kernels of the default experiments, so that the first training starts at once."""
    began = time.perf_counter()
    if behind:  # as gdlab.lab.compiler_process starts it
        lab.compile_alone(loads(sys.stdin.read(_MOST_LETTERS), "the standard input"), _shape(behind))
        return
    chosen = [read_spec(path, []) for path in files or []]
    with progress_bar(quiet) as bar:
        task = bar.add_task("compiling", total=None, note="") if bar else None

        def say(name: str, i: int, total: int) -> None:
            if bar is not None and task is not None:
                bar.update(task, total=total, completed=i - 1, note=name)

        pieces = lab.compile_specs(chosen or (lab.all_specs() if everything else lab.default_specs()), say)
    if not quiet:
        out.print(f"{pieces} pieces ready in {format_duration(time.perf_counter() - began)}", soft_wrap=True)


def _shape(text: str) -> tuple[int, ...]:
    """Return the shape that a text such as "3,32,32" says."""
    if not re.fullmatch(r"[1-9]\d{0,8}(,[1-9]\d{0,8}){0,3}", text):
        raise typer.BadParameter(f"a shape is up to four whole numbers above 0, such as 3,32,32 (got '{text}')")
    return tuple(map(int, text.split(",")))


COMMANDS = {"warmup": warmup_command}
