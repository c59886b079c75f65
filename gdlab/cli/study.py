"""``gdlab study``: run the article's claims again."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as RichTable

from gdlab.cli.cluster import ClusterAddress, connected
from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.hard_stop import ending_while_it_compiles
from gdlab.cli.saving import StoreReport
from gdlab.cli.shutdown import Shutdown, stoppable
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
from gdlab.studies.export import measured_rows, printed_rows, write_csv, write_report
from gdlab.studies.last_results import remember
from gdlab.studies.model import Size, Study
from gdlab.studies.runner import Result, StudyRun, study_store
from gdlab.studies.summary_table import write_summary_table
from gdlab.studies.verdict import HOW

if TYPE_CHECKING:
    from gdlab.lab.cluster.place import ClusterPlace

_MOST_COLUMNS = 12


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
    workers: Annotated[int | None, typer.Option(min=1, help="Runs at a time; the cores by default.")] = None,
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
    chosen = list(_read_studies().values()) if every else [catalogue.study(name)]
    size: Size = "quick" if quick else "full"
    if preview:
        for one in chosen:
            seconds = expected_seconds(plan(one, size, seeds), workers)
            out.print(f"{one.name:18}about {format_duration(seconds)}")
        return
    with stoppable() as stop:
        try:
            with connected(cluster, workers) as place:
                results, failures = run_studies(
                    chosen, size, seeds, store, workers=workers, fresh=fresh, quiet=quiet, tell=not every, stop=stop,
                    place=place,
                )  # fmt: skip
        except KeyboardInterrupt:
            raise typer.Exit(stop.exit_code if stop.asked else 130) from None
    _write_outputs(results, failures, csv, picture_file, report, table)
    if failures:
        raise GdlabError("\n".join(f"{n}: {why}" for n, why in failures.items()))


def run_studies(
    chosen: list[Study], size: Size, seeds: int | None, store: Path | None, *, workers: int | None, fresh: bool,
    quiet: bool, tell: bool, stop: Shutdown, place: ClusterPlace | None = None,
) -> tuple[list[Result], dict[str, str]]:  # fmt: skip
    """Run studies one after the other and return the results, and why others could not be carried out."""
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
        stands = remember(result)  # an open window shows it on its Studies page
        if tell:
            print_result(result)
            if stands.newer:
                out.print(f"The verdict of more seeds stays: {stands.state} ({stands.when}).", soft_wrap=True)
        else:
            out.print(f"{one.name:18}{result.verdict.state!s:36}{format_duration(result.seconds)}")
    return results, failures


def _carry_out(job: StudyRun, quiet: bool, stop: Shutdown) -> Result:
    with progress_bar(quiet) as bar:
        task = bar.add_task(job.plan.study.name, total=len(job.plan.jobs), note="") if bar else None

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
            done = f"Stopped after {job.done} of {len(job.plan.jobs)}"
            with suppress(OSError):  # a closed terminal takes no text
                for problem in job.problems:
                    errors.print(problem, soft_wrap=True, style="red")
                errors.print(f"{done}; its runs are kept and the same command goes on from there.", soft_wrap=True)
            raise
    assert result is not None  # no other thread can stop it here
    return result


def print_list() -> None:
    """Print the studies there are."""
    shown = RichTable(box=None, pad_edge=False, header_style="bold")
    for column in ("study", "title", "seeds, quick / full"):
        shown.add_column(column, no_wrap=column != "title")
    group = ""
    for one in _read_studies().values():
        if one.group != group:
            group = one.group
            shown.add_row(f"[bold]{catalogue.GROUPS[one.group]}[/bold]", "", "")
        shown.add_row(one.name, one.title, f"{one.quick.seeds} / {one.full.seeds}")
    out.print(shown)
    errors.print(f"Your own study files go into {catalogue.user_folder()}", soft_wrap=True, style="dim")


def print_before(one: Study) -> None:
    """Print what a study asks and how it will decide, before anything is run."""
    out.print(one.title, style="bold", soft_wrap=True)
    out.print(f"Claim: {one.claim}", soft_wrap=True)
    if one.source:
        out.print(f"Source: {one.source}", soft_wrap=True)
    if one.printed is not None:
        _print_table(*printed_rows(one.printed), f"As printed. {one.printed.caption}")
    out.print("Decided by:", style="bold")
    for rule in one.rules_in_words():
        out.print(f"  · {rule}", soft_wrap=True)
    out.print(HOW, style="dim", soft_wrap=True)


def print_result(result: Result) -> None:
    """Print the measured tables and the verdict."""
    for part in result.plan.study.parts:
        _print_table(*measured_rows(result.tables[part.name]), f"As measured. {part.title}")
    out.print(result.verdict.headline, style="bold", soft_wrap=True)
    out.print(result.verdict.text, soft_wrap=True)
    for judged in result.verdict.judged:
        out.print(f"  · {judged.sentence}", soft_wrap=True)
    for remark in result.verdict.remarks:
        out.print(remark, soft_wrap=True)
    for problem in result.problems:
        errors.print(problem, soft_wrap=True, style="red")
    study = result.plan.study
    for head, text in (("What to look at", study.look), ("What it teaches", study.teaches), ("Mind", study.caveat)):
        if text:
            out.print(f"{head}: {text}", soft_wrap=True)
    taken = f", {result.reused} of {len(result.plan.jobs)} runs from the store" if result.reused else ""
    out.print(f"{format_duration(result.seconds)}{taken}", style="dim")


def _print_table(header: list[str], rows: list[list[str]], title: str) -> None:
    hidden = max(0, len(header) - _MOST_COLUMNS)
    shown = RichTable(title=title, title_justify="left", box=None, header_style="bold")
    for i, name in enumerate(header[:_MOST_COLUMNS]):
        shown.add_column(name, justify="left" if i == 0 else "right", no_wrap=i > 0)
    for row in rows:
        shown.add_row(*row[:_MOST_COLUMNS])
    out.print(shown)
    if hidden:
        out.print(f"and {hidden} more columns, which --csv writes", style="dim")


def _read_studies() -> dict[str, Study]:
    held = catalogue.all_studies()
    for problem in held.problems:
        errors.print(problem, soft_wrap=True, style="yellow")
    return dict(held.studies)


def _write_outputs(
    results: list[Result],
    failures: dict[str, str],
    csv: Path | None,
    picture_file: Path | None,
    report: Path | None,
    table: Path | None,
) -> None:
    made: list[Path] = []
    if csv is not None:
        made.append(write_csv(results, csv))
    if picture_file is not None and results:
        made.append(plot(results[0], picture_file))
    if report is not None:
        write = write_booklet if report.suffix.lower() == ".pdf" else write_report
        made.append(write(results, report, failures))
    if table is not None:
        made.append(write_summary_table(results, table, failures))
    for path in made:
        errors.print(f"Wrote {path}", soft_wrap=True)


COMMANDS = {"study": study_command}
