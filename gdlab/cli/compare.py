"""``gdlab compare`` and ``gdlab demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlab.cli.cluster import ClusterAddress, connected
from gdlab.cli.console import errors, out, progress_bar, show_training
from gdlab.cli.plain_table import plain_table
from gdlab.cli.remarks import say_remarks
from gdlab.cli.saving import open_outputs, recording, write_outputs
from gdlab.cli.shutdown import Shutdown, stoppable
from gdlab.cli.train import CsvFile, Quiet, Settings, SpecFile, StoreFile, exit_code, input_files, read_spec
from gdlab.lab import picture
from gdlab.lab.budget import UNITS, within_budget
from gdlab.lab.compare import compare as race
from gdlab.lab.compare import compared_metrics, comparison_on_test, comparison_ranking, comparison_table, variants
from gdlab.lab.experiment_link import saved_of_link
from gdlab.lab.export import export
from gdlab.lab.files import OutputError
from gdlab.lab.number_text import format_count, format_duration, format_metric
from gdlab.lab.presets import default_spec, preset
from gdlab.lab.race_choices import RACE
from gdlab.lab.run import Run, Status
from gdlab.lab.saved_experiment import RacePlan, load_saved
from gdlab.lab.scatter_remark import scatter_remarks
from gdlab.lab.spec_names import LINK_PREFIX, PRESET_PREFIX
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.training_progress import TrainingProgress
from gdlab.spec.change import parse_pair, parse_variation
from gdlab.spec.errors import GdlabError, Problem, SpecError
from gdlab.spec.metrics import objective_tag, title_of
from gdlab.spec.run import RunSpec

if TYPE_CHECKING:
    from gdlab.lab.cluster.place import ClusterPlace

#: No more sentences on the order of the variants are printed.
_MOST_SENTENCES = 12


def compare_command(
    spec_file: SpecFile,
    vary: Annotated[
        list[str], typer.Option("--vary", metavar="KEY=V1,V2,...", help="What differs; given again, it is crossed.")
    ] = [],  # noqa: B006 - typer's way
    pair: Annotated[
        list[str],
        typer.Option("--pair", metavar="KEY=VALUE; ...", help="A variant of several settings beside the others."),
    ] = [],  # noqa: B006 - typer's way
    seeds: Annotated[int, typer.Option(min=1, help="Seeds of each variant.")] = 1,
    target: Annotated[
        float | None, typer.Option("--target", help="Compare the steps to this validation loss, too.")
    ] = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="N UNIT", help=f"Train each run for N {', '.join(UNITS)}.")
    ] = "",
    cluster: ClusterAddress = "",
    settings: Settings = [],  # noqa: B006 - typer's way
    csv: CsvFile = None,
    picture_file: Annotated[Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw the curves.")] = None,
    plot_scale: Annotated[
        float, typer.Option("--plot-scale", min=0.25, max=8.0, help="So many times as many dots of a PNG, each way.")
    ] = 1.0,
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Train every combination of the varied values side by side and print a table, best first."""
    spec = read_spec(spec_file, settings)
    varied, pairs = _variations(vary), [parse_pair(text) for text in pair]
    plan = _saved_race(spec_file) if not varied and not pairs else None
    if plan is not None:  # the race that the window saved with the experiment
        varied, pairs, budget = plan.varied_values, plan.paired_settings, budget or plan.budget
        seeds = plan.seeds if seeds == 1 else seeds
    if not varied and not pairs:
        raise SpecError(
            [
                Problem(
                    "--vary",
                    "say what differs, such as --vary lr=0.01,0.1, or --pair 'lr=0.1; seed=1', or save a race",
                )
            ]
        )
    spec = within_budget(spec, budget)
    opened = open_outputs(store, csv, picture_file, remind=not quiet, inputs=input_files(spec_file, spec))
    with stoppable() as stop:
        with recording(opened, stop) as recorder, connected(cluster) as place:
            runs = run_race(spec, varied, seeds, quiet, stop, recorder, pairs, place)
        if runs:
            print_table(runs, target, quiet=quiet)
            if not stop.asked and (chosen := comparison_on_test(runs)) is not None:
                out.print(f"{chosen.sentence}.", soft_wrap=True)
        write_outputs(runs, csv, picture_file, spec.name, quiet=quiet, scale=plot_scale)
        say_what_was_interrupted(runs, [v.spec.name for v in variants(spec, varied, seeds, pairs)])
    raise typer.Exit(stop.exit_code if stop.asked else exit_code(runs))


def _saved_race(spec_file: Path) -> RacePlan | None:
    """Return the race that is in the file of an experiment or in a preset, None where there is none."""
    if str(spec_file).startswith(PRESET_PREFIX):
        return preset(str(spec_file)).saved.race
    link = str(spec_file)
    return (saved_of_link(link) if link.startswith(LINK_PREFIX) else load_saved(spec_file)).race


def demo_command(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")] = Path("gdlab-demo"),
    quiet: Quiet = False,
) -> None:
    """Race four optimizers on real digits without a screen: table, CSV, picture and a screenshot of the window."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}; choose another folder with --out") from None
    spec = default_spec()
    with stoppable() as stop:
        runs = run_race(spec, {"optimizer": list(RACE)}, 1, quiet, stop)
    if stop.asked:
        raise typer.Exit(stop.exit_code)
    print_table(runs)
    csv = export(runs, folder / "race.csv")[0]
    out.print(f"CSV         {csv.resolve()}", soft_wrap=True)
    drawn = picture.plot_runs(runs, folder / "race.png", title="Four optimizers on handwritten digits")
    out.print(f"picture     {drawn.resolve()}", soft_wrap=True)
    try:
        from gdlab.ui.app import save_screenshot
    except GdlabError as error:
        errors.print(f"No screenshot: {error}", soft_wrap=True)
        return
    shot = save_screenshot(folder / "window.png")
    out.print(f"screenshot  {shot.resolve()}", soft_wrap=True)


def run_race(
    spec: RunSpec,
    varied: dict[str, list[object]],
    seeds: int,
    quiet: bool,
    stop: Shutdown,
    recorder: RunRecorder | None = None,
    pairs: list[dict[str, object]] | None = None,
    place: ClusterPlace | None = None,
) -> list[Run]:
    """Train the variants with a progress bar each and return the runs.

    Args:
        spec: the run that is varied.
        varied: the values that are crossed, by dotted path.
        seeds: how many seeds of each variant.
        quiet: whether neither remarks nor progress bars are shown.
        stop: tells of Ctrl+C and of the end of the session.
        recorder: writes the runs into the store.
        pairs: settings that belong together, each a variant of its own.
        place: the cluster on which they train, None for this process.
    """
    made = variants(spec, varied, seeds, pairs or [])
    if not quiet:
        say_remarks(v.spec for v in made)
    with progress_bar(quiet) as bar:
        tasks = [bar.add_task(v.spec.name, total=None, note="waiting") for v in made] if bar else []

        def show_progress(i: int, trainer: TrainingProgress) -> None:
            stop.check()
            if bar is not None:
                show_training(bar, tasks[i], trainer)

        return race(
            spec,
            varied,
            seeds,
            progress=show_progress,
            preparing=lambda _: stop.check(),
            recorder=recorder,
            pairs=pairs or [],
            cluster=place or "",
        )


def say_what_was_interrupted(runs: list[Run], names: list[str]) -> None:
    """Print which runs had finished at an interruption, which it stopped, and which of ``names`` never began."""
    stopped = [run.name for run in runs if run.status in (Status.STOPPED, Status.INTERRUPTED)]
    begun = [run.name for run in runs]
    never = [name for name in names if name not in begun]
    if not stopped and not never:
        return
    ended = [name for name in begun if name not in stopped]
    parts = [f"{len(some)} {words} ({'; '.join(some)})" for some, words in (
        (ended, "ended and kept"),
        (stopped, "stopped and kept with what was trained"),
        (never, "never began"),
    ) if some]  # fmt: skip
    errors.print(f"Interrupted. Of {len(names)} runs: {', '.join(parts)}.", soft_wrap=True)


def print_ranking(runs: list[Run], variants: int, target: float | None, *, several: bool, quiet: bool) -> None:
    """Print what can be said of the order of the variants, paired by seed.

    Args:
        runs: the runs of a comparison.
        variants: how many variants there are.
        target: the validation loss to which the steps are compared too.
        several: whether each variant was trained from several seeds.
        quiet: whether advice is left out.
    """
    if several:
        out.print(
            "± is half of the 95 % interval of the mean over the seeds, whose own differences are in it.", style="dim"
        )
        groups = [(row.label, row.runs) for row in comparison_table(runs)]
        for remark in scatter_remarks(groups, [f"val/{name}" for name in compared_metrics(runs)]):
            out.print(f"{remark}.", style="dim", soft_wrap=True, markup=False)
    if variants > 1 and not several and not quiet:
        errors.print("An order cannot be told with 1 seed; --seeds 5 trains each variant five times.", style="dim")
    if not several or variants < 2 or not any(tag.startswith("val/") for run in runs for tag in run.history):
        return
    rankings = [comparison_ranking(runs)]
    if target is not None:
        rankings.append(comparison_ranking(runs, objective_tag("val"), target))
    for sentence in (sentence for ranking in rankings for sentence in ranking.sentences[:_MOST_SENTENCES]):
        out.print(f"{sentence}.", soft_wrap=True)


def print_table(runs: list[Run], target: float | None = None, *, quiet: bool = False) -> None:
    """Print one line a variant, best first, and what can be said of their order.

    Args:
        runs: the runs of a comparison.
        target: the validation loss to which the steps are compared too.
        quiet: whether hints on standard error are left out.
    """
    rows = comparison_table(runs)
    several = any(len(r.runs) > 1 for r in rows)
    loss, *others = compared_metrics(runs)
    shown = plain_table()
    shown.add_column("", overflow="fold", min_width=min(28, max(len(r.label) for r in rows)))
    for metric in [*others, loss]:
        short = title_of(metric, short=True)
        shown.add_column(f"val {short}", justify="right", no_wrap=True)
        shown.add_column(f"best {short}", justify="right", no_wrap=True)
    for name in ("time", "examples/s"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("status")
    for row in rows:
        cells: list[str] = []
        for metric in [*others, loss]:
            mean, half = row.last[metric]
            text = format_metric(metric, mean) + (
                f" ± {format_metric(metric, half)}" if half == half and several else ""
            )
            cells += [text, format_metric(metric, row.best[metric])]
        shown.add_row(
            row.label,
            *cells,
            format_duration(row.seconds),
            format_count(row.examples_per_s),
            row.status,
        )
    out.print(shown)
    print_ranking(runs, len(rows), target, several=several, quiet=quiet)
    for run in runs:
        if run.reason:
            out.print(f"{run.label}: {run.reason}", style="dim", soft_wrap=True)


def _variations(texts: list[str]) -> dict[str, list[object]]:
    varied: dict[str, list[object]] = {}
    for text in texts:
        key, values = parse_variation(text)
        if key in varied:
            raise SpecError([Problem("--vary", f"'{key}' is given twice; put its values into one list")])
        varied[key] = values
    return varied


COMMANDS = {"compare": compare_command, "demo": demo_command}
