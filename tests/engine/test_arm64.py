"""Training works on 64-bit ARM processors: a small run there has the losses that it has here, and goes on bit for bit.

Set ``GDLAB_ARM64_PYTHON`` to a command that runs a Python with gdlab's dependencies on such a processor, for example
``qemu-aarch64-static -L root root/usr/bin/python3.11``. Emulation takes about ten times as long as the machine itself.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.engine.running import trainer_of

COMMAND = os.environ.get("GDLAB_ARM64_PYTHON", "")
TOP = Path(__file__).resolve().parents[2]


def losses() -> list[float]:
    """Return the losses of a small run that was restored halfway and is the same, bit for bit, as without that."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(24, 5)), rng.integers(0, 3, 24)
    layers = ["Linear(out_features=16)", "Tanh", "Linear(out_features=3)"]
    first, second, whole = (trainer_of(layers, x, y, training={"batch_size": 8, "epochs": 9}) for _ in range(3))
    first.advance(6)
    second.restore(first.state())
    second.advance(6)
    whole.advance(12)
    np.testing.assert_array_equal(second.arena.weights, whole.arena.weights)
    return whole.history["train/loss"].tolist()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not COMMAND, reason="no command that runs a 64-bit ARM Python; GDLAB_ARM64_PYTHON names one")
def test_a_run_on_64_bit_arm_has_the_losses_that_it_has_here() -> None:
    code = "import json, platform; from tests.engine.test_arm64 import losses; "
    code += "print(json.dumps([platform.machine(), losses()]))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TOP), os.environ.get("GDLAB_ARM64_PATH", "")])}
    command = [*shlex.split(COMMAND), "-c", code]
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    machine, there = json.loads(done.stdout.splitlines()[-1])
    assert machine in ("aarch64", "arm64")
    np.testing.assert_allclose(there, losses(), rtol=1e-5)
