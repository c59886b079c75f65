"""``gdlab check``: what is wrong with a kept run, in sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.kept_run import kept_run
from gdlab.cli.train import KeptIn, Quiet
from gdlab.diagnose.health.report import health
from gdlab.lab.store import Store

#: The exit code for a run that is not sound.
NOT_SOUND = 3


def check_command(
    key: Annotated[str, typer.Argument(metavar="RUN", help="Id or name of a kept run; `gdlab runs` lists them.")],
    store: KeptIn = None,
    quiet: Quiet = False,
) -> None:
    """Print what is wrong with a kept run and what to try; the exit code is 0 for a sound run and 3 for another."""
    run = kept_run(Store(store), key)
    with progress_bar(quiet) as bar:
        task = bar.add_task("check", total=None, note="") if bar else None

        def tell(done: int, total: int) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=done, total=total)

        report = health(run, progress=tell)
    if report.sound:
        out.print(f"{run.label}: {str(report)[:1].lower()}{str(report)[1:]}", soft_wrap=True)
        return
    for finding in report.findings:
        out.print(f"{finding.title}", style="bold")
        out.print(f"  {finding.sentence}", soft_wrap=True)
        out.print(f"  {finding.remedy.words}", soft_wrap=True)
    errors.print(f"{len(report.findings)} of {len(report.findings) + len(report.passed)} checks found something.")
    raise typer.Exit(NOT_SOUND)


COMMANDS = {"check": check_command}
