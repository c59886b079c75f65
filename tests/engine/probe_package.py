"""A small copy of the package with two kernels of its own, whose cache may be attacked in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

PROBE = """
import sys
from numba import njit
from gdlab.engine.machine import kernel_cache
from gdlab.engine.probe_kernel import probe
print(probe(1), sum(probe.stats.cache_hits.values()), sum(probe.stats.cache_misses.values()), probe.__module__)
"""


def run(code: str, package: Path, **environment: str) -> str:
    """Run code with a copy of the package and return what it prints."""
    kept = {k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPATH": str(package), **environment},
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def copied_package(folder: Path) -> Path:
    """Copy what the cache needs of gdlab into a folder, with a kernel that calls a helper in another file."""
    house = folder / "site"
    (house / "gdlab" / "engine" / "machine").mkdir(parents=True)
    shutil.copy(TOP / "gdlab" / "paths.py", house / "gdlab")
    shutil.copytree(TOP / "gdlab" / "logs", house / "gdlab" / "logs")
    modules = ("kernel_cache", "kernel_folder", "sealed_files", "source_stamp", "blas", "__init__")
    for name in ("__init__.py", *(f"machine/{module}.py" for module in modules)):
        shutil.copy(TOP / "gdlab" / "engine" / name, house / "gdlab" / "engine" / name)
    (house / "gdlab" / "__init__.py").touch()
    (house / "gdlab" / "engine" / "probe_helper.py").write_text(
        "from numba import njit\n\n@njit(cache=True)\ndef helper(x):\n    return x + 1\n"
    )
    (house / "gdlab" / "engine" / "probe_kernel.py").write_text(
        "from numba import njit\nfrom gdlab.engine import (\n    probe_helper,\n)\n\nhelper = probe_helper.helper\n\n"
        "@njit(cache=True)\ndef probe(x):\n    return helper(x)\n"
    )
    return house
