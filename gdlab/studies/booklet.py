"""All studies as one booklet for paper: a page of words and tables a study, then its pictures, as PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gdlab.lab.files import write_file
from gdlab.lab.number_text import format_duration
from gdlab.lab.picture import theme_colors
from gdlab.studies.drawing import pictures_figure
from gdlab.studies.export import measured_rows, printed_rows
from gdlab.studies.model import Study
from gdlab.studies.result import Result
from gdlab.studies.summary_table import day_and_load, machine_words
from gdlab.studies.verdict import HOW
from gdlab.translation import in_english

_A4 = (8.27, 11.69)
#: Characters of a line, and lines of a page.
_WIDE, _LINES = 98, 86
_PICTURES = 6


@in_english()
def write_booklet(
    results: Sequence[Result],
    path: str | Path,
    failures: Mapping[str, str] | None = None,
    others: Sequence[tuple[Study, str]] = (),
    progress: Callable[[float, str], None] = lambda share, text: None,
) -> Path:
    """Write a PDF with the table of all verdicts, then each study: claim, source, figures, verdict, pictures.

    Args:
        results: the studies in order.
        path: the file.
        failures: the studies that could not be carried out, and why.
        others: studies without figures, and what is known of each; they are last.
        progress: is told the share that is done and the study that is written; what it raises ends the work.

    Raises:
        OutputError: when the file cannot be written.
    """
    from matplotlib.backends.backend_pdf import PdfPages

    drawn = BytesIO()
    with PdfPages(drawn) as pdf:
        words = [
            "The article's claims and the classics, run again",
            "",
            *_wrapped(HOW),
            "",
            *_summary(results),
            *(line for name, why in (failures or {}).items() for line in _wrapped(f"{name}: not carried out: {why}")),
            *(line for study, said in others for line in _wrapped(f"{study.name}: {said}")),
        ]
        for page in _pages(words):
            pdf.savefig(page)
        for done, result in enumerate(results):
            progress(done / len(results), result.plan.study.name)
            for page in _pages(list(_words(result))):
                pdf.savefig(page)
            found = result.pictures()
            for first in range(0, len(found), _PICTURES):
                pdf.savefig(pictures_figure(found[first : first + _PICTURES], "light", result.plan.study.title))
        for study, said in others:
            for page in _pages([*_claim(study), "", *_wrapped(said), *_reading(study)]):
                pdf.savefig(page)
    return write_file(path, drawn.getvalue())


def _summary(results: Sequence[Result]) -> Iterator[str]:
    """Yield the machine, and a line a study: its verdict, the seeds, the time and the size."""
    yield from (f"{machine_words()} {day_and_load('machine load ')}", "")
    heads = ("study", "verdict", "seeds", "time", "size")
    rows = [
        (r.plan.study.name, str(r.verdict.state), str(len(r.plan.seeds)), format_duration(r.seconds), str(r.plan.size))
        for r in results
    ]
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    for row in (heads, *rows):
        name, verdict, *figures = (text.ljust(w) for text, w in zip(row, widths, strict=True))
        yield "  ".join([name, verdict, *(text.strip().rjust(len(text)) for text in figures)])
    yield ""


def _words(result: Result) -> Iterator[str]:
    """Yield the lines of a study."""
    study, verdict = result.plan.study, result.verdict
    yield from _claim(study)
    yield from ("", *_wrapped(verdict.headline), *_wrapped(verdict.text))
    for judged in verdict.judged:
        yield from _wrapped(f"- {judged.sentence}")
    for sentence in (*verdict.remarks, *result.problems):
        yield from _wrapped(sentence)
    for part in study.parts:
        yield from ("", f"As measured. {part.heading}", *table_lines(*measured_rows(result.tables[part.name])))
    yield from _reading(study)


def _claim(study: Study) -> Iterator[str]:
    """Yield a study's title, its claim, its source, the rules and the printed table."""
    yield from (study.title, "")
    for head, text in (("The claim", study.claim), ("Source", study.source)):
        yield from _wrapped(f"{head}: {text}" if text else "")
    yield from ("", "What decides, fixed before the run:")
    for rule in study.rules_in_words():
        yield from _wrapped(f"- {rule}")
    if study.printed:
        yield from ("", f"As printed. {study.printed.caption}", *table_lines(*printed_rows(study.printed)))


def _reading(study: Study) -> Iterator[str]:
    """Yield what to look at, what it teaches and what to mind."""
    for head, text in (("What to look at", study.look), ("What it teaches", study.teaches), ("Mind", study.caveat)):
        yield from ("", *_wrapped(f"{head}: {text}")) if text else ()


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]], wide: int = _WIDE) -> Iterator[str]:
    """Yield a table as lines of equal columns; the columns that do not fit follow beneath, under the rows' names.

    Args:
        header: the name of each column, the first that of the rows.
        rows: the cells of each row, the first its name.
        wide: characters of a line; a single column that is wider is not cut.
    """
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    first = 1
    while first == 1 or first < len(header):
        last, length = first, widths[0]
        while last < len(header) and (last == first or length + 2 + widths[last] <= wide):
            length += 2 + widths[last]
            last += 1
        for row in (header, *rows):
            cells = [row[i].rjust(widths[i]) for i in range(first, last)]
            yield "  ".join([row[0].ljust(widths[0]), *cells]).rstrip()
        first = max(last, first + 1)


def _wrapped(text: str) -> Iterator[str]:
    """Yield the lines of a text, none longer than a page is wide."""
    for line in text.splitlines():
        yield from textwrap.wrap(line, _WIDE, subsequent_indent="  ") or [""]


def _pages(lines: list[str]) -> Iterator[Any]:
    """Yield pages of lines in a typewriter's letters; the first line is the title."""
    from matplotlib.figure import Figure

    ink = theme_colors("light")["text"]
    for first in range(0, len(lines), _LINES):
        page = Figure(figsize=_A4)
        body = lines[first : first + _LINES]
        if first == 0:
            page.text(0.07, 0.955, body[0], fontsize=14, weight="bold", color=ink, va="top", parse_math=False)
            body = ["", "", *body[1:]]
        page.text(
            0.07, 0.95, "\n".join(body), fontsize=7.2, family="DejaVu Sans Mono", color=ink, va="top", linespacing=1.25,
            parse_math=False,
        )  # fmt: skip
        yield page
