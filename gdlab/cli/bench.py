"""``gdlab bench``: how fast this machine trains."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from gdlab import __version__
from gdlab.cli.console import errors, out, progress_bar
from gdlab.cli.plain_table import plain_table
from gdlab.cli.train import Quiet
from gdlab.lab import bench as lab
from gdlab.lab.files import check_writable, write_file
from gdlab.lab.number_text import format_count
from gdlab.lab.workloads import workloads
from gdlab.spec.errors import Problem, SpecError


def bench_command(
    names: Annotated[list[str], typer.Argument(metavar="[WORKLOAD]...", help="Names; all for none.")] = [],  # noqa: B006
    seconds: Annotated[float, typer.Option(min=0.5, max=3600, help="About how long to measure.")] = 60.0,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures as JSON.")] = None,
    quiet: Quiet = False,
) -> None:
    """Measure steps per second of the usual networks, and the share of what this machine could do."""
    known = [w.name for w in workloads()]
    if wrong := [n for n in names if n not in known]:
        raise SpecError([Problem("", f"there is no workload '{wrong[0]}'; there are {', '.join(known)}")])
    check_writable(json_file)
    with progress_bar(quiet) as bar:
        task = bar.add_task("this machine", total=100, note="") if bar else None

        def say(text: str, share: float) -> None:
            if bar is not None and task is not None:
                bar.update(task, description=text, completed=round(100 * share))

        report = lab.run_benchmarks(seconds, names, say)
    print_report(report)
    if json_file is not None:
        date = datetime.now(UTC).isoformat(timespec="seconds")
        content = {"gdlab": __version__, "date": date, **report.to_dict()}
        write_file(json_file, json.dumps(content, indent=2) + "\n")
        errors.print(f"Wrote {json_file}", soft_wrap=True)


def print_report(report: lab.BenchmarkReport) -> None:
    """Print the machine and one line a workload."""
    m = report.machine
    out.print(
        f"{m.name}, {m.cores} cores; one core: {m.sgemm / 1e9:.0f} GFLOP/s in sgemm, "
        f"{m.bandwidth / 1e9:.1f} GB/s to memory (more while it stays in the caches)",
        soft_wrap=True,
    )
    shown = plain_table()
    shown.add_column("")
    for name in ("steps/s", "µs/step", "examples/s", "GFLOP/s", "of sgemm", "GB/s"):
        shown.add_column(name, justify="right", no_wrap=True)
    for r in report.results:
        shown.add_row(
            r.title,
            format_count(r.steps_per_s),
            f"{r.us_per_step:.1f}",
            format_count(r.examples_per_s),
            f"{r.gflops:.1f}",
            f"{100 * r.share_of_sgemm:.0f} %",
            f"{r.gbytes_per_s:.1f}",
        )
    out.print(shown)


COMMANDS = {"bench": bench_command}
