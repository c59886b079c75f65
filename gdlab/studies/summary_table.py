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
from gdlab.studies.runner import Result

#: What stands between these lines of a page is replaced, the rest stays.
BEGIN, END = "<!-- verdicts -->", "<!-- end of verdicts -->"


def write_summary_table(results: Sequence[Result], path: str | Path, failures: Mapping[str, str] | None = None) -> Path:
    """Write the table of verdicts, into its place where the file has the two marking lines, else as the whole file.

    Raises:
        OutputError: when the file cannot be written.
    """
    text = summary_table(results, failures or {})
    target = Path(path)
    if target.exists():
        page = target.read_text(encoding="utf-8")
        if BEGIN in page and END in page:
            head, rest = page.split(BEGIN, 1)
            text = f"{head}{BEGIN}\n{text}{END}{rest.split(END, 1)[1]}"
    return write_file(target, text)


def summary_table(results: Sequence[Result], failures: Mapping[str, str]) -> str:
    """Return the machine in a sentence, and the table of verdicts."""
    sizes = " and ".join(sorted({r.plan.size for r in results})) or "no"
    seconds = sum(r.seconds for r in results)
    reused = sum(r.reused for r in results)
    kept = f", {reused} runs taken from the store" if reused else ""
    lines = [
        f"gdlab {__version__}, {sizes} size, {machine_words()}: {format_duration(seconds)}{kept}.",
        "",
        "| study | verdict | rules | seeds | time |",
        "|---|---|---|---|---|",
    ]
    for result in results:
        counts = result.verdict.text.split(": ", 1)[1].split(".", 1)[0]
        name, state = result.plan.study.name, result.verdict.state
        lines.append(f"| {name} | {state} | {counts} | {len(result.plan.seeds)} | {format_duration(result.seconds)} |")
    lines += [f"| {name} | could not be carried out: {why} | | | |" for name, why in failures.items()]
    return "\n".join(lines) + "\n"


def machine_words() -> str:
    """Return processor, cores, load and day in a phrase."""
    cores = os.cpu_count() or 1
    day = datetime.now(UTC).astimezone().date().isoformat()
    load = ""
    if sys.platform != "win32":  # which does not say it
        load = f", load {format_number(os.getloadavg()[1], 2)} over five minutes"
    system = f"{platform.system()} on {platform.machine()}"
    return f"{day}, {system}, {cores} cores{load}"
