"""Disks of a few pages, which are full at one write or another: file systems in memory, where they may be mounted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from gdlab.lab.store import Store
from tests.faults.site import Site
from tests.lab.small import same, trained

_PAGE = os.sysconf("SC_PAGE_SIZE")
#: Pages of the largest disk that a case is given; a store of the case's run needs fewer.
MOST_PAGES = 100


@contextmanager
def small_disk(folder: Path, pages: int) -> Iterator[Callable[[], None]]:
    """Mount a disk of so many pages on a folder; give what makes it large.

    Raises:
        CalledProcessError: where it may not be mounted.
    """
    folder.mkdir(exist_ok=True)
    _mount(f"size={pages * _PAGE}", folder)
    try:
        yield lambda: _mount("remount,size=64M", folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _mount(options: str, folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "gdlab", str(folder)], check=True, capture_output=True)


@cache
def can_mount() -> bool:
    """Tell whether this process may mount a disk."""
    folder = Path(f"/tmp/gdlab-mount-{os.getpid()}")
    try:
        with small_disk(folder, 4):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        if folder.exists():
            folder.rmdir()


def full_small_disk(site: Site) -> list[str]:
    """Train with the store on a small disk; once it is large, the next command finds the run in the store."""
    if not can_mount():
        return []
    disk = site.folder / "disk"
    store = disk / "runs.sqlite"
    with small_disk(disk, site.rng.randrange(1, MOST_PAGES)) as enlarge:
        code, said = site.run("run", "small.toml", "--store", str(store))
        enlarge()
        told, heard = site.run("runs", "--store", str(store))
        problems = [text for text in (said, heard) if "Traceback" in text or "went wrong inside" in text]
        if code == 2 and "disk is full" in said and not Store(store).list():
            return problems  # refused before anything was trained
        runs = Store(store).load()
        if told != 0 or len(runs) != 1 or not same(runs[0], trained(epochs=2)):
            problems.append(f"the run is lost: {code}, {said[-300:]}, {heard[-300:]}")
        return problems + [f"left {file.name}" for file in site.folder.glob("*-rescued-*")]
