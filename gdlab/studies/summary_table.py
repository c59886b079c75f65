"""A table of all verdicts in Markdown, with the machine, its load and the day, for a page of the documentation."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from gdlab import __version__
from gdlab.lab.files import write_file
from gdlab.lab.number_text import format_duration, format_number
from gdlab.studies.catalogue import ORDER
from gdlab.studies.result import Result
from gdlab.translation import in_english

#: What is between these lines of a page is replaced, the rest stays.
BEGIN, END = "<!-- verdicts -->", "<!-- end of verdicts -->"


@in_english()
def write_summary_table(results: Sequence[Result], path: str | Path, failures: Mapping[str, str] | None = None) -> Path:
    """Write the table of verdicts, into its place where the file has the two marking lines, else as the whole file.

    Rows of studies and sizes that were not run this time stay as they are, with the day and the load of their own run.

    Raises:
        OutputError: when the file cannot be written.
    """
    target = Path(path)
    page = target.read_text(encoding="utf-8") if target.exists() else ""
    if BEGIN not in page or END not in page:
        return write_file(target, summary_table(results, failures or {}))
    head, rest = page.split(BEGIN, 1)
    old, tail = rest.split(END, 1)
    kept = {key: line for line in old.splitlines() if (key := _key_of(line))[0] in ORDER}
    return write_file(target, f"{head}{BEGIN}\n{summary_table(results, failures or {}, kept)}{END}{tail}")


def summary_table(
    results: Sequence[Result], failures: Mapping[str, str], kept: Mapping[tuple[str, str], str] | None = None
) -> str:
    """Return the version and the machine in a sentence, and the table of verdicts.

    Args:
        results: the studies that were run.
        failures: those that could not be carried out, and why.
        kept: rows of other studies, and of other sizes, by name and size, that stay as they are.
    """
    rows = dict(kept or {}) | {(result.plan.study.name, result.plan.size): _row(result) for result in results}
    rows |= {(name, ""): f"| {name} | could not be carried out: {why} | | | | |" for name, why in failures.items()}
    keys = sorted(rows, key=lambda key: (ORDER.index(key[0]) if key[0] in ORDER else len(ORDER), key[1] != "quick"))
    lines = [
        machine_words(),
        "",
        "| study | verdict | rules | seeds | time | when, and the load |",
        "|---|---|---|---|---|---|",
        *(rows[key] for key in keys),
    ]
    return "\n".join(lines) + "\n"


def machine_words() -> str:
    """Return the version and the machine in a sentence."""
    return f"gdlab {__version__}, {platform.system()} on {platform.machine()}, {os.cpu_count() or 1} cores."


def day_and_load(load: str = "") -> str:
    """Return the day, and where the system tells it, the machine's load over five minutes.

    Args:
        load: the words before the load.
    """
    day = datetime.now(UTC).astimezone().date().isoformat()
    return day + (f", {load}{format_number(os.getloadavg()[1], 2)}" if sys.platform != "win32" else "")


def _row(result: Result) -> str:
    """Return a study's row, with the day and the machine's load now."""
    counts = result.verdict.text.split(": ", 1)[1].split(".", 1)[0]
    kept = f", {result.reused} runs kept" if result.reused else ""
    cells = (
        result.plan.study.name,
        str(result.verdict.state),
        counts,
        str(len(result.plan.seeds)),
        format_duration(result.seconds) + kept,
        f"{result.plan.size}, {day_and_load()}",
    )
    return f"| {' | '.join(cells)} |"


def _key_of(line: str) -> tuple[str, str]:
    """Return the study and the size that a row of the table is about, empty texts for another line."""
    cells = [cell.strip() for cell in line.split("|")]
    return (cells[1], cells[-2].split(",")[0]) if len(cells) > 3 else ("", "")
