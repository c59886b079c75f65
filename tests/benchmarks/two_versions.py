"""The time of a training step in two checkouts of gdlab, which take turns on one core.

    python tests/benchmarks/two_versions.py OLD NEW SPEC.toml [--rounds 80] [--steps 1800]

Each checkout trains in a process of its own, with a kernel cache of its own. In a round each trains the same number of
steps, some 40 ms; the ratio of the two is taken within the round, so that other programs slow both alike. Processes
that run for a second each, one after the other, differ by up to a half on a machine that is busy.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_WORKER = """
import sys, time
import gdlab
trainer = gdlab.Trainer(gdlab.load_spec(sys.argv[1]))
trainer.advance(3000)
print("ready", gdlab.__file__, flush=True)
for line in sys.stdin:
    began = time.process_time()
    trainer.advance(int(line))
    print(time.process_time() - began, flush=True)
"""


def main() -> None:
    """Print the microseconds of a step of both, and the ratio of the new one's to the old one's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, help="the folder of the older checkout")
    parser.add_argument("new", type=Path, help="the folder of the newer checkout")
    parser.add_argument("spec", type=Path, help="a spec with more epochs than are trained")
    parser.add_argument("--rounds", type=int, default=80, help="how often each has its turn")
    parser.add_argument("--steps", type=int, default=1800, help="steps of a turn")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as caches:
        workers = [_worker(tree.resolve(), given.spec, Path(caches) / name)
                   for tree, name in ((given.old, "old"), (given.new, "new"))]  # fmt: skip
        times: list[list[float]] = [[], []]
        for i in range(given.rounds):
            for k in (0, 1) if i % 2 else (1, 0):
                times[k].append(_turn(workers[k], given.steps) / given.steps * 1e6)
        for worker in workers:
            worker.communicate()
    ratios = [new / old for old, new in zip(*times, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(
        f"old {statistics.median(times[0]):.2f} µs, new {statistics.median(times[1]):.2f} µs of processor time a step"
    )
    print(f"new ÷ old: {middle:.3f} in the median, quartiles {low:.3f} and {high:.3f}")


def _worker(tree: Path, spec: Path, cache: Path) -> subprocess.Popen[str]:
    """Start a process that trains with one checkout, on the last core, and wait until its kernels are compiled."""
    environment = os.environ | {"PYTHONPATH": str(tree), "NUMBA_CACHE_DIR": str(cache), "GDLAB_THREADS": "1"}
    command = [sys.executable, "-c", _WORKER, str(spec.resolve())]
    worker = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=tree
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(worker.pid, {max(os.sched_getaffinity(0))})
    said = worker.stdout.readline().split() if worker.stdout else []
    if said[:1] != ["ready"] or not said[1].startswith(str(tree)):
        sys.exit(f"{tree}: no gdlab could be started there")
    return worker


def _turn(worker: subprocess.Popen[str], steps: int) -> float:
    """Return the seconds of processor time that a worker takes for some steps."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{steps}\n")
    worker.stdin.flush()
    return float(worker.stdout.readline())


if __name__ == "__main__":
    main()
