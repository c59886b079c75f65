"""``gdlab warmup``: compile the kernels before they are needed."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out, progress_bar
from gdlab.cli.train import Quiet, read_spec
from gdlab.lab import compile_ahead as lab
from gdlab.lab.number_text import format_duration
from gdlab.spec.base import load_members
from gdlab.spec.files import loads


def warmup_command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[SPEC]...", help="Compile what these experiments need instead.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every layer and optimizer, in both precisions.")] = False,
    quiet: Quiet = False,
    behind: Annotated[str, typer.Option(hidden=True, metavar="SHAPE")] = "",
) -> None:
    """Compile the kernels of the default experiments, so that the first training starts at once."""
    began = time.perf_counter()
    load_members()
    if behind:  # as gdlab.lab.compiler_process starts it, with the spec at the standard input
        lab.compile_alone(loads(sys.stdin.read(), "the spec"), tuple(map(int, behind.split(","))))
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


COMMANDS = {"warmup": warmup_command}
