"""Kernels that are compiled here for another kind of processor, which cannot be run here."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gdlab.engine.machine.shipped_kernels import INDEX, ShippedKernels, entry_name
from gdlab.engine.optimizers.sgd import sgd_update
from tests.lab.test_shipped_kernels import build, check_entry

pytestmark = pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"), reason="compiles on Linux with x86-64 for ARM"
)

TOP = Path(__file__).resolve().parents[2]
NAME = entry_name(sgd_update.function, "float32")
#: The number by which an ELF file names 64-bit ARM.
AARCH64 = 183


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("other") / "linux-aarch64.zip"
    said = build(out, "--machine", "aarch64", "--only", f"^{re.escape(NAME)}$")
    assert "1 kernels for aarch64" in said
    return out


def test_the_code_is_of_the_other_processor_and_refused_on_this_one(archive: Path):
    with zipfile.ZipFile(archive) as opened:
        index, content = json.loads(opened.read(INDEX)), opened.read(NAME)
    assert (index["system"], index["machine"], index["code"]) == ("Linux", "aarch64", "aarch64")
    assert content[:4] == b"\x7fELF"
    assert int.from_bytes(content[18:20], "little") == AARCH64
    with pytest.raises(ValueError, match="it was made for another system"):
        ShippedKernels(archive)


def test_the_archive_of_this_checkout_holds_what_its_sources_give(archive: Path):
    shipped = TOP / "resources" / "kernels" / "linux-aarch64.zip"
    if not shipped.exists():
        pytest.skip("no archive of kernels for ARM stands in this checkout")
    check_entry(NAME, shipped, archive)


def test_a_processor_without_a_baseline_is_refused(tmp_path: Path):
    command = [sys.executable, str(TOP / "packaging" / "build_kernels.py"), "--out", str(tmp_path / "a.zip")]
    done = subprocess.run([*command, "--machine", "riscv64"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "There is no baseline for riscv64; there is one for x86_64, aarch64.\n"
    assert not list(tmp_path.iterdir())
