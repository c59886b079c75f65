"""A new optimizer takes one file: dropped into the folder, it is found wherever optimizers are listed, and trains."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SIGNUM = '''"""Signum: the sign of a momentum."""

from typing import ClassVar, Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.spec.base import knob


class Signum(Optimizer):
    """The sign of a momentum.

    .. math:: \\\\theta \\\\leftarrow \\\\theta - \\\\gamma\\\\,\\\\mathrm{sign}(b_t)
    """

    title: ClassVar[str] = "Signum"
    cycles: ClassVar[str] = "momentum"
    moments: ClassVar[tuple[str, str]] = ("exp_avg", "")
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("exp_avg"), Vector("largest", when="track"))
    numbers: ClassVar[tuple[Number, ...]] = (Number("updates"),)

    type: Literal["Signum"] = "Signum"
    shrink: float = knob(0.0, "Share by which the weights shrink.", ge=0, live=True)
    momentum: float = knob(0.8, "Decay of the mean.", ge=0, lt=1, live=True)
    track: bool = knob(False, "Keep the largest mean too.")

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return signum_update


H, S = Signum.positions(), Signum.vector_positions()


@kernel
def signum_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass."""
    n, h = row[abi.XN], row[abi.FP]
    w, g, b = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n), view1(mem, place(row, S.exp_avg), n)
    real = w.dtype.type
    lr, mu, kept = real(fp[h + H.lr]), real(fp[h + H.momentum]), real(1.0 - fp[h + H.shrink])
    fp[h + H.updates] += 1.0
    for i in range(n):
        b[i] = mu * b[i] + (real(1) - mu) * g[i]
        w[i] = kept * w[i] - (lr if b[i] > real(0) else -lr)
'''

USED = """
import sys
from pathlib import Path

import numpy as np
import pytest

import gdlab.engine.optimizers as folder

folder.__path__.append(sys.argv[1])
from gdlab.cli import main
from gdlab.engine import catalogue
from gdlab.lab.branch import branched, refusal, take_branch_point
from gdlab.spec.base import members
from gdlab.spec.fields import fields
from tests.engine.running import spec_of, trainer_of

catalogue.load_engine_members()
assert "Signum" in members("optimizer")
assert [f.name for f in fields(members("optimizer")["Signum"])] == ["lr", "shrink", "momentum", "track"]
x, y = np.random.default_rng(0).standard_normal((20, 4)), np.arange(20) % 2
shared = {"training": {"batch_size": 5, "diagnostics_every": 1}, "schedule": "OneCycleLR"}
trainer = trainer_of(["Linear(out_features=2)"], x, y, optimizer="Signum(lr=0.01, shrink=0.1)", **shared)
trainer.advance(6)
state = trainer.optimizer_state["0.weight"]
assert set(state) == {"step", "exp_avg", "updates"} and state["updates"] == 6 and state["exp_avg"].shape == (2, 4)
assert len(trainer.history["moment1/0.weight"]) == 6
spec = trainer.spec.replace(optimizer="Signum(lr=0.01, shrink=0.3)")
branch = trainer_of(["Linear(out_features=2)"], x, y, optimizer="Signum(lr=0.01, shrink=0.3)", **shared)
branch.restore(branched(take_branch_point(trainer), spec))
trainer.edit(shrink=0.3)
trainer.advance(3)
branch.advance(3)
assert np.array_equal(trainer.arena.weights, branch.arena.weights)
new = spec.replace(optimizer="Signum(track=true)")
assert "Signum's track cannot change" in refusal(take_branch_point(trainer), new)
from docs.generator.members import pages
made = pages("optimizer")
assert "Share by which the weights shrink." in made["optimizer/Signum.rst"] and "Signum" in made["optimizer/index.rst"]
from tests.parity.test_optimizers import test_every_optimizer_has_a_case_or_a_twin as parity
from tests.engine.optimizers.test_resume import test_every_optimizer_is_resumed_here as resume
from tests.lab.test_branch import test_every_optimizer_and_every_field_has_a_change_here as branches
for found_by in (parity, resume, branches):
    with pytest.raises(AssertionError):
        found_by()
Path("run.toml").write_text('[network]\\nlayers = ["Linear(out_features=2)"]\\n')
few = ["--set", "data=spirals", "--set", "training.epochs=1"]
assert main(["run", "run.toml", "--set", "optimizer=Signum(momentum=0.5)", *few]) == 0
"""


def test_a_file_dropped_into_the_folder_is_all_that_a_new_optimizer_takes(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "signum.py").write_text(SIGNUM)
    top = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-c", USED, str(tmp_path / "new")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": top, "GDLAB_DATA_DIR": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
