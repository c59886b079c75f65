"""Files of compiled kernels: whole ones serve the next process without a compiler, all others are compiled away."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gdlab.engine.machine import kernel_files, kernel_folder
from gdlab.engine.machine.compiler import INTERPRETED
from gdlab.engine.machine.kernel_files import ObjectCode
from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.sealed_files import write_sealed
from gdlab.engine.optimizers.closure import no_update
from gdlab.paths import make_private
from tests.engine.test_kernel_cache_attacks import DAMAGES

pytestmark = [
    pytest.mark.skipif(INTERPRETED, reason="nothing is compiled"),
    pytest.mark.usefixtures("native_code"),
]

FUNCTION = no_update.function


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the kernel's file, and no faults that were told before."""
    place = tmp_path / "kernels"
    make_private(place)
    monkeypatch.setattr(kernel_files, "folder", lambda: place)
    monkeypatch.setattr(kernel_folder, "_told", set())
    Kernel(FUNCTION).address("float32")
    return place


@pytest.fixture
def file(folder: Path) -> Path:
    (found,) = folder.rglob("*.nbk")
    return found


def is_taken() -> bool:
    """Return whether a kernel is loaded from its file."""
    return Kernel(FUNCTION)._loaded("float32") is not None


def test_a_kernel_is_kept_for_each_precision_and_read_again(folder: Path):
    assert not Kernel(FUNCTION).is_cached("float64")
    Kernel(FUNCTION).address("float64")
    assert {path.suffixes[-2] for path in folder.rglob("*.nbk")} == {".float32", ".float64"}
    for dtype in ("float32", "float64"):
        assert Kernel(FUNCTION).is_cached(dtype)
        assert kernel_files.read_code(FUNCTION, dtype) is not None


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_compiled_away_with_one_line_in_the_log(file: Path, damage: str, caplog: pytest.LogCaptureFixture):
    whole = file.read_bytes()
    file.write_bytes(DAMAGES[damage](whole))
    caplog.clear()
    kernel = Kernel(FUNCTION)
    assert not kernel.is_cached("float32")
    assert kernel.address("float32")
    (line,) = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
    assert line.startswith("a file of compiled kernels is")
    assert line.endswith(f"and is made anew: {file.name}")
    assert is_taken()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[1]\nx",
        b'{"symbol": "f"}\nx',
        b"\xff\n",
        json.dumps({"symbol": "f", "needs": 3}).encode(),
    ],
)
def test_a_sealed_file_of_another_form_is_compiled_away(file: Path, content: bytes):
    write_sealed(file, content)
    assert not is_taken()
    assert Kernel(FUNCTION).address("float32")
    assert is_taken()


def test_code_that_needs_what_no_library_has_is_compiled_away(folder: Path, caplog: pytest.LogCaptureFixture):
    code = kernel_files.read_code(FUNCTION, "float32")
    assert code is not None
    kernel_files.write_code(FUNCTION, "float32", ObjectCode(code.content, code.symbol, ["there_is_no_such_function"]))
    assert Kernel(FUNCTION).address("float32")
    assert "there_is_no_such_function cannot be found" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="owner and mode of files are POSIX's")
def test_files_that_others_may_write_pipes_and_devices_are_not_read(file: Path):
    file.chmod(0o666)
    assert not is_taken()
    puts: tuple[Callable[[Path], object], ...] = (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero"))
    for put in puts:
        file.unlink()
        put(file)
        assert not is_taken()
        if file.is_dir():
            file.rmdir()
            file.touch()


def test_code_for_another_processor_has_another_name(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kernel_files, "compiled_for", lambda: ("x86_64-linux-gnu", "x86-64-v3", "+avx2"))
    kernel_files._processor.cache_clear()
    try:
        assert not is_taken()
    finally:
        monkeypatch.undo()
        kernel_files._processor.cache_clear()


def test_a_kernel_from_outside_the_package_is_not_kept(folder: Path):
    def kernel(row, ctx, fp, mem, imem):
        fp[0] += 1.0

    assert Kernel(kernel).address("float64")
    assert len(list(folder.rglob("*.nbk"))) == 1


_RUN = """
import sys
import numpy as np
from tests.engine.running import trainer_of

x = np.random.default_rng(0).normal(size=(64, 8))
layers = ["Linear(out_features=16)", "ReLU", "Linear(out_features=3)"]
trainer = trainer_of(layers, x, np.arange(64) % 3, optimizer={"type": "Adam"}, training={"batch_size": 8})
trainer.advance(8)
print(trainer.state()["mem"].tobytes().hex()[:400], "numba" in sys.modules)
"""


def test_a_process_that_finds_all_its_kernels_imports_no_numba(tmp_path: Path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", _RUN]
    first, second = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    )
    assert first[1:] == ["True"]
    assert second == [first[0], "False"]


_FAILING = """
import logging, sys
import numpy as np
from gdlab.engine.machine.native import Frame, Kernel

logging.basicConfig(stream=sys.stdout, format="LOG %(levelname)s %(message)s")

def divides(row, ctx, fp, mem, imem):
    if ctx[0] == 0:
        raise ZeroDivisionError("nothing to divide by")
    fp[0] = 6.0 / ctx[0]

whole, fp = np.zeros(1, np.int64), np.zeros(1)
frame, kernel = Frame(whole, whole, fp, np.zeros(1), whole), Kernel(divides)
for _ in range(2):
    try:
        frame.run(kernel)
    except RuntimeError as error:
        print(error)
whole[0] = 3
frame.run(kernel)
print(fp[0])
"""


def test_an_exception_in_a_kernel_is_logged_and_raised_where_python_called_it(tmp_path: Path):
    (tmp_path / "probe.py").write_text(_FAILING)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, str(tmp_path / "probe.py")], env=environment, capture_output=True, text=True, check=True
    )
    fault = "the compiled kernel divides ended with an exception"
    assert done.stdout.splitlines() == [f"LOG ERROR {fault}", fault] * 2 + ["2.0"]
    assert done.stderr == ""
