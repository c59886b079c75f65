"""Compiled kernels: kept in the user's folder, fresh whenever a source that they depend on changes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba.core import caching
from numba.core.errors import NumbaWarning

from gdlab.engine.machine import kernel_folder, source_stamp
from gdlab.engine.machine.positions import place
from tests.engine.probe_package import PROBE, copied_package, run

TOP = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("native_code")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return copied_package(tmp_path)


def test_a_second_process_loads_what_the_first_compiled(package: Path, tmp_path: Path):
    cache = str(tmp_path / "cache")
    assert run(PROBE, package, GDLAB_CACHE_DIR=cache).split()[:3] == ["2", "0", "1"]
    assert run(PROBE, package, GDLAB_CACHE_DIR=cache).split()[:3] == ["2", "1", "0"]
    assert not list(package.rglob("*.nbi"))
    assert list((tmp_path / "cache" / "kernels").rglob("*.nbi"))


def test_a_changed_helper_in_another_file_never_meets_the_old_kernel(package: Path, tmp_path: Path):
    cache = {
        "GDLAB_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # Python's own is as easily fooled
    helper = package / "gdlab" / "engine" / "probe_helper.py"
    before, times = helper.read_text(), helper.stat()
    assert run(PROBE, package, **cache).split()[0] == "2"
    helper.write_text(before.replace("x + 1", "x + 5"))
    os.utime(helper, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert run(PROBE, package, **cache).split()[0] == "6"
    helper.write_text(before)
    assert run(PROBE, package, **cache).split()[:3] == ["2", "1", "0"]  # both versions are kept


def test_numbas_own_variable_is_respected(package: Path, tmp_path: Path):
    run(PROBE, package, GDLAB_CACHE_DIR=str(tmp_path / "a"), NUMBA_CACHE_DIR=str(tmp_path / "b"))
    assert list((tmp_path / "b" / "kernels").rglob("*.nbi"))
    assert not (tmp_path / "a" / "kernels").exists()


def test_a_cache_folder_that_cannot_be_made_costs_only_the_cache(package: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    blocked = str(tmp_path / "file" / "cache")
    assert run(PROBE, package, GDLAB_CACHE_DIR=blocked, TMPDIR=str(tmp_path)).split()[0] == "2"
    assert not list(tmp_path.glob("gdlab-kernels-*")), "the temporary folder should go with the process"


def test_functions_of_others_are_cached_where_numba_puts_them(package: Path, tmp_path: Path):
    (package / "theirs.py").write_text("from numba import njit\n\n@njit(cache=True)\ndef f(x):\n    return x\n")
    code = "from gdlab.engine.machine.compiler import make_ready; make_ready()\n"
    code += "import theirs; theirs.f(1); print(theirs.f.stats.cache_path)"
    assert "__pycache__" in run(code, package, GDLAB_CACHE_DIR=str(tmp_path / "cache"))


def test_the_stamp_covers_what_a_module_imports():
    engine = TOP / "gdlab" / "engine"
    reached = {p.name for p in source_stamp._reached(engine / "optimizers" / "adam.py", set())}
    assert {"adam.py", "abi.py", "native.py", "base.py", "kinds.py"} <= reached
    assert "linear.py" not in reached
    assert source_stamp.stamp(str(engine / "trainer.py")) != source_stamp.stamp(str(engine / "history.py"))


def test_what_was_not_used_for_two_months_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kernel_folder, "folder", lambda: tmp_path)
    for name in ("old.nbi", "old.1.nbc", "new.nbi", "new.1.nbc", "notes.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "empty.nbi").touch()
    long_ago = time.time() - 90 * 86400
    for name in ("old.nbi", "old.1.nbc"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    assert kernel_folder.prune() == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new.1.nbc", "new.nbi", "notes.txt"]


_NETWORKS = """
import hashlib
import sys
import numpy as np
from tests.engine.running import trainer_of

rng = np.random.default_rng(0)
y = rng.integers(0, 3, 40)
networks = (((6, 8), ["LSTM(hidden_size=16)"]), ((3, 8, 8), ["BatchNorm2d", "Flatten"]))
shape, layer = networks[int(sys.argv[1])]
x = rng.normal(size=(40, *shape)).astype("float32")
trainer = trainer_of([*layer, "Linear(out_features=3)"], x, y, training={"batch_size": 8})
trainer.advance(8)
print(hashlib.sha256(trainer.state()["mem"].tobytes()).hexdigest())
"""


@pytest.mark.parametrize("network", [0, 1])
def test_a_process_that_compiles_rounds_as_one_that_loads(tmp_path, network: int):
    """A function that a kernel calls may be bound to another copy of it, which LLVM optimised otherwise."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", _NETWORKS, str(network)]
    figures = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(2)]
    assert figures[0].stdout == figures[1].stdout


def test_a_function_that_cannot_be_cached_is_warned_of_by_its_file():
    cache = caching.CompileResultCacheImpl(place.py_func)
    result = SimpleNamespace(lifted=[SimpleNamespace(can_cache=False)], fndesc=SimpleNamespace(qualname="place"))
    with pytest.warns(NumbaWarning, match='Cannot cache compiled function "place"') as told:
        assert not cache.check_cachable(result)
    assert told[0].filename.endswith("positions.py")


def test_two_processes_that_compile_at_once_never_get_each_other_s_code(monkeypatch):
    one, other = (caching.IndexDataCacheFile(str(kernel_folder.folder()), "raced", "stamp") for _ in range(2))
    monkeypatch.setattr(other, "_load_index", dict)  # both looked before either wrote
    write = one._save_data

    def other_is_quicker(name: str, data: object) -> None:
        other.save("float64", "code for float64")
        write(name, data)

    monkeypatch.setattr(one, "_save_data", other_is_quicker)
    one.save("float32", "code for float32")
    monkeypatch.undo()
    assert other.load("float64") == "code for float64"
    assert one.load("float32") in (None, "code for float32")
    for file in kernel_folder.folder().glob("raced*"):
        file.unlink()


def test_the_caches_of_other_packages_keep_numba_s_names(tmp_path):
    assert caching.IndexDataCacheFile(str(tmp_path), "theirs", "stamp")._data_name(3) == "theirs.3.nbc"
