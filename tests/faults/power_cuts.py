"""Power cuts: the store's files as they are at every write, and the same with the newest pages torn or missing.

SQLite's writes go through the operating system. A copy of the files between any two of them is what a cut would leave
if the system had written everything in order; without the end of the write-ahead log, or with its last page torn, it
is what a cut leaves that came before the disk had it all.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.resume import resume, resume_all
from gdlab.lab.run import Run
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import train
from gdlab.spec.run import RunSpec
from tests.faults.site import Site
from tests.lab.small import same, spec

_ASKED: dict[str, Any] = {"training__epochs": 1500, "optimizer": "Adam(lr=0.01)"}
#: A network whose checkpoints stand in files beside the store.
_LARGE = _ASKED | {"training__epochs": 20, "network__layers": [f"Linear(out_features={n})" for n in (700, 700, 2)]}


@dataclass
class Cuts:
    """What became of the snapshots.

    Attributes:
        made: how many there were.
        lost: of each that holds a checkpoint, seconds from the checkpoint to the copy.
        problems: what was wrong, in sentences.
    """

    made: int = 0
    lost: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def copy_at_every_write(store: Path, folder: Path, work: Callable[[], object]) -> list[tuple[Path, float]]:
    """Copy a store's files whenever this process is about to write one of them; return the folders and the times."""
    made: list[tuple[Path, float]] = []
    names = [store.name, f"{store.name}-wal", f"{store.name}-shm"]

    def copy(statement: str) -> None:
        place = folder / str(len(made))
        place.mkdir()
        if (beside := store.with_name(f"{store.name}-checkpoints")).exists():
            shutil.copytree(beside, place / beside.name)
        for name in names:
            if (store.parent / name).exists():
                (place / name).write_bytes((store.parent / name).read_bytes())
        made.append((place, time.time()))

    connect = sqlite3.connect

    def traced(*words: object, **options: object) -> sqlite3.Connection:
        connection = connect(*words, **options)  # type: ignore[arg-type]
        connection.set_trace_callback(copy)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]
    try:
        work()
    finally:
        sqlite3.connect = connect
    copy("")
    return made


def _check(place: Path, when: float, least: int, cuts: Cuts, *, torn: bool = False) -> Store | None:
    """Open one copy and note what is wrong with it.

    A torn log may lack lines that were on the disk long before, since it is torn anywhere; the file of a checkpoint to
    which such an old line points has been written over, which is told when it is read.
    """
    cuts.made += 1
    path = place / "runs.sqlite"
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            cuts.problems.append(f"{place.name}: {answer}")
            return None
        if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return None  # cut before the store was made
    held = Store(path)
    runs = held.load()
    if len(runs) < least:
        cuts.problems.append(f"{place.name}: {len(runs)} runs, and {least} had been written")
    for line in held.interrupted():
        try:
            state = held.checkpoint(line.id)
        except StoreError as error:
            cuts.problems += [] if torn else [f"{place.name}: {error}"]
            continue
        if state is not None and "history/0/column/wall_time" in state:
            cuts.lost.append(when - float(state["history/0/column/wall_time"][-1]))
    return held


def _tear(place: Path, rng: random.Random) -> None:
    """Cut off the end of the write-ahead log at any byte, and put nonsense in the place of its last ones.

    Of two files of a checkpoint the older one, which is written next, is half written too.
    """
    files = sorted(place.glob("runs.sqlite-checkpoints/*"), key=lambda path: path.stat().st_mtime_ns)
    for path in files[: len(files) // 2]:
        raw = path.read_bytes()
        path.write_bytes(rng.randbytes(5000) + raw[5000 : rng.randrange(len(raw))])
    log = place / "runs.sqlite-wal"
    if not log.exists() or not log.stat().st_size:
        return
    raw = bytearray(log.read_bytes())
    end = rng.randrange(len(raw))
    raw[end:] = rng.randbytes(min(len(raw) - end, 4096)) if rng.random() < 0.5 else b""
    log.write_bytes(raw)
    (place / "runs.sqlite-shm").unlink(missing_ok=True)


def power_cuts(folder: Path, rng: random.Random, resumed: int = 3, *, large: bool = False) -> Cuts:
    """Train two runs, one after the other, and check every copy of the store that a power cut may have left.

    Args:
        folder: an empty folder.
        rng: what chooses the pages that are torn.
        resumed: how many copies are gone on with.
        large: whether the checkpoints stand in files beside the store.
    """
    cuts, store = Cuts(), folder / "runs.sqlite"
    changes = _LARGE if large else _ASKED
    asked: list[RunSpec] = [spec(name=f"run {k}", seed=k, **changes) for k in range(2)]
    begun: list[float] = []

    def work() -> None:
        recorder = RunRecorder(Store(store), interval=0.05)
        for each in asked:
            train(each, recorder=recorder)
            recorder.flush(60)
            begun.append(time.time())
        recorder.close()

    copies = copy_at_every_write(store, folder, work)
    whole: dict[int, Run] = {}
    for number, (place, when) in enumerate(copies):
        held = _check(place, when, sum(when > moment for moment in begun), cuts)
        if held is not None and number in np.linspace(1, len(copies) - 1, resumed + 2).astype(int)[1:-1]:
            runs, problems = resume_all((), held, each=lambda key, held=held: resume(key, held))
            cuts.problems += problems
            for run in runs:
                whole.setdefault(run.spec.seed, train(asked[run.spec.seed]))
                cuts.problems += [] if same(run, whole[run.spec.seed]) else [f"{place.name}: other figures"]
    for place, when in rng.sample(copies, len(copies) // 2):
        _tear(place, rng)
        _check(place, when, 0, cuts, torn=True)
    return cuts


def power_cut(site: Site) -> list[str]:
    """Cut the power at every write of two runs."""
    cuts = power_cuts(site.folder, site.rng)
    site.lost += cuts.lost
    site.waited += [0.0] * len(cuts.lost)
    return cuts.problems


def power_cut_of_large_run(site: Site) -> list[str]:
    """Cut the power at every write of two runs of a large network."""
    cuts = power_cuts(site.folder, site.rng, large=True)
    site.lost += cuts.lost
    site.waited += [0.0] * len(cuts.lost)
    return cuts.problems


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as top:
        choice = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
        found = power_cuts(Path(top), choice, 12, large="large" in sys.argv)
    print(f"{found.made} cuts, at most {max(found.lost):.2f} s lost", *found.problems, sep="\n")
