"""How long kernels take to compile where no cache has them, and how large they are, for the baseline processor.

    python tests/benchmarks/compile_times.py                       all kernels, one after the other in one process
    python tests/benchmarks/compile_times.py --alone gru_backward  those whose names match, each in a process of its own
    python tests/benchmarks/compile_times.py --networks            what a first run of some networks waits for

Seconds are processor time; a kernel's do not contain what an earlier kernel of the same process needed too. Bytes are
those of its object file, which do not depend on the machine's load: a kernel that has grown is seen there first.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

_BEGIN = """
import sys, time
sys.path[:0] = ["packaging"]
from gdlab.engine.machine.compiler import make_ready
"""
_KERNELS = """
from build_kernels import all_kernels
wanted, dtype = sys.argv[1].split(), sys.argv[2]
make_ready()
for kernel in all_kernels():
    if wanted and kernel.__name__ not in wanted:
        continue
    began = time.process_time()
    kernel._compile(dtype)
    seconds = time.process_time() - began
    content, _, _ = kernel.object_code(dtype)
    print(kernel.__name__, seconds, len(content), flush=True)
"""
_NAMES = """
from build_kernels import all_kernels
print(*(kernel.__name__ for kernel in all_kernels()))
"""
_NETWORK = """
from tests.benchmarks.large_networks import large_workloads
from gdlab.lab.workloads import all_workloads
workload = {w.name: w for w in (*large_workloads(), *all_workloads())}[sys.argv[1]]
spec = workload.spec
began = time.process_time()
found = compilation.prepare(spec, workload.shape)
print(workload.title.replace(" ", "_"), time.process_time() - began, found)
"""
#: The networks of ``--networks``, by the names of the workloads.
NETWORKS = ("mlp", "lenet", "cnn", "resnet20", "lstm")


def main() -> None:
    """Print the seconds and the bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", metavar="REGEX", help="compile the kernels whose names match it, each by itself")
    parser.add_argument("--networks", action="store_true", help="compile what some networks need")
    parser.add_argument("--dtype", default="float32", choices=("float32", "float64"), help="the precision of kernels")
    parser.add_argument("--most", type=int, default=20, help="how many kernels are printed, the slowest first")
    given = parser.parse_args()
    if given.networks:
        rows = [row for name in NETWORKS for row in _compiled(_NETWORK, name)]
        _print(rows, "kernels", len(rows))
        return
    groups = [""]
    if given.alone:
        names = subprocess.run(_command(_NAMES), env=_environment(""), stdout=subprocess.PIPE, text=True, check=True)
        groups = [name for name in names.stdout.split() if re.search(given.alone, name)]
    rows = [row for group in groups for row in _compiled(_KERNELS, group, given.dtype)]
    _print(sorted(rows, key=lambda row: -row[1]), "bytes", given.most)
    print(f"{len(rows)} kernels, {sum(row[1] for row in rows):.1f} s, {sum(row[2] for row in rows):,} bytes")


def _print(rows: list[tuple[str, float, int]], unit: str, most: int) -> None:
    for name, seconds, count in rows[:most]:
        print(f"{name.replace('_', ' ') if unit == 'kernels' else name:40} {seconds:7.2f} s {count:9,} {unit}")


def _compiled(code: str, *arguments: str) -> list[tuple[str, float, int]]:
    """Return a name, seconds and a number for each line that a process prints which has an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        done = subprocess.run(
            _command(code, *arguments), env=_environment(cache), cwd=TOP, stdout=subprocess.PIPE, text=True, check=True
        )
    rows = [line.split() for line in done.stdout.splitlines()]
    return [(name, float(seconds), int(count)) for name, seconds, count in rows]


def _command(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", _BEGIN + code, *arguments]


def _environment(cache: str) -> dict[str, str]:
    """Return the environment of a process that compiles for the baseline and has a cache of its own."""
    from gdlab.engine.machine.shipped_kernels import BASELINES, machine

    added = {"PYTHONPATH": str(TOP), "NUMBA_CPU_NAME": BASELINES[machine()], "NUMBA_CPU_FEATURES": ""}
    return os.environ | added | ({"NUMBA_CACHE_DIR": cache} if cache else {})


if __name__ == "__main__":
    main()
