"""The cases of the campaign: each makes one fault on purpose, in real processes, and returns what was broken by it."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from gdlab.lab.store import Store
from tests.faults.answers import answered_window
from tests.faults.bombs import BOMBS
from tests.faults.killed_writers import WRITERS
from tests.faults.kills import KILLS
from tests.faults.power_cuts import power_cut, power_cut_of_large_run
from tests.faults.site import Site, last_words
from tests.faults.small_disks import full_small_disk
from tests.faults.small_files import files_on_small_disk
from tests.faults.varied import ended_run

TOP = Path(__file__).resolve().parents[2]
_MOST_MEMORY = 1200 << 20  # bytes that a command may take when it meets a bomb
_UNFORESEEN = ("Traceback", "went wrong inside")


def _unforeseen(said: str, code: int, allowed: tuple[int, ...]) -> list[str]:
    problems = [f"said {word!r}: {said[-300:]}" for word in _UNFORESEEN if word in said]
    return problems + ([] if code in allowed else [f"ended with {code}: {said[-300:]}"])


def _sound(site: Site, least: int) -> list[str]:
    """Return what is wrong with a store that was interrupted."""
    with closing(sqlite3.connect(site.store, timeout=30)) as database, database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    problems = [] if answer == "ok" else [f"the store is damaged: {answer}"]
    found = Store(site.store).load()
    if len(found) < least:
        problems.append(f"{len(found)} runs are kept, and {least} had begun")
    return problems


def signalled_run(site: Site) -> list[str]:
    """End a training by one or several signals; the run is kept and the exit code names the signal."""
    number = site.rng.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    with site.start("run", "endless.toml", "--store", str(site.store)) as child:
        site.wait_for_run(child)
        time.sleep(site.rng.uniform(0.2, 1.0))
        for _ in range(site.rng.choice([1, 2, 10])):
            child.send_signal(number)
            time.sleep(0.01)
        said = last_words(child)
    return _sound(site, 1) + _unforeseen(said, child.returncode, (128 + number,))


def locked_store(site: Site) -> list[str]:
    """Hold the store's lock while a run ends; the run is kept all the same."""
    site.run("run", "small.toml", "--store", str(site.store))
    database = sqlite3.connect(site.store, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    with site.start("run", "small.toml", "--store", str(site.store)) as child:
        time.sleep(site.rng.uniform(1, 4))
        database.execute("ROLLBACK")
        database.close()
        said = last_words(child)
    return _sound(site, 2) + _unforeseen(said, child.returncode, (0,))


def damaged_store(site: Site) -> list[str]:
    """Damage the store's file; every command says so in a sentence."""
    site.run("run", "small.toml", "--store", str(site.store))
    raw = bytearray(site.store.read_bytes())
    if site.rng.random() < 0.3:
        raw = raw[: site.rng.randrange(len(raw))]
    for _ in range(site.rng.choice([1, 10, 500]) if raw else 0):
        raw[site.rng.randrange(len(raw))] = site.rng.randrange(256)
    site.store.write_bytes(raw)
    problems = []
    for words in (("runs",), ("export", "--out", "a.csv")):
        code, said = site.run(*words, "--store", str(site.store))
        problems += _unforeseen(said, code, (0, 2))
    return problems


def damaged_kernels(site: Site) -> list[str]:
    """Damage compiled kernels; they are made anew, and the run ends well."""
    if not site.kernels.exists():
        site.run("run", "small.toml", "--store", str(site.store))
    mine = site.folder / "kernels"
    shutil.copytree(site.kernels, mine)
    files = [file for file in mine.rglob("*.nb?") if file.is_file()]
    for file in site.rng.sample(files, min(len(files), 3)):
        raw = bytearray(file.read_bytes())
        if site.rng.random() < 0.5:
            raw = raw[: site.rng.randrange(len(raw) + 1)]
        elif raw:
            raw[site.rng.randrange(len(raw))] ^= 1 << site.rng.randrange(8)
        file.write_bytes(raw)
    copied = Site(site.folder, mine, site.rng)
    code, said = copied.run("run", "small.toml", "--store", str(site.store))
    return _unforeseen(said, code, (0,))


def bomb(site: Site) -> list[str]:
    """Import a file that unpacks to gigabytes; it is refused, in bounded memory, and leaves nothing."""
    name = site.rng.choice([name for name in BOMBS if name != "many.npz"])
    BOMBS[name](site.folder / name)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))

    code, said = site.run("data", "import", name, before=bounded)
    left = [file for file in (site.folder / "cache").rglob("*") if file.is_file()]
    problems = _unforeseen(said, code, (2,)) + ([f"left {left[0].name}"] if left else [])
    return [f"{name}: {problem}" for problem in problems]


def full_disk(site: Site) -> list[str]:
    """Let every file end at some size; the command says so and the store stays sound."""
    most = site.rng.choice([0, 100, 4096, 20_000, 60_000, 200_000])

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    code, said = site.run("run", "small.toml", "--store", str(site.store), "--csv", "a.csv", before=limited)
    problems = [f"{most} bytes: {problem}" for problem in _unforeseen(said, code, (0, 2))]
    return problems + (_sound(site, 0) if site.store.exists() and site.stored() else [])


def fuzzed_file(site: Site) -> list[str]:
    """Change bytes of a spec, a table or arrays; the file is read or refused in a sentence."""
    np.savez(site.folder / "a.npz", X=np.arange(40.0).reshape(20, 2), y=np.arange(20) % 2)
    (site.folder / "a.csv").write_text("a,b\n" + "".join(f"{k},{'xy'[k % 2]}\n" for k in range(40)))
    (site.folder / "a.jsonl").write_text("".join(f'{{"a": {k}, "b": "{"xy"[k % 2]}"}}\n' for k in range(40)))
    name = site.rng.choice(["a.npz", "a.csv", "a.jsonl", "small.toml"])
    raw = bytearray((site.folder / name).read_bytes())
    for _ in range(site.rng.choice([1, 3, 20])):
        at = site.rng.randrange(len(raw))
        raw[at : at + site.rng.randrange(3)] = site.rng.randbytes(site.rng.randrange(4))
    (site.folder / name).write_bytes(raw)
    words = ("run", name, "--store", str(site.store)) if name == "small.toml" else ("data", "import", name)
    code, said = site.run(*words)
    return [f"{name}: {problem}" for problem in _unforeseen(said, code, (0, 2, 3))]


CASES: tuple[Callable[[Site], list[str]], ...] = (
    *KILLS, *WRITERS, ended_run, signalled_run, locked_store, damaged_store, damaged_kernels, bomb, full_disk,
    fuzzed_file, power_cut, power_cut_of_large_run, full_small_disk, files_on_small_disk,
    answered_window,
)  # fmt: skip
