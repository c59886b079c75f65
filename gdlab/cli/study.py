"""``gdlab study``: run the article's claims again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlab.cli.cluster import ClusterAddress, connected
from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.hard_stop import ending_while_it_compiles
from gdlab.cli.many_studies import ManyStudies
from gdlab.cli.saving import StoreReport
from gdlab.cli.shutdown import Shutdown, stoppable
from gdlab.cli.study_text import print_before, print_list, print_result, read_studies
from gdlab.cli.train import Quiet, StoreFile
from gdlab.lab import picture
from gdlab.lab.cluster.cluster_runs import ClusterRuns
from gdlab.lab.files import check_writable
from gdlab.lab.number_text import format_duration
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.spec.errors import GdlabError, Problem, SpecError
from gdlab.studies import catalogue
from gdlab.studies.booklet import write_booklet
from gdlab.studies.drawing import plot
from gdlab.studies.duration import expected_seconds
from gdlab.studies.experiment import plan
from gdlab.studies.export import write_csv, write_report
from gdlab.studies.last_results import remember_result
from gdlab.studies.model import Size, Study
from gdlab.studies.process_messages import StudyEnded, StudyTerms
from gdlab.studies.result import Result
from gdlab.studies.runner import StudyRun
from gdlab.studies.study_file import check_report_suffix
from gdlab.studies.study_store import study_store
from gdlab.studies.summary_table import write_summary_table

if TYPE_CHECKING:
    from gdlab.lab.cluster.place import ClusterPlace


def study_command(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A study's name, or a study file (.toml).")] = "",
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer seeds and smaller sizes: at most half a minute.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Run every study and write one report.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the studies.")] = False,
    seeds: Annotated[int | None, typer.Option(min=1, help="Seeds, in place of the study's own number.")] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every measured figure as CSV.")
    ] = None,
    picture_file: Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw the pictures.")] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Write a booklet, .html or .pdf; with --all an .html by default."
        ),
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--table", metavar="FILE.md", help="Write all verdicts as a Markdown table.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Say about how long it would take, and run nothing.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Train again what the store already has.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Runs at a time, with --all processes; the cores by default.")
    ] = None,
    cluster: ClusterAddress = "",
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Run a claim of the article, or of the literature, again: printed figures, measured figures, verdict."""
    if listed or not (name or every):
        print_list()
        return
    if name and every:
        raise SpecError([Problem("", "give a study's name or --all, not both")])
    if every and picture_file is not None:
        raise SpecError([Problem("--plot", "draws one study; with --all the pictures are in the report")])
    report = report or (Path("gdlab-studies.html") if every else None)
    for path in (csv, picture_file, report, table):
        check_writable(path, name, store)
    picture.check_picture_suffix(picture_file)
    check_report_suffix(report)
    size: Size = "quick" if quick else "full"
    if every and not preview and not cluster:
        draws = report is not None and report.suffix.lower() != ".pdf"
        results, failures = run_all(size, seeds, store, workers=workers, fresh=fresh, quiet=quiet, draws=draws)
        _write_outputs(results, failures, csv, picture_file, report, table, quiet=quiet)
        _refuse(failures, results)
        return
    chosen = list(read_studies().values()) if every else [catalogue.study(name)]
    if preview:
        for one in chosen:
            seconds = expected_seconds(plan(one, size, seeds), workers)
            out.print(f"{one.name:18}about {format_duration(seconds)}")
        return
    with _stoppable() as stop, connected(cluster, workers) as place:
        results, failures = run_studies(
            chosen, size, seeds, store, workers=workers, fresh=fresh, quiet=quiet, tell=not every, stop=stop,
            place=place,
        )  # fmt: skip
    _write_outputs(results, failures, csv, picture_file, report, table, quiet=quiet)
    _refuse(failures, results)


def run_all(
    size: Size, seeds: int | None, store: Path | None, *, workers: int | None, fresh: bool, quiet: bool, draws: bool
) -> tuple[list[Result], dict[str, str]]:
    """Run every study, one in each of several processes at a time; return the results, and why others have none.

    Args:
        size: which of the two sizes.
        seeds: seeds in place of each study's own number.
        store: where runs are kept; the studies' own store if None.
        workers: processes; one a core if None.
        fresh: train again what the store has.
        quiet: show no progress.
        draws: whether the pictures are wanted as an image.
    """
    count = workers or os.cpu_count() or 1
    if count < 2 or getattr(sys, "frozen", False):
        with _stoppable() as stop:
            chosen = list(read_studies().values())
            return run_studies(chosen, size, seeds, store, workers=workers, fresh=fresh, quiet=quiet, tell=False,
                               stop=stop)  # fmt: skip
    with _stoppable() as stop, ManyStudies(count) as many:
        chosen = list(read_studies().values())
        opened = study_store(store)
        terms = StudyTerms(size, seeds, opened.path, fresh, max(1, (os.cpu_count() or 1) // count), draws)
        try:
            with progress_bar(quiet) as bar:
                task = bar.add_task("studies", total=len(chosen), note="") if bar else None

                def progress() -> None:
                    stop.check()
                    if bar is not None and task is not None:
                        bar.update(task, completed=many.ended, note=", ".join(many.notes))

                many.run(chosen, terms, progress, _tell_end)
        except KeyboardInterrupt:
            many.close(stop.number or signal.SIGINT)
            with suppress(OSError):  # a closed terminal takes no text
                done = f"Stopped after {many.ended} of {len(chosen)} studies"
                errors.print(f"{done}; their runs are kept and the same command goes on from there.", soft_wrap=True)
            raise
    order = [one.name for one in chosen]
    return (
        [many.results[name] for name in order if name in many.results],
        {name: many.failures[name] for name in order if name in many.failures},
    )


def _tell_end(one: StudyEnded) -> None:
    """Print and remember the verdict of one study among many."""
    if one.result is not None:
        remember_result(one.result)  # an open window shows it on its Studies page
        out.print(f"{one.name:18}{one.result.verdict.state!s:36}{format_duration(one.result.seconds)}")


def _refuse(failures: Mapping[str, str], results: Sequence[Result]) -> None:
    """Raise what could not be carried out, and what was carried out and could be kept nowhere."""
    refused = [*failures.items(), *((result.plan.study.name, result.unsaved) for result in results if result.unsaved)]
    if refused:
        raise GdlabError("\n".join(f"{name}: {why}" for name, why in refused))


@contextmanager
def _stoppable() -> Generator[Shutdown]:
    """Take the signals that end a process as requests to stop, and end with the code that they stand for."""
    with stoppable() as stop:
        try:
            yield stop
        except KeyboardInterrupt:
            raise typer.Exit(stop.exit_code if stop.asked else 130) from None


def run_studies(
    chosen: list[Study], size: Size, seeds: int | None, store: Path | None, *, workers: int | None, fresh: bool,
    quiet: bool, tell: bool, stop: Shutdown, place: ClusterPlace | None = None,
) -> tuple[list[Result], dict[str, str]]:  # fmt: skip
    """Run studies one after the other and return the results, and why others could not be carried out.

    Args:
        chosen: the studies.
        size: whether they are run quick or full.
        seeds: how many seeds; those of the size if None.
        store: the file of the store, None for the usual one.
        workers: how many runs train at a time; as many as there are cores if None.
        fresh: whether runs that the store holds are trained again.
        quiet: whether no progress bar is drawn.
        tell: whether each study is printed before and after, and not in one line.
        stop: tells of Ctrl+C and of the end of the session.
        place: the cluster on which they train, None for this process.

    Raises:
        GdlabError: when the only study could not be carried out, or the cluster was lost.
    """
    opened = study_store(store)
    results: list[Result] = []
    failures: dict[str, str] = {}
    report = StoreReport()
    for one in chosen:
        if tell:
            print_before(one)
        job = StudyRun(
            plan(one, size, seeds), opened, workers, fresh, on_trouble=report.trouble, on_saving=report.saving,
            cluster=None if place is None else ClusterRuns(place),
        )  # fmt: skip
        try:
            result = _carry_out(job, quiet, stop)
        except PlaceLostError:
            raise
        except GdlabError as error:
            if len(chosen) == 1:
                raise
            failures[one.name] = str(error)
            continue
        results.append(result)
        stands = remember_result(result)  # an open window shows it on its Studies page
        if tell:
            print_result(result)
            if stands.newer:
                out.print(f"The verdict of more seeds stays: {stands.state} ({stands.when}).", soft_wrap=True)
        else:
            out.print(f"{one.name:18}{result.verdict.state!s:36}{format_duration(result.seconds)}")
    return results, failures


def _carry_out(job: StudyRun, quiet: bool, stop: Shutdown) -> Result:
    with progress_bar(quiet) as bar:
        task = bar.add_task(job.plan.study.name, total=len(job.plan.distinct), note="") if bar else None

        def show_progress(run: StudyRun) -> None:
            stop.check()
            if bar is not None and task is not None:
                names = ", ".join(live.job.row for live in list(run.live.values())[:2])
                bar.update(task, completed=run.done, note=names)

        recorder = job.recorder
        try:
            with ending_while_it_compiles(stop, recorder) if recorder is not None else nullcontext():
                result = job.run(show_progress)
        except KeyboardInterrupt:
            done = f"Stopped after {job.done} of {len(job.plan.distinct)}"
            with suppress(OSError):  # a closed terminal takes no text
                for problem in job.problems:
                    errors.print(problem, soft_wrap=True, style="red")
                kept = "not all of its runs are kept" if job.unsaved else "its runs are kept"
                errors.print(f"{done}; {kept} and the same command goes on from there.", soft_wrap=True)
            raise
    assert result is not None  # no other thread can stop it here
    return result


def _write_outputs(
    results: list[Result],
    failures: Mapping[str, str],
    csv: Path | None,
    picture_file: Path | None,
    report: Path | None,
    table: Path | None,
    *,
    quiet: bool,
) -> None:
    made: list[Path] = []
    with progress_bar(quiet) as bar:
        task = bar.add_task("booklet", total=len(results), note="") if bar and report is not None else None

        def tell(share: float, name: str) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=round(share * len(results)), note=name)

        if report is not None:
            write = write_booklet if report.suffix.lower() == ".pdf" else write_report
            made.append(write(results, report, failures, progress=tell))
    if csv is not None:
        made.append(write_csv(results, csv))
    if picture_file is not None and results:
        made.append(plot(results[0], picture_file))
    if table is not None:
        made.append(write_summary_table(results, table, failures))
    for path in made:
        errors.print(f"Wrote {path}", soft_wrap=True)


COMMANDS = {"study": study_command}
