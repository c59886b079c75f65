"""``gdlab run`` and ``gdlab new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import out, print_file, progress_bar, show_training
from gdlab.cli.remarks import say_remarks
from gdlab.cli.saving import open_outputs, recording, write_outputs
from gdlab.cli.shutdown import stoppable
from gdlab.engine.trainer import Trainer as EngineTrainer
from gdlab.lab.curvature_words import curvature_words
from gdlab.lab.data_name import default_name
from gdlab.lab.number_text import format_count, format_duration, format_metric, format_number
from gdlab.lab.run import Run, Status, run_summary
from gdlab.lab.spec_names import LINK_PREFIX, PRESET_PREFIX
from gdlab.lab.train import train
from gdlab.spec.change import change, parse_setting
from gdlab.spec.files import load_spec
from gdlab.spec.metrics import objective_tag, split_tag, words_of
from gdlab.spec.run import RunSpec

SpecFile = Annotated[
    Path, typer.Argument(metavar="SPEC.toml", help="The spec file (`gdlab new` writes one), or preset:NAME.")
]
Settings = Annotated[list[str], typer.Option("--set", metavar="KEY=VALUE", help="Change a field of the spec.")]
CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the metrics as CSV, long format.")]
StoreFile = Annotated[
    Path | None,
    typer.Option("--store", metavar="FILE", help="Keep the runs in this store instead of your own."),
]
KeptIn = Annotated[
    Path | None, typer.Option("--store", metavar="FILE", help="Take the run from this store instead of your own.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]


def read_spec(path: Path, settings: list[str]) -> RunSpec:
    """Return the spec of a file, a preset or a link to an experiment, with the changes of ``--set``."""
    if str(path).startswith(PRESET_PREFIX):
        from gdlab.lab.presets import preset  # only where one is named: they may hold races, whose modules are many

        spec = preset(str(path)).spec
    elif str(path).startswith(LINK_PREFIX):
        from gdlab.lab.experiment_link import spec_of_link  # for the same reason

        spec = spec_of_link(str(path))
    else:
        spec = load_spec(path)
    for text in settings:  # one after the other: a later one may build on an earlier one
        spec = change(spec, dict([parse_setting(text)]))
    return spec


def input_files(spec_file: Path, spec: RunSpec) -> list[str | Path]:
    """Return the files that a spec is read from: its own and those of its data."""
    return [spec_file, *(getattr(spec.data, name, "") for name in ("path", "target_path", "val_path"))]


def run_command(
    spec_file: SpecFile,
    settings: Settings = [],  # noqa: B006 - typer's way
    csv: CsvFile = None,
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Train one run to its end."""
    spec = read_spec(spec_file, settings)
    opened = open_outputs(store, csv, remind=not quiet, inputs=input_files(spec_file, spec))
    if not quiet:
        say_remarks([spec])
    with progress_bar(quiet) as bar:
        task = bar.add_task(default_name(spec), total=None, note="preparing") if bar else None

        def show_progress(trainer: EngineTrainer) -> None:
            stop.check()
            if bar is not None and task is not None:
                show_training(bar, task, trainer)

        def preparing(text: str) -> None:
            stop.check()
            if bar is not None and task is not None:
                bar.update(task, note=text)

        with stoppable() as stop:
            with recording(opened, stop) as recorder:
                done = train(spec, progress=show_progress, preparing=preparing, recorder=recorder)
            print_run(done)
            write_outputs([done], csv, quiet=quiet)
    raise typer.Exit(stop.exit_code if stop.asked else exit_code([done]))


def new_command(
    name: Annotated[str, typer.Argument(metavar="[PRESET]", help="One of the presets.")] = "digits",
    listed: Annotated[bool, typer.Option("--list", help="List the presets.")] = False,
) -> None:
    """Print a preset's spec, to be kept in a file: gdlab new digits > digits.toml."""
    from gdlab.lab.presets import preset, presets  # as above

    if listed:
        for item in presets().values():
            out.print(f"{item.name}: {item.header.title}", soft_wrap=True)
        return
    print_file(preset(name).text)


def exit_code(runs: list[Run]) -> int:
    """Return 130 when any run was interrupted, 2 when any failed, 3 when any diverged or learnt nothing, else 0."""
    if any(r.status in (Status.STOPPED, Status.INTERRUPTED) for r in runs):
        return 130
    if any(r.status is Status.FAILED for r in runs):
        return 2
    return 3 if any(r.status in (Status.DIVERGED, Status.GUESSING) for r in runs) else 0


def print_run(run: Run) -> None:
    """Print one line on a run."""
    row = run_summary(run)
    parts = [f"{run.label}: {run.status}" + (f" ({run.reason})" if run.reason else "")]
    steps, epochs = int(row["steps"]), float(row["epochs"])
    shown_epochs = format_count(epochs) if epochs.is_integer() else format_number(epochs)
    parts.append(
        f"{steps} step{'s' * (steps != 1)}, {shown_epochs} epoch{'s' * (epochs != 1)} in {format_duration(run.elapsed)}"
    )
    measured = [tag for tag in run.history.metrics() if tag.startswith("val/")]
    shown = [tag for tag in [objective_tag("train"), *measured] if tag in row]
    for tag in shown:
        name, part = split_tag(tag)
        parts.append(f"{part} {words_of(name)} {format_metric(tag, float(row[tag]))}")
    parts += [
        f"best {format_metric(tag, float(row[f'best {tag}']))} at step {row[f'best {tag} step']}"
        for tag in measured[1:2]
    ]
    out.print(", ".join(parts), soft_wrap=True)
    if said := curvature_words(run.history, run.spec.optimizer):
        out.print(f"curvature: {said}", soft_wrap=True)
    out.print(f"run {run.id}", style="dim")


COMMANDS = {"run": run_command, "new": new_command}
