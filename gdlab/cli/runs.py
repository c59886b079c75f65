"""``gdlab runs``, ``gdlab export`` and ``gdlab import``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.kept_comparison import print_comparison
from gdlab.cli.kept_run import named_ids
from gdlab.cli.plain_table import plain_table
from gdlab.cli.saving import remind_of_interrupted, take_back_rescued
from gdlab.cli.shutdown import stoppable
from gdlab.cli.train import Quiet, StoreFile
from gdlab.lab import export as exporting
from gdlab.lab.comparison.kept import compare_kept, kept_lines
from gdlab.lab.exports.base import run_formats
from gdlab.lab.files import OutputError, check_writable
from gdlab.lab.importing import runs_from
from gdlab.lab.known_runs import import_into
from gdlab.lab.number_text import format_duration, format_metric
from gdlab.lab.run import Run
from gdlab.lab.store import Store, StoredRun
from gdlab.lab.store.restore import restore
from gdlab.lab.stored_runs import stored_runs
from gdlab.spec.metrics import metric_tags, registered, title_of


def runs_command(
    store: StoreFile = None,
    remove: Annotated[list[str], typer.Option("--remove", metavar="RUN", help="Put these into the trash.")] = [],  # noqa: B006
    bring_back: Annotated[
        list[str], typer.Option("--bring-back", metavar="RUN", help="Take these out of the trash.")
    ] = [],  # noqa: B006
    words: Annotated[
        str, typer.Option("--filter", metavar="WORDS", help="Only runs with these words in name, tags, optimizer, ...")
    ] = "",
    tag: Annotated[str, typer.Option("--tag", metavar="WORD", help="Give the runs of --filter this tag.")] = "",
    compared: Annotated[bool, typer.Option("--compare", help="Compare the runs, as the Compare page does.")] = False,
    curve: Annotated[
        str, typer.Option("--curve", metavar="TAG", help="The curve that is compared, such as val/accuracy.")
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="FIELD", help="Group the comparison by seeds, runs or a field.")
    ] = "seeds",
    target: Annotated[
        float | None, typer.Option("--target", help="Compare what it takes to this value of the curve, too.")
    ] = None,
    trash: Annotated[bool, typer.Option("--trash", help="List the runs in the trash.")] = False,
    empty_trash: Annotated[bool, typer.Option("--empty-trash", help="Delete the runs in the trash for good.")] = False,
    backup: Annotated[
        Path | None, typer.Option("--backup", metavar="FILE", help="Write a copy of the whole store.")
    ] = None,
    from_file: Annotated[
        Path | None, typer.Option("--restore", metavar="FILE", help="Take the runs of another store's file into this.")
    ] = None,
) -> None:
    """List the runs that were kept, the newest first, or compare them."""
    opened = Store(store)
    if remove:
        count = opened.remove(named_ids(opened, remove))
        out.print(f"Put {count} run{'s' * (count != 1)} into the trash; --bring-back ID takes one out again.")
    if bring_back:
        count = opened.bring_back(named_ids(opened, bring_back, removed=True))
        out.print(f"Brought back {count} run{'s' * (count != 1)}.")
    if empty_trash:
        out.print(f"Deleted {opened.empty_trash()} runs for good.")
    if backup is not None:
        check_writable(backup, opened.path)
        out.print(f"Wrote {opened.back_up(backup)}", soft_wrap=True)
    if from_file is not None:
        count = restore(opened, from_file)
        out.print(
            f"Took {count} run{'s' * (count != 1)} from {from_file}; what was here already stays.", soft_wrap=True
        )
    if remove or bring_back or empty_trash or backup is not None or from_file is not None:
        return
    if tag:
        lines = kept_lines(opened, (), words)
        opened.tag_all([line.run.id for line in lines], tag)
        out.print(f"Tagged {len(lines)} run{'s' * (len(lines) != 1)} with '{tag}'.", soft_wrap=True)
        return
    if compared:
        print_comparison(compare_kept((), words=words, tag=curve, by=by, target=target, store=opened))
        return
    take_back_rescued(opened)
    remind_of_interrupted(opened)
    entries = opened.list(removed=trash)
    if words:
        found = {line.run.id for line in kept_lines(opened, (), words)}
        entries = [entry for entry in entries if entry.id in found]
    if not entries:
        out.print("The trash is empty." if trash else "No run is kept yet; `gdlab run SPEC.toml` trains and keeps one.")
        return
    _print_table(entries)


def _print_table(entries: Sequence[StoredRun]) -> None:
    figures = _figures(entries)
    shown = plain_table()
    for name, justify in (
        ("id", "left"),
        ("name", "left"),
        ("status", "left"),
        ("steps", "right"),
        *((heading, "right") for heading, _ in figures),
        ("time", "right"),
        ("started", "left"),
    ):
        shown.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    nan = float("nan")
    for e in entries:
        row = {k: nan if v is None else v for k, v in e.summary.items()}
        started = datetime.fromtimestamp(e.started).astimezone().strftime("%Y-%m-%d %H:%M")
        shown.add_row(
            e.id,
            e.name,
            e.status,
            _steps(row),
            *(format_metric(key.removeprefix("best "), row.get(key, nan)) for _, key in figures),
            format_duration(e.elapsed),
            started,
        )
    out.print(shown)


def _steps(row: Mapping[str, Any]) -> str:
    """Return how many steps a run did and, where not all are kept, how many are."""
    kept = f" ({row['kept steps']} kept)" if "kept steps" in row else ""
    return f"{row.get('steps', '')}{kept}"


def _figures(entries: Sequence[StoredRun]) -> list[tuple[str, str]]:
    """Return heading and key of the figures to show: the loss's last value, and the last and best of other metrics."""
    usual = [f"val/{metric.tag}" for metric in registered() if metric.default]
    first, *others = dict.fromkeys([*usual, *(tag for e in entries for tag in metric_tags(e.summary))])
    made = [(f"val {title_of(first, short=True)}", first)]
    for tag in others:
        if tag.startswith("val/"):
            short = title_of(tag, short=True)
            made += [(f"val {short}", tag), (f"best {short}", f"best {tag}")]
    return made


_FORMATS = run_formats()


def _known_format(form: str) -> str:
    """Return a name of a format.

    Raises:
        BadParameter: when there is none of this name.
    """
    if form not in _FORMATS:
        raise typer.BadParameter(f"'{form}' is not one of {', '.join(map(repr, _FORMATS))}.")
    return form


def export_command(
    to: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The file; for tensorboard, a folder; - prints CSV.")
    ],
    keys: Annotated[list[str], typer.Argument(metavar="[RUN]...", help="Ids or names; all runs for none.")] = [],  # noqa: B006
    form: Annotated[
        str,
        typer.Option(
            "--format",
            callback=_known_format,
            metavar=f"[{'|'.join(_FORMATS)}]",
            help="The format. " + " ".join(f"{name}: {form.help}" for name, form in _FORMATS.items()),
        ),
    ] = exporting.ExportFormat.LONG.value,
    store: StoreFile = None,
    quiet: Quiet = False,
) -> None:
    """Write kept runs for other programs and people: curves, weights, networks, reports, bundles."""
    lost: list[str] = []
    opened = Store(store)
    printed = str(to) == "-"
    if printed and not _FORMATS[form].is_text:
        texts = ", ".join(name for name, known in _FORMATS.items() if known.is_text)
        raise OutputError(f"{form} cannot be printed; give --out a name, or take one of {texts}")
    check_writable(to if _FORMATS[form].suffix and not printed else None, opened.path)
    if _FORMATS[form].single and len(keys) != 1:
        raise OutputError(f"{form} holds one run; name it, such as gdlab export RUN --format {form}")
    with stoppable() as stop, progress_bar(quiet) as bar:
        task = bar.add_task("Reading", total=100, note="") if bar else None

        def show_progress(share: float, text: str) -> None:
            stop.check()
            if bar is not None and task is not None:
                bar.update(task, description=text, completed=round(100 * share))

        def note_damaged(_key: str, reason: str) -> None:
            lost.append(reason)
            errors.print(f"gdlab: {reason}; it was left out", soft_wrap=True, style="yellow")

        try:
            runs = stored_runs(opened, keys, damaged=None if keys else note_damaged, progress=show_progress)
            if printed:
                _print_export(runs, form)
            written = [] if printed else exporting.export(runs, to, form, progress=show_progress)
            notes = list(exporting.thinning_notes(runs))
        except KeyboardInterrupt:
            errors.print("The export was cancelled.")
            raise typer.Exit(stop.exit_code) from None
    for text in [] if quiet else [*(f"Wrote {path}" for path in written), *notes]:
        errors.print(text, soft_wrap=True)
    if lost:
        raise typer.Exit(2)


def _print_export(runs: Sequence[Run], form: str) -> None:
    """Write runs to standard output, as the first file of a format."""
    with tempfile.TemporaryDirectory() as folder:
        path = exporting.export(runs, Path(folder) / f"runs{_FORMATS[form].suffix}", form)[0]
        with path.open(encoding="utf-8", newline="") as file:
            shutil.copyfileobj(file, sys.stdout)


def import_runs_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="A .gdlab bundle; TensorBoard's event files or their folder; CSV of TensorBoard, W&B, MLflow, Keras "
            "or Lightning.",
        ),
    ],
    store: StoreFile = None,
) -> None:
    """Bring runs from files into the store: bundles, and curves of other programs beside own ones."""
    found = [run for path in files for run in runs_from(path)]
    opened = Store(store)
    for each in import_into(opened, found):
        run = each.run
        if each.known is not None:
            out.print(f"{run.label} is already there as {each.known.name} ({run.id})", soft_wrap=True, markup=False)
            continue
        curves = len(run.history.metrics() or run.history)
        from_others = ", of another program" if run.is_foreign else ""
        out.print(
            f"Imported {run.label} ({run.id}): {curves} curve{'s' * (curves != 1)}{from_others}",
            soft_wrap=True,
            markup=False,
        )


COMMANDS = {"runs": runs_command, "export": export_command, "import": import_runs_command}
