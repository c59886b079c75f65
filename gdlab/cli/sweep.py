"""``gdlab sweep``: search for good configurations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gdlab.cli.cluster import ClusterAddress, cluster_place
from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.saving import open_outputs, recording
from gdlab.cli.shutdown import Shutdown, stoppable
from gdlab.cli.train import Quiet, Settings, StoreFile
from gdlab.lab.files import check_writable, write_file
from gdlab.lab.number_text import format_duration, format_number
from gdlab.lab.presets import preset
from gdlab.lab.spec_names import PRESET_PREFIX
from gdlab.lab.store import Store
from gdlab.lab.sweeps.names import fresh_name, held_sweep, refuse_name
from gdlab.lab.sweeps.place import LocalPlace, Place
from gdlab.lab.sweeps.report import markdown, sentences, write_best_spec, write_csv_of_trials
from gdlab.lab.sweeps.search import check_searchable
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.spec.change import change, parse_setting
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.sweep import SweepSpec, load_sweep, parse_sweep


def sweep_command(
    spec_file: Annotated[
        Path | None, typer.Argument(metavar="[SPEC.toml]", help="A spec file with a sweep table; not with --resume.")
    ] = None,
    trials: Annotated[
        int | None, typer.Option("--trials", metavar="N", min=1, help="Configurations in all, with earlier starts.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What the sweep is called; the spec's name if not given.")] = "",
    resume: Annotated[
        str, typer.Option("--resume", metavar="NAME", help="Go on with a sweep; a spec file given with it changes it.")
    ] = "",
    workers: Annotated[int, typer.Option("--workers", min=0, help="Trials at a time; 0 is one a core.")] = 0,
    cluster: ClusterAddress = "",
    settings: Settings = [],  # noqa: B006 - typer's way
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table of trials.")] = None,
    best_spec: Annotated[
        Path | None, typer.Option("--best-spec", metavar="FILE", help="Write the spec of the best trial.")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", metavar="FILE.md", help="Write the report.")] = None,
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Search for good configurations, check the best ones on fresh seeds and say how much of the gain was luck."""
    if spec_file is None and not resume:
        raise SpecError([Problem("SPEC.toml", "give a spec file with a table [sweep], or --resume NAME")])
    for path in (csv, best_spec, report):
        check_writable(path, spec_file, store)
    opened = open_outputs(store, None, remind=False)
    sweep = _read(spec_file, resume, opened, settings, trials)
    called = resume or fresh_name(opened, name or sweep.run.name or (spec_file.stem if spec_file else "sweep"))
    refuse_name(called)
    check_searchable(sweep)
    if sweep.remark and not quiet:
        errors.print(f"{sweep.remark}.", soft_wrap=True, style="yellow")
    with stoppable() as stop:
        with recording(opened) as recorder:
            done = SweepRun(sweep, called, opened, _place(workers, cluster), recorder)
            _carry_out(done, stop, quiet)
        _print(done)
        _write(done, csv, best_spec, report, quiet)
    raise typer.Exit(stop.exit_code if stop.asked else 0 if done.best is not None else 3)


def _place(workers: int, cluster: str) -> Place:
    """Return where trials train: threads of this process, or the workers of a cluster."""
    return cluster_place(cluster, workers) if cluster else LocalPlace(workers)


def _read(spec_file: Path | None, resume: str, store: Store, settings: list[str], trials: int | None) -> SweepSpec:
    """Return the sweep of a file, or that which is resumed, with what the options change."""
    held = held_sweep(store, resume) if resume else None
    sweep = _load(spec_file) if spec_file is not None else held
    assert sweep is not None
    run = sweep.run
    for text in settings:
        run = change(run, dict([parse_setting(text)]))
    changes: dict[str, Any] = ({"run": run} if settings else {}) | ({"trials": trials} if trials else {})
    return sweep.changed(**changes) if changes else sweep


def _load(spec_file: Path) -> SweepSpec:
    """Return the sweep of a spec file or of a preset."""
    if not str(spec_file).startswith(PRESET_PREFIX):
        return load_sweep(spec_file)
    found = preset(str(spec_file))
    return parse_sweep(found.text, found.source)


def _carry_out(done: SweepRun, stop: Shutdown, quiet: bool) -> None:
    """Carry a sweep out with a line of progress."""
    with progress_bar(quiet) as bar:
        task = bar.add_task(f"{done.name}", total=done.sweep.trials or None, note="") if bar else None

        def show(sweep: SweepRun) -> None:
            stop.check()
            if bar is not None and task is not None:
                bar.update(task, completed=sweep.done, note=progress_note(sweep))

        done.run(show)


def progress_note(done: SweepRun) -> str:
    """Return the best so far, the time left and the number of workers, in one line."""
    best, left = done.best, done.seconds_left
    parts = [done.phase] if done.phase != "searching" else []
    if best is not None:
        figures = ", ".join(format_number(figure) for figure in best.figures)
        parts.append(f"best {', '.join(done.sweep.metric)} {figures} (trial {best.number})")
    if left == left:
        parts.append(f"{format_duration(left)} left")
    return " · ".join([*parts, f"{done.place.slots} workers"])


def _print(done: SweepRun) -> None:
    for sentence in sentences(done):
        out.print(sentence if sentence.endswith(":") else f"{sentence}.", soft_wrap=True)
    if done.stopped:
        errors.print(f"Stopped; `gdlab sweep --resume {done.name!r}` goes on.", soft_wrap=True)
    else:
        out.print(f"sweep {done.name}", style="dim", soft_wrap=True)


def _write(done: SweepRun, csv: Path | None, best: Path | None, report: Path | None, quiet: bool) -> None:
    made: list[Path] = []
    if csv is not None:
        made.append(write_csv_of_trials(done, csv))
    if best is not None and done.best is not None:
        made.append(write_best_spec(done, best))
    if report is not None:
        made.append(write_file(report, markdown(done)))
    for path in made if not quiet else ():
        errors.print(f"Wrote {path}", soft_wrap=True)


COMMANDS = {"sweep": sweep_command}
