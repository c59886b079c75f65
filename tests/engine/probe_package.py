"""A small copy of the package with two kernels of its own, whose cache may be attacked in processes of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.warm import WarmPython

TOP = Path(__file__).resolve().parents[2]

PROBE = """
from gdlab.engine.probe_kernel import probe
print(probe(1), sum(probe.stats.cache_hits.values()), sum(probe.stats.cache_misses.values()), probe.__module__)
"""


# A process that has numba is made as one that starts with the environment and the path of the copy.
_BEGIN = """
import sys
from numba.core import config
sys.path.insert(0, {package!r})
sys.dont_write_bytecode = {bare}
config.reload_config()
"""


@cache
def _with_numba() -> WarmPython:
    folder = Path(tempfile.mkdtemp())
    process = WarmPython("import logging, numba, numpy, pydantic", folder=folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(process.end)
    return process


def run(code: str, package: Path, **environment: str) -> str:
    """Run code with a copy of the package and return what it prints."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NUMBA_CACHE_DIR", "PYTHONPATH")}
    begin = _BEGIN.format(package=str(package), bare="PYTHONDONTWRITEBYTECODE" in environment)
    done = _with_numba().run(begin + code, folder=package, environment=kept | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def copied_package(folder: Path) -> Path:
    """Copy what the cache needs of gdlab into a folder, with a kernel that calls a helper in another file."""
    house = folder / "site"
    (house / "gdlab" / "engine" / "machine").mkdir(parents=True)
    shutil.copy(TOP / "gdlab" / "paths.py", house / "gdlab")
    shutil.copytree(TOP / "gdlab" / "logs", house / "gdlab" / "logs")
    modules = (
        *("compiler", "kernel_cache", "kernel_files", "kernel_folder", "sealed_files", "self_contained"),
        *("failures", "processor", "source_stamp", "blas", "__init__"),
    )
    for name in ("__init__.py", *(f"machine/{module}.py" for module in modules)):
        shutil.copy(TOP / "gdlab" / "engine" / name, house / "gdlab" / "engine" / name)
    (house / "gdlab" / "__init__.py").touch()
    (house / "gdlab" / "engine" / "probe_helper.py").write_text(
        "from gdlab.engine.machine.compiler import njit\n\n@njit(cache=True)\ndef helper(x):\n    return x + 1\n"
    )
    (house / "gdlab" / "engine" / "probe_kernel.py").write_text(
        "from gdlab.engine import (\n    probe_helper,\n)\nfrom gdlab.engine.machine.compiler import njit\n\n"
        "helper = probe_helper.helper\n\n"
        "@njit(cache=True)\ndef probe(x):\n    return helper(x)\n"
    )
    return house
