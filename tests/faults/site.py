"""The folder of one case, and processes that are started in it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gdlab.spec.files import dumps
from tests.faults.slices import PRELUDE
from tests.lab.small import spec

TOP = Path(__file__).resolve().parents[2]
_COMMAND = "from gdlab.__main__ import run_gdlab\nraise SystemExit(run_gdlab())\n"


@dataclass
class Site:
    """The folder of one case, and how commands are run in it.

    Attributes:
        folder: an empty folder.
        kernels: the cache of compiled kernels.
        rng: what chooses moments and places.
        length: the length of what is killed, against that of the long campaign.
        within: seconds after its first run is in the store within which a process is killed.
        resumed: how often a run that was killed is resumed and killed again.
        kills: how many processes were killed.
        lost: seconds from the newest step in the store to the kill, for each run that had trained.
        waited: for how many of these seconds the threads that train had waited for a processor.
    """

    folder: Path
    kernels: Path
    rng: random.Random
    length: float = 1.0
    within: float = 1.4
    resumed: int = 4
    kills: int = 0
    lost: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "small.toml").write_text(dumps(spec(epochs=2)))
        (self.folder / "endless.toml").write_text(dumps(spec(name="endless", epochs=10_000_000)))

    @property
    def store(self) -> Path:
        return self.folder / "runs.sqlite"

    @property
    def slices(self) -> Path:
        return self.folder / "slices"

    def start(self, *words: str, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
        """Start a command with the folder as its home."""
        return self.spawn([sys.executable, "-m", "gdlab", *words], before)

    def start_noted(self, *words: str) -> subprocess.Popen[str]:
        """Start a command with the folder as its home, whose slices of training are noted."""
        return self.spawn([sys.executable, "-c", PRELUDE.format(path=str(self.slices)) + _COMMAND, *words])

    def spawn(
        self, words: Sequence[str], before: Callable[[], object] | None = None, *, output: int = subprocess.DEVNULL
    ) -> subprocess.Popen[str]:
        """Start a program with the folder as its home."""
        environment = {**os.environ, "PYTHONPATH": str(TOP), "NUMBA_CACHE_DIR": str(self.kernels)}
        environment |= {f"GDLAB_{kind}_DIR": str(self.folder / kind.lower()) for kind in ("CACHE", "DATA", "CONFIG")}
        environment |= {"HOME": str(self.folder), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.Popen(
            words,
            cwd=self.folder,
            env=environment,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            preexec_fn=before or _default_signals,  # noqa: PLW1509 - the campaign has one thread
        )

    def run(self, *words: str, before: Callable[[], object] | None = None) -> tuple[int, str]:
        """Run a command and return its exit code and what it said."""
        with self.start(*words, before=before) as child:
            said = last_words(child)
        return child.returncode, said

    def wait_for_run(self, child: subprocess.Popen[str], status: str = "", store: Path | None = None) -> None:
        """Wait until the store holds a run, of this status if one is given, or the command has ended."""
        while child.poll() is None:
            if self.stored(status, store):
                return
            time.sleep(0.02)

    def wait_for_checkpoint(self, child: subprocess.Popen[str], store: Path, since: float) -> None:
        """Wait until a run's checkpoint was written after a time, or the command has ended."""
        while child.poll() is None:
            with suppress(sqlite3.Error), closing(sqlite3.connect(store, timeout=10)) as database:
                if database.execute("SELECT 1 FROM blobs WHERE kind = 'latest' AND time > ?", (since,)).fetchone():
                    return
            time.sleep(0.02)

    def stored(self, status: str = "", store: Path | None = None) -> int:
        """Return how many runs the store holds, of this status if one is given."""
        if not (store or self.store).exists():
            return 0
        try:
            with closing(sqlite3.connect(store or self.store, timeout=10)) as database:
                found = database.execute("SELECT count(*) FROM runs WHERE ? IN ('', status)", (status,))
                return int(found.fetchone()[0])
        except sqlite3.Error:
            return 0


def last_words(child: subprocess.Popen[str]) -> str:
    """Return what a command said until its end; one that does not end is killed."""
    try:
        return child.communicate(timeout=120)[1]
    except subprocess.TimeoutExpired:
        child.kill()
        raise


def _default_signals() -> None:
    """Take the signals that this process ignores, as one does that was started in the background or by ``nohup``."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
