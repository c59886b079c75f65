"""The kernels' own tests hold as plain Python too, where NumPy checks every bound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.engine.machine.native import INTERPRETED

HERE = Path(__file__).parent
TOP = HERE.parents[2]


@pytest.mark.slow
@pytest.mark.skipif(INTERPRETED, reason="this is the interpreted run")
def test_kernels_hold_without_the_compiler():
    files = [HERE / f"test_{name}.py" for name in ("conv", "pool", "recurrent", "residual")]
    files += [HERE / f"test_{name}.py" for name in ("activations", "dropout", "linear", "norms")]
    files.append(HERE.parent / "losses" / "test_losses.py")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, files)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:]
