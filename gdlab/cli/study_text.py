"""What ``gdlab study`` prints: the list of studies, what is asked of one, and what came out."""

from __future__ import annotations

from rich.table import Table as RichTable
from rich.text import Text

from gdlab.cli.console import errors, out
from gdlab.cli.plain_table import plain_table
from gdlab.lab.number_text import format_duration
from gdlab.studies import catalogue
from gdlab.studies.export import measured_rows, printed_rows
from gdlab.studies.model import Study
from gdlab.studies.result import Result
from gdlab.studies.verdict import HOW

_MOST_COLUMNS = 12


def print_list() -> None:
    """Print the studies there are."""
    shown = plain_table()
    for column in ("study", "title", "seeds, quick / full"):
        shown.add_column(column, no_wrap=column != "title")
    group = ""
    for one in read_studies().values():
        if one.group != group:
            group = one.group
            shown.add_row(Text(catalogue.GROUPS[one.group], style="bold"), "", "")
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
        _print_table(*measured_rows(result.tables[part.name]), f"As measured. {part.heading}")
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
    taken = f", {result.reused} of {len(result.plan.distinct)} runs from the store" if result.reused else ""
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


def read_studies() -> dict[str, Study]:
    """Return every study by name, and print why a file could not be read."""
    held = catalogue.all_studies()
    for problem in held.problems:
        errors.print(problem, soft_wrap=True, style="yellow")
    return dict(held.studies)
