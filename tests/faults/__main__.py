"""The long campaign: ``python -m tests.faults --minutes 5`` makes faults until the time is up, and prints counts."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.faults.cases import CASES
from tests.faults.site import Site


@dataclass
class Counts:
    """What a campaign has made so far, and what was broken.

    Attributes:
        made, broken: by case, how often.
        problems: each in a sentence.
        kills: how many processes were killed.
        lost: seconds from the newest step in the store to the kill, for each run that had trained.
        waited: for how many of these seconds the threads that train had waited for a processor.
    """

    made: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    kills: int = 0
    lost: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def add(self, name: str, number: int, site: Site, found: list[str]) -> None:
        """Count one case."""
        self.made[name] += 1
        self.broken[name] += bool(found)
        self.problems += [f"{name} {number}: {problem}" for problem in found]
        self.kills += site.kills
        self.lost += site.lost
        self.waited += site.waited

    def text(self) -> str:
        """Return the counts as a table, with every problem."""
        lines = [f"{name:18} {count:6} made {self.broken[name]:4} broken" for name, count in self.made.items()]
        lines.append(f"{'all':18} {self.made.total():6} made {self.broken.total():4} broken")
        if self.lost:
            lines.append(f"{self.kills} kills, {len(self.lost)} runs under way")
            lines.append(f"seconds lost: {_spread(self.lost)}")
            ran = [lost - waited for lost, waited in zip(self.lost, self.waited, strict=True)]
            lines.append(f"less those in which training waited for a processor: {_spread(ran)}")
            lines.append(f"load: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
        return "\n".join([*lines, *self.problems])


def _spread(seconds: list[float]) -> str:
    late = sum(one > 1 for one in seconds)
    return f"{np.median(seconds):.2f} in the median, {max(seconds):.2f} at the most, more than one in {late}"


def _try(number: int, top: Path, asked: argparse.Namespace, counts: Counts) -> None:
    cases = [case for case in CASES if not asked.only or case.__name__ in asked.only]
    case = cases[number % len(cases)]
    folder = top / str(number)
    folder.mkdir()
    site = Site(folder, _kernels(top), random.Random(f"{asked.seed} {number}"), asked.length)
    try:
        found = case(site)
    except subprocess.TimeoutExpired as late:
        found = [f"a command did not end within {late.timeout:.0f} s"]
    counts.add(case.__name__, number, site, found)
    shutil.rmtree(folder, ignore_errors=True)
    if found:
        print(*counts.problems[-len(found) :], sep="\n", flush=True)


def _kernels(top: Path) -> Path:
    return Path(os.environ.get("NUMBA_CACHE_DIR", top / "kernels"))


def main() -> int:
    """Run cases in turn, print a table of counts and every problem; return 1 if there was one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="what chooses moments and places")
    parser.add_argument("--only", action="append", default=[], metavar="CASE", help="a case; all for none")
    parser.add_argument("--kills", type=int, default=0, help="end when so many processes were killed")
    parser.add_argument("--length", type=float, default=1.0, help="length of what is killed; less where that is slow")
    asked = parser.parse_args()
    counts = Counts()
    top = Path(tempfile.mkdtemp(prefix="gdlab-faults-"))
    (top / "first").mkdir()
    Site(top / "first", _kernels(top), random.Random()).run("run", "small.toml")  # compiles
    end, number = time.monotonic() + 60 * asked.minutes, 0
    try:
        while time.monotonic() < end and not 0 < asked.kills <= counts.kills:
            _try(number, top, asked, counts)
            number += 1
    finally:
        shutil.rmtree(top, ignore_errors=True)
        print(counts.text(), flush=True)
    return 1 if counts.problems else 0


if __name__ == "__main__":
    sys.exit(main())
