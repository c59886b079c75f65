"""``gdlab data``: what there is to train on, what it holds, fetching it, and bringing in a file of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import tomli_w
import typer
from pydantic import ValidationError
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gdlab import data as sources
from gdlab.cli.console import errors, out
from gdlab.cli.data_fields import print_fields
from gdlab.cli.plain_table import plain_table
from gdlab.data.base import Source
from gdlab.data.listing import source, verify_addresses
from gdlab.data.sources.csv import Csv
from gdlab.data.tables.kept import drop_kept_table
from gdlab.lab.number_text import format_number
from gdlab.spec.change import parse_setting
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest, to_spec_error

group = typer.Typer(name="data", help="Data sets: list, show, download, verify, import.", no_args_is_help=True)

Settings = Annotated[list[str], typer.Option("--set", metavar="KEY=VALUE", help="Change a field of the data set.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A data set, as `gdlab data list` names it.")]
_BARS = " ▁▂▃▄▅▆▇█"
_MOST_LINES = 40
#: The exit code where an address does not hold its file, as that of `gdlab check` where something was found.
_FOUND = 3


@group.command("list")
def list_command() -> None:
    """List every data set: built in, generated, to be fetched, your own files."""
    table = _table("name", "title", "family", "size", "about", "licence")
    for e in sources.entries():
        table.add_row(e.type, e.title, e.family, _where(e), e.about, e.licence)
    out.print(table)


def _where(entry: sources.Entry) -> str:
    """Return how a set comes to this machine: nothing for what is here, else its size or whose copy is read."""
    if entry.download_size:
        return "fetched" if entry.here else f"{entry.download_size / 1e6:.1f} MB"
    return "" if entry.here else "your copy"


@group.command("show")
def show_command(
    name: Name,
    settings: Settings = [],  # noqa: B006
    seed: Annotated[int, typer.Option(help="Seed of the split and of generated examples.", min=0)] = 0,
    by_field: Annotated[bool, typer.Option("--fields", help="Show the fields that it has, and read nothing.")] = False,
) -> None:
    """Show what a data set holds: shapes, classes, histograms, licence; its fields where nothing is there yet."""
    spec, entry = _spec(name, settings), sources.entry(name)
    out.print(f"{entry.title} ({name}): {entry.about}", soft_wrap=True)
    if by_field or spec.needed_files():
        print_fields(spec, entry)
        return
    with _bar() as tell:
        examples = sources.load(spec, seed, progress=tell)
    found = sources.summary(examples)
    out.print(f"{found.note} {entry.licence}".strip(), soft_wrap=True)
    place = ", on disk" if found.on_disk else ""
    shape = "×".join(str(n) for n in found.shape)
    out.print(f"{found.task}, input {shape}, {found.n_train:,} to train and {found.n_val:,} to validate, "
              f"{found.bytes / 1e6:.1f} MB{place}")  # fmt: skip
    if found.classes:
        table = _table("class", "train", "validation")
        for c in found.classes[:_MOST_LINES]:
            table.add_row(repr(c.name) if not c.name.isprintable() else c.name, f"{c.train:,}", f"{c.val:,}")
        out.print(table)
        _more(len(found.classes))
    table = _table("column", "low", "high", "mean", "deviation", "histogram")
    for h in (*found.columns[:_MOST_LINES], *(found.targets)):
        bars = "".join(_BARS[-(-8 * c // max(*h.counts, 1))] for c in h.counts)
        table.add_row(h.name, *map(format_number, (h.low, h.high, h.mean, h.std)), bars)
    out.print(table)
    _more(len(found.columns))
    for finding in found.findings:
        out.print(f"! {finding}", soft_wrap=True, markup=False, highlight=False)


@group.command("download")
def download_command(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Fetch a data set into the cache folder; an interrupted download goes on where it stopped."""
    entry = sources.entry(name)
    if entry.download_size and not entry.here:
        errors.print(f"{entry.title}: {entry.download_size / 1e6:.1f} MB. {entry.licence}", soft_wrap=True)
        if not yes and errors.is_terminal:
            typer.confirm("Fetch it?", abort=True, err=True)
    with _bar() as tell:
        folder = sources.download(name, tell)
    out.print(f"{entry.title} is in {folder}", soft_wrap=True)


@group.command("verify")
def verify_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Data sets; all without one.")] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Fetch each file and compare its checksum.")] = False,
) -> None:
    """Ask every address of the fetched sets whether its file is still there; the exit code is 3 where one is not.

    Without --whole the sizes are compared, which fetches nothing.
    """
    asked, lost, silent = 0, 0, 0
    with _bar() as tell:
        for found in verify_addresses(names or (), tell, whole=whole):
            asked, lost, silent = asked + 1, lost + bool(found.problem), silent + (not found.reached)
            moved = f", moved to {found.moved_to}" if found.moved_to else ""
            state = found.problem or f"ok ({found.checked or 'answers; its size is not told'})"
            out.print(f"{found.data}  {found.url}  {state}{moved}", soft_wrap=True, markup=False, highlight=False)
    if lost:
        said = f"{lost:,} of {asked:,} addresses did not show the file that was published"
        if silent == asked:
            said = f"none of the {asked:,} addresses could be reached: without a network nothing is known of the files"
        errors.print(said, highlight=False)
        raise typer.Exit(_FOUND)


@group.command("import")
def import_command(
    path: Annotated[
        Path, typer.Argument(help="A table, arrays, a text, a folder or .zip of them, a database, a workbook.")
    ],
    target: Annotated[str, typer.Option(help="The column to predict, or several: a,b; the last if not said.")] = "",
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook, where it has several.")] = "",
    table: Annotated[str, typer.Option(help="The table of a file that holds several, such as a database.")] = "",
    settings: Settings = [],  # noqa: B006
) -> None:
    r"""Look into a file or folder, try it, and print the \[data] table of a spec that trains on it."""
    fields = _fields(settings)
    fields |= {key: value for key, value in (("sheet", sheet), ("table", table)) if value}
    kind = str(fields.pop("type", ""))
    found_as = sources.recognised(path, source(kind).model_fields["type"].default if kind else "")
    guessed = found_as.source
    for note in found_as.notes:
        errors.print(f"! {note}", soft_wrap=True, markup=False, highlight=False)
    name = guessed.type
    spec = _validated(name, {**guessed.to_dict(), **({"target": target} if target else {}), **fields})
    found = _preview(Path(spec.path), spec.reading()) if isinstance(spec, Csv) else None
    if isinstance(spec, Csv) and found is not None:
        _say(_of_columns(found, spec))
    try:
        with _bar() as tell:
            examples = sources.load(spec, 0, progress=tell)
    finally:
        drop_kept_table()
    task = "labels" if examples.extra.get("several_labels") else examples.task
    errors.print(f"{name}, {task}, input {examples.shape}: {examples.note}", soft_wrap=True, markup=False)
    _say(sources.summary(examples).findings, lists=("ignore",) if isinstance(spec, Csv) else ("features", "future"))
    default = type(spec)().to_dict()
    chosen = {k: v for k, v in spec.to_dict().items() if k == "type" or default.get(k) != v}
    print(tomli_w.dumps({"data": chosen}), end="")


def _say(findings: Sequence[sources.DataFinding], lists: Sequence[str] = ("ignore",)) -> None:
    """Print findings on standard error, with the setting that does what each offers.

    Args:
        findings: what is said.
        lists: the fields by which a column is left out: ``ignore`` names it, others name what is shown.
    """
    for finding in findings:
        setting = ""
        if finding.remedy == "leave out" and "ignore" not in lists:
            setting = f" To leave it out, take it out of {' or '.join(lists)}."
        elif finding.remedy == "leave out":
            setting = f" To leave it out: --set 'ignore=[\"{finding.column}\"]'"
        elif finding.remedy == "keep together":
            setting = f" To do so: --set 'group=\"{finding.column}\"' --set split=group"
        elif finding.remedy == "take for missing":
            setting = f" If so: --set 'marks.{finding.column}=[\"{finding.value}\"]'"
        errors.print(f"! {finding}{setting}", soft_wrap=True, markup=False, highlight=False)


def _of_columns(found: sources.Preview, spec: Csv) -> tuple[sources.DataFinding, ...]:
    """Return what is to be said of the columns of a table as a spec uses them, whether or not it can be loaded."""
    known = [c.name for c in found.columns if c.kind != "ignore" and c.name not in spec.ignore]
    targets = sources.named_targets(spec.target, known)
    inputs = [n for n in (spec.features or known) if n not in (*targets, spec.group, spec.time)]
    marks = sources.suspected_marks((c.name, c.suspects) for c in found.columns if c.name in (*targets, *inputs))
    predicted = next((c for c in found.columns if c.name in targets[:1]), None)
    if found.sample is None or predicted is None or any(name not in known for name in (*targets, *inputs)):
        return tuple(marks)  # what is not there is said when the table is read
    task = spec.task
    if task == "auto":
        whole, repeats = predicted.whole, predicted.repeats
        task, _ = sources.guess_task(predicted.kind, predicted.distinct, whole=whole, repeats=repeats)
    classes = task == "classification"
    said = sources.column_findings(
        found.sample, targets, inputs, classes=classes, grouped_by=spec.group, time=spec.time
    )
    return (*marks, *said)


def _preview(path: Path, how: sources.Reading) -> sources.Preview:
    """Show what the columns of a table are taken for, and its bad rows."""
    with _bar() as tell:
        found = sources.preview(path, how=how, progress=tell, keep=True)
    table = _table("column", "kind", "missing", "distinct", "examples")
    for c in found.columns:
        shown = ", ".join(v.replace("\n", "⏎") for v in c.examples[:3])
        table.add_row(c.name, c.kind, f"{c.missing:,}", ("~" if c.is_estimate else "") + f"{c.distinct:,}", shown[:60])
    errors.print(table)
    for note in found.notes:
        errors.print(f"! {note}", soft_wrap=True, markup=False, highlight=False)
    for c in found.columns:
        if c.note:
            errors.print(f"! {c.name!r}: {c.note}", soft_wrap=True, markup=False, highlight=False)
    errors.print(f"{found.rows:,} rows, {found.n_bad:,} bad ones")
    for row in found.bad[:10]:
        errors.print(f"  {row}", soft_wrap=True)
    return found


def _spec(name: str, settings: list[str]) -> Source:
    """Return the spec of a data set with the changes of ``--set``."""
    return _validated(name, _fields(settings))


def _fields(settings: list[str]) -> dict[str, Any]:
    """Return the fields that ``--set`` gives, without a leading "data."."""
    fields: dict[str, Any] = {}
    for text in settings:
        key, value = parse_setting(text)
        path = key.removeprefix("data.").split(".", 1)
        if len(path) == 2:
            fields.setdefault(path[0], {})[path[1]] = value
        else:
            fields[path[0]] = value
    return fields


def _validated(name: str, fields: dict[str, Any]) -> Source:
    cls = source(name)
    unknown = [key for key in fields if key not in cls.model_fields]
    if unknown:
        known = sorted(cls.model_fields)
        meant = nearest(unknown[0], known)
        raise SpecError([Problem(unknown[0], f"is no field of {name}.{meant} It has {', '.join(known)}")])
    try:
        return cls.model_validate(fields)
    except ValidationError as error:
        raise to_spec_error(error) from None


@contextmanager
def _bar() -> Iterator[Callable[[float, str], None] | None]:
    """Give a function that shows progress on a terminal, None where there is none."""
    if not errors.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def tell(share: float, text: str) -> None:
            bar.update(task, completed=max(share, 0.0), description=text, total=1.0 if share >= 0 else None)

        yield tell


def _table(*names: str) -> Table:
    table = plain_table()
    for name in names:
        right = name in ("size", "train", "validation", "missing", "distinct", "low", "high", "mean", "deviation")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    return table


def _more(n: int) -> None:
    if n > _MOST_LINES:
        out.print(f"… and {n - _MOST_LINES:,} more")
