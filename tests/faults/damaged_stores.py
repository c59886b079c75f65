"""Damaged copies of a store, repaired: ``python -m tests.faults.damaged_stores --count 100 --seed 1``.

A copy is cut off, has pages zeroed, bytes changed, or its header damaged. Of each it is known which lines stand on
pages that are as they were, and so which runs must come back. No run may come back with other figures, and nothing may
be missing without a word.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.database import remove_store
from gdlab.lab.store.database_pages import DatabasePages
from gdlab.lab.store.page_records import TABLE_LEAF, kind_of, records
from gdlab.lab.store.salvage import Salvaged, repair
from tests.lab.small import same, trained

#: Tables whose lines a run needs to be called whole.
_NEEDED = ("runs", "series", "parts", "blobs")


class Sample:
    """A store of some runs of several sizes, and on which pages each run stands.

    Args:
        folder: where it is made.
    """

    def __init__(self, folder: Path) -> None:
        store = Store(folder / "whole.sqlite")
        for i in range(12):
            wide = ["Linear(out_features=256)", "Tanh", "Linear(out_features=64)", "Linear(out_features=2)"]
            run = trained(
                name=f"run {i}",
                seed=i,
                training__epochs=(2, 40, 300)[i % 3],
                **({"network__layers": wide} if i % 2 else {}),
            )
            run.status = Status.STOPPED if i == 5 else run.status
            store.save(run)
            store.tag(run.id, "tag", f"tag of {i}")
            store.note(run.id, f"The note of run {i}.")
        with closing(sqlite3.connect(store.path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.raw = store.path.read_bytes()
        self.runs = {run.id: run for run in store.load()}
        self.pages = self._pages(store.path)

    def _pages(self, path: Path) -> dict[str, set[int]]:
        """Return the numbers of the pages on which each run's metrics, arrays and line stand."""
        found: dict[str, set[int]] = {key: set() for key in self.runs}
        with closing(DatabasePages(path)) as pages:
            for number in range(1, pages.count + 1):
                if kind_of(pages, number) != TABLE_LEAF:
                    continue
                used: set[int] = set()
                for record in records(pages, number, used):
                    if record.values and record.values[0] in found:
                        found[str(record.values[0])] |= {number, *used}
        return found


def cut_off(rng: random.Random, raw: bytearray) -> None:
    """Cut the file off somewhere."""
    del raw[rng.randrange(len(raw)) :]


def zeroed(rng: random.Random, raw: bytearray) -> None:
    """Fill pages with zeros."""
    for _ in range(rng.choice((1, 3, 10))):
        at = rng.randrange(len(raw) // 4096) * 4096
        raw[at : at + 4096] = bytes(4096)


def overwritten(rng: random.Random, raw: bytearray) -> None:
    """Write something else over pages, or over parts of some."""
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(len(raw) // 512) * 512
        length = rng.choice((512, 4096, 8192))
        raw[at : at + length] = rng.randbytes(min(length, len(raw) - at))


def flipped(rng: random.Random, raw: bytearray) -> None:
    """Change single bytes."""
    for _ in range(rng.choice((1, 5, 50))):
        raw[rng.randrange(len(raw))] = rng.randrange(256)


def header_damaged(rng: random.Random, raw: bytearray) -> None:
    """Damage the header, or the whole first page."""
    if rng.random() < 0.3:
        raw[:4096] = bytes(4096)
    for _ in range(rng.choice((1, 8, 100))):
        raw[rng.randrange(100)] = rng.randrange(256)


HARMS: tuple[Callable[[random.Random, bytearray], None], ...] = (cut_off, zeroed, overwritten, flipped, header_damaged)


def damaged_copy(
    sample: Sample, rng: random.Random, harm: Callable[[random.Random, bytearray], None], path: Path
) -> set[str]:
    """Write a damaged copy; return the runs all of whose pages are as they were."""
    raw = bytearray(sample.raw)
    harm(rng, raw)
    path.write_bytes(raw)
    changed = {
        at // 4096 + 1 for at in range(0, len(sample.raw), 4096) if raw[at : at + 4096] != sample.raw[at : at + 4096]
    }
    return {key for key, pages in sample.pages.items() if not pages & (changed - {1})}


def check_repair(sample: Sample, path: Path, whole: set[str]) -> tuple[set[str], list[str]]:
    """Repair a damaged copy; return the runs that came back whole, and what is wrong."""
    try:
        done = repair(path)
    except StoreError as error:
        return set(), [f"no run came back of {len(whole)} whole ones: {error}"] if whole else []
    if done.path is None:
        held, done = Store(path), Salvaged(path, tuple(run.id for run in Store(path).list()), {}, {})
    else:
        held = Store(done.path)
    runs = {run.id: run for run in held.load()}
    problems = [f"{key} was saved and cannot be read" for key in set(done.saved) - set(runs)]
    problems += [f"{key} is not there, without a word" for key in set(sample.runs) - set(runs) - set(done.lost)]
    for key, run in runs.items():
        problems += _differences(key, run, sample.runs.get(key), done.partly.get(key, ""))
    back = {key for key in runs if key in sample.runs and not done.partly.get(key)}
    problems += [f"{key} is whole and came not back as such" for key in whole - back]
    return back, problems


def _differences(key: str, run: Run, original: Run | None, missing: str) -> list[str]:
    """Return in what a saved run differs from the one that was stored, without a word."""
    if original is None:
        return [f"{key} was never there"]
    problems: list[str] = []
    if run.spec != original.spec or run.elapsed != original.elapsed:
        problems.append(f"{key} has another spec or another duration")
    if "metrics" not in missing and "parameters" not in missing and not _is_same(run, original):
        problems.append(f"{key} has other figures")
    theirs = original.history.columns()
    for name, column in run.history.columns().items():
        if name not in theirs or not set(map(_bits, column)) <= set(map(_bits, theirs[name])):
            problems.append(f"{key} has figures in {name} that it never had")
    if "marks" not in missing and run.history.marks != original.history.marks:
        problems.append(f"{key} has other marks")
    return problems


def _is_same(run: Run, original: Run) -> bool:
    return run.parameters.keys() == original.parameters.keys() and same(run, original)


def _bits(value: object) -> object:
    return np.float64(value).tobytes() if isinstance(value, float) else value


def main() -> int:
    """Make damaged copies in turn, print counts and every problem; return 1 if there was one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.damaged_stores", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many copies")
    parser.add_argument("--seed", type=int, default=0, help="what chooses the damage")
    asked = parser.parse_args()
    top = Path(tempfile.mkdtemp(prefix="gdlab-damaged-"))
    sample, problems = Sample(top), 0
    copies, of_whole, came = Counter[str](), Counter[str](), Counter[str]()
    for number in range(asked.count):
        harm = HARMS[number % len(HARMS)]
        path = top / f"{number}.sqlite"
        whole = damaged_copy(sample, random.Random(f"{asked.seed} {number}"), harm, path)
        back, found = check_repair(sample, path, whole)
        copies[harm.__name__] += 1
        of_whole[harm.__name__] += len(whole)
        came[harm.__name__] += len(whole & back)
        problems += len(found)
        for problem in found:
            print(f"{harm.__name__} {number}: {problem}", flush=True)
        remove_store(path)
        remove_store(path.with_name(f"{number}-repaired.sqlite"))
    for name, count in copies.items():
        print(f"{name:15} {count:4} copies: {came[name]} of {of_whole[name]} whole runs came back")
    shutil.rmtree(top, ignore_errors=True)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
