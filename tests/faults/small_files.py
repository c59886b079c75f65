"""Files of every kind written on disks of some pages, over one that is there: whole, or a sentence and the old file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import gdlab
from gdlab.lab.exports.base import run_formats
from gdlab.lab.files import write_file
from gdlab.lab.picture import plot_runs
from gdlab.lab.run import Run
from gdlab.spec.errors import GdlabError
from tests.faults.site import Site
from tests.faults.small_disks import can_mount, small_disk
from tests.lab.small import trained

_OLD = b"what was there before\n"
Writer = Callable[[Path], object]


def writers(run: Run) -> dict[str, tuple[str, Writer]]:
    """Return by kind of file the ending of its name and what writes one.

    Args:
        run: what is written.
    """
    found: dict[str, tuple[str, Writer]] = {}
    for name in ("long", "wide", "summary"):
        found[name] = (".csv", partial(_export, run, name))
    for name, form in run_formats().items():
        if form.suffix:  # else a folder
            found[name] = (form.suffix, partial(_export, run, name))
    for suffix in (".png", ".svg", ".pdf"):
        found[f"picture {suffix}"] = (suffix, lambda path: plot_runs([run], path=path))
    found["a spec, settings and other texts"] = (".toml", lambda path: write_file(path, "name = 1\n" * 2000))
    return found


def _export(run: Run, name: str, path: Path) -> None:
    gdlab.export([run], path, name)


def written_on_small_disks(run: Run, folder: Path, pages: int) -> tuple[Counter[str], list[str]]:
    """Write each kind of file on a disk of so many pages; return what became of them, and what is broken."""
    counts, problems = Counter[str](), list[str]()
    for kind, (suffix, write) in writers(run).items():
        with small_disk(folder, pages):
            target = folder / f"out{suffix}"
            target.write_bytes(_OLD)
            before = sorted(folder.iterdir())
            try:
                write(target)
                counts["written"] += 1
                problems += [] if target.stat().st_size > len(_OLD) else [f"{kind}: nothing was written"]
            except GdlabError as error:
                counts["refused"] += 1
                problems += [] if "cannot be written" in str(error) else [f"{kind}: {error}"]
                problems += [] if target.read_bytes() == _OLD else [f"{kind}: the old file was changed"]
                problems += [] if sorted(folder.iterdir()) == before else [f"{kind}: a file was left"]
            except Exception as error:
                problems.append(f"{kind}: {type(error).__name__}: {error}")
    return counts, problems


def files_on_small_disk(site: Site) -> list[str]:
    """Write a file of every kind where there is too little space for some of them."""
    if not can_mount():
        return []
    _, problems = written_on_small_disks(trained(epochs=40), site.folder / "disk", site.rng.randrange(2, 12))
    return problems
