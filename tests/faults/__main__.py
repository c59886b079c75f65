"""The long campaign: ``python -m tests.faults --minutes 5`` makes faults until the time is up, and prints counts."""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.cases import CASES, Site


def main() -> int:
    """Run cases in turn, print a table of counts and every problem; return 1 if there was one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="what chooses moments and places")
    asked = parser.parse_args()
    made, broken, problems = Counter[str](), Counter[str](), []
    top = Path(tempfile.mkdtemp(prefix="gdlab-faults-"))
    (top / "first").mkdir()
    Site(top / "first", top / "kernels", random.Random()).run("run", "small.toml")  # compiles
    end, number = time.monotonic() + 60 * asked.minutes, 0
    try:
        while time.monotonic() < end:
            case = CASES[number % len(CASES)]
            folder = top / str(number)
            folder.mkdir()
            try:
                found = case(Site(folder, top / "kernels", random.Random(f"{asked.seed} {number}")))
            except subprocess.TimeoutExpired as late:
                found = [f"a command did not end within {late.timeout:.0f} s"]
            made[case.__name__] += 1
            broken[case.__name__] += bool(found)
            problems += [f"{case.__name__} {number}: {problem}" for problem in found]
            shutil.rmtree(folder, ignore_errors=True)
            number += 1
    finally:
        shutil.rmtree(top, ignore_errors=True)
    for name, count in made.items():
        print(f"{name:18} {count:6} made {broken[name]:4} broken")
    print(f"{'all':18} {number:6} made {sum(broken.values()):4} broken")
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
