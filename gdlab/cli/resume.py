"""``gdlab resume``: go on with runs that were interrupted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from gdlab.cli.console import errors, out, progress_bar, show_training
from gdlab.cli.saving import open_outputs, recording, write_outputs
from gdlab.cli.shutdown import stoppable
from gdlab.cli.train import CsvFile, Quiet, StoreFile, exit_code, print_run
from gdlab.engine.trainer import Trainer
from gdlab.lab.resume import resume, resume_all
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.stored_runs import stored_runs
from gdlab.spec.errors import GdlabError


def resume_command(
    keys: Annotated[
        list[str], typer.Argument(metavar="[RUN]...", help="Ids or names; every interrupted run for none.")
    ] = [],  # noqa: B006
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="Note them as stopped instead, so that they are not offered any more.")
    ] = False,
    csv: CsvFile = None,
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Go on with runs that a crash, a shutdown or Ctrl+C has interrupted, from their last checkpoint."""
    opened = open_outputs(store, csv, remind=False)
    if dismiss:
        _dismiss(opened, keys)
        return
    if not keys and not opened.interrupted():
        out.print("No run was interrupted.")
        return
    with stoppable() as stop, recording(opened, stop) as recorder:
        with progress_bar(quiet) as bar:

            def one(key: str) -> Run:
                task = bar.add_task(key, total=None, note="preparing") if bar else None

                def show_progress(trainer: Trainer) -> None:
                    stop.check()
                    if bar is not None and task is not None:
                        bar.update(task, description=trainer.spec.name or key)
                        show_training(bar, task, trainer)

                return resume(key, opened, progress=show_progress, preparing=lambda _: stop.check(), recorder=recorder)

            runs, problems = resume_all(keys, opened, each=one)
        for run in runs:
            print_run(run)
        write_outputs(runs, csv)
    for problem in problems:
        errors.print(f"gdlab: {problem}", soft_wrap=True)
    if problems and not runs:
        raise GdlabError("no run could be resumed")
    raise typer.Exit(stop.exit_code if stop.asked else 2 if problems else exit_code(runs))


def _dismiss(opened: Store, keys: Sequence[str]) -> None:
    """Note interrupted runs as stopped, all for no keys.

    Raises:
        StoreError: when a key matches no run.
    """
    interrupted = {run.id for run in opened.interrupted()}
    asked = [run.id for run in stored_runs(opened, keys)] if keys else list(interrupted)
    count = opened.give_up([key for key in asked if key in interrupted])
    out.print(
        f"{count} run{'s' * (count != 1)} noted as stopped, with what was trained; `gdlab resume ID` still goes on "
        "with one.",
        soft_wrap=True,
    )


COMMANDS = {"resume": resume_command}
