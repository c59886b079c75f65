"""Muon's products in bfloat16: where they are used, what they cost in accuracy, and that nothing runs without leave."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gdlab.engine.machine import matrix_tiles
from gdlab.engine.machine.native import Frame, kernel, view1
from gdlab.engine.optimizers.newton_schulz import LEAST_ROWS, numbers_for_tiles, orthogonalise
from gdlab.engine.products.bfloat16_tiles import has_tiles
from gdlab.engine.trainer import Trainer
from gdlab.lab.store.made_by import made_by
from tests.engine.running import trainer_of
from tests.parity.optimizer_cases import NEWTON_SCHULZ, ORTHOGONALISED, momentum_of

TOP = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.usefixtures("native_code")  # code that came with gdlab has no tiles
FIGURES = np.load(TOP / "tests" / "parity" / "optimizers" / "figures.npz")
needs_tiles = pytest.mark.skipif(
    not matrix_tiles.usable_tiles(), reason="the processor or the system has no tile registers"
)


@kernel
def orthogonalise_once(row, ctx, fp, mem, imem):
    n = row[0] * row[1] + numbers_for_tiles(row[0], row[1], has_tiles(mem) and row[2] > 0)
    orthogonalise(view1(mem, 0, n), row[0], row[1], fp[0], fp[1], fp[2], fp[3], row[3])


def orthogonalised(u: np.ndarray, tiles: bool) -> np.ndarray:
    (a, b, c), steps, eps = NEWTON_SCHULZ
    mem, nothing = np.full(8 * u.size + 50_000, np.nan, u.dtype), np.zeros(1, np.int64)
    mem[: u.size] = u.ravel()
    Frame(np.array([*u.shape, tiles, steps]), nothing, np.array([a, b, c, eps]), mem, nothing).run(orthogonalise_once)
    return mem[: u.size].reshape(u.shape)


def exactly_orthogonalised(u: np.ndarray) -> np.ndarray:
    (a, b, c), steps, eps = NEWTON_SCHULZ
    x = u.astype(np.float64) / max(np.linalg.norm(u.astype(np.float64)), eps)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


def distance(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))


def problem(n: int = 512) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((n, 70)).astype(np.float32)
    return x, np.tanh(x @ rng.standard_normal((70, 10))).argmax(1)


def wide_run(seed: int = 0, dtype: str = "float32", **training: object) -> Trainer:
    layers = [{"type": "Linear", "out_features": 96}, {"type": "ReLU"}, {"type": "Linear", "out_features": 80}]
    layers += [{"type": "ReLU"}, {"type": "Linear", "out_features": 10}]
    given = {"batch_size": 64, "epochs": 20, "dtype": dtype, **training}
    return trainer_of(layers, *problem(), optimizer={"type": "Muon", "lr": 0.01}, training=given, seed=seed)


@needs_tiles
@pytest.mark.parametrize("shape", ORTHOGONALISED)
def test_is_nearer_to_the_exact_iteration_than_pytorchs_bfloat16(shape: tuple[int, int]):
    u = momentum_of(*shape)
    exact, theirs = exactly_orthogonalised(u), FIGURES["Muon-bfloat16/{}x{}".format(*shape)]
    ours = orthogonalised(u, tiles=True)
    assert distance(ours, exact) < distance(theirs, exact)
    assert distance(ours, theirs) < 2 * distance(theirs, exact)
    assert distance(ours, orthogonalised(u, tiles=False)) > 1e-4  # which is exact up to rounding to float32
    assert distance(orthogonalised(u, tiles=False), exact) < 1e-5


@needs_tiles
@pytest.mark.parametrize("shape", [(64, 64), (100, 70), (70, 100), (65, 513), (513, 65), (300, 290)])
def test_any_large_matrix_becomes_nearly_orthonormal(shape: tuple[int, int]):
    u = np.random.default_rng(1).standard_normal(shape).astype(np.float32)
    found = orthogonalised(u, tiles=True)
    assert distance(found, exactly_orthogonalised(u)) < 0.04
    assert distance(found, orthogonalised(u, tiles=False)) > 1e-4


@pytest.mark.parametrize(
    ("shape", "dtype"), [((LEAST_ROWS - 1, 200), "float32"), ((200, 3), "float32"), ((80, 90), "float64")]
)
def test_small_matrices_and_double_precision_are_not_rounded(shape: tuple[int, int], dtype: str):
    u = np.random.default_rng(2).standard_normal(shape).astype(dtype)
    assert (orthogonalised(u, tiles=True) == orthogonalised(u, tiles=False)).all()


@needs_tiles
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_stays_so(value: float):
    u = np.random.default_rng(2).standard_normal((70, 100)).astype(np.float32)
    u[69, 99] = value
    assert not np.isfinite(orthogonalised(u, tiles=True)).any()
    assert not np.isfinite(orthogonalised(u, tiles=False)).any()


@needs_tiles
def test_zeros_stay_zeros():
    assert not orthogonalised(np.zeros((70, 100), np.float32), tiles=True).any()


@needs_tiles
def test_training_converges_as_in_single_precision(monkeypatch: pytest.MonkeyPatch):
    """Seeds scatter more than the precision of the products moves a run."""
    rounded = [wide_run(seed) for seed in range(4)]
    monkeypatch.setattr("gdlab.engine.optimizers.muon.usable_tiles", lambda: False)
    plain = [wide_run(seed) for seed in range(4)]
    for trainer in (*rounded, *plain):
        trainer.advance(10_000)
    ours, theirs = (np.array([t.history["train/loss"] for t in some]) for some in (rounded, plain))
    assert (ours != theirs).any()
    scatter = theirs.std(axis=0, ddof=1)
    smooth = np.ones(8) / 8
    apart = np.convolve(np.abs(ours.mean(axis=0) - theirs.mean(axis=0)), smooth, "valid")
    assert (apart < 2 * np.convolve(scatter, smooth, "valid") + 1e-3).all()
    assert abs(ours[:, -8:].mean() - theirs[:, -8:].mean()) < theirs[:, -8:].std() + 1e-3
    assert ours[:, -8:].mean() < 0.2 * ours[:, 0].mean()


@needs_tiles
def test_figures_are_the_same_for_any_number_of_threads_and_when_resumed():
    one, three, resumed = wide_run(), wide_run(threads=3), wide_run()
    one.advance(40)
    three.advance(40)
    half = wide_run()
    half.advance(17)
    resumed.restore(half.state())
    resumed.advance(23)
    for name, values in one.parameters.items():
        np.testing.assert_array_equal(values, three.parameters[name])
        np.testing.assert_array_equal(values, resumed.parameters[name])


def test_a_runs_record_says_in_what_precision_products_are():
    tiles = "bfloat16" if matrix_tiles.usable_tiles() else "none"
    assert json.loads(made_by())["tiles"] == tiles
    assert json.loads(made_by("x86-64-v3"))["tiles"] == "none"


#: Trains a few steps where the system refuses the registers, or tells what is in the code that is compiled there.
_CHILD = """
import ctypes, json, struct, sys

def refuse():
    # a filter of system calls (seccomp): arch_prctl(ARCH_REQ_XCOMP_PERM) fails, all others are allowed
    lines = [(0x20, 0, 0, 0), (0x15, 0, 3, 158), (0x20, 0, 0, 16), (0x15, 0, 1, 0x1023), (6, 0, 0, 0x50001)]
    code = b"".join(struct.pack("HBBI", *line) for line in [*lines, (6, 0, 0, 0x7FFF0000)])
    held = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    process = ctypes.CDLL(None)
    process.prctl(38, 1, 0, 0, 0)
    return process.prctl(22, 2, program, 0, 0) == 0

if sys.argv[1] == "refused" and not refuse():
    print(json.dumps({"skip": "system calls cannot be refused here"}))
    sys.exit()
from gdlab.engine.machine.matrix_tiles import usable_tiles
from gdlab.engine.optimizers.muon import muon_update
from tests.engine.optimizers.test_muon_products import digest_of, wide_run
code, digest = b"", ""
if sys.argv[1] == "code":
    code = muon_update.object_code("float32")[0]
else:
    trainer = wide_run()
    trainer.advance(3)
    digest = digest_of(trainer)
# tdpbf16ps is encoded as C4 E2, a byte that names a register, 5C
instructions = sum(code[i : i + 2] == b"\\xc4\\xe2" and code[i + 3] == 0x5C for i in range(len(code) - 4))
print(json.dumps({"usable": usable_tiles(), "digest": digest, "instructions": instructions}))
"""


def child(way: str, **environment: str) -> dict[str, object]:
    given = {**os.environ, "PYTHONPATH": str(TOP), "GDLAB_KERNELS": "native", **environment}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, way],
        env=given,
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    if "skip" in told:
        pytest.skip(str(told["skip"]))
    return told


def digest_of(trainer: Trainer) -> str:
    return hashlib.sha256(b"".join(v.tobytes() for v in trainer.parameters.values())).hexdigest()


def digest_here(monkeypatch: pytest.MonkeyPatch, tiles: bool) -> str:
    monkeypatch.setattr("gdlab.engine.optimizers.muon.usable_tiles", lambda: tiles)
    trainer = wide_run()
    trainer.advance(3)
    return digest_of(trainer)


@needs_tiles
def test_where_the_system_refuses_the_registers_products_are_float32(monkeypatch: pytest.MonkeyPatch):
    told = child("refused")
    assert told["usable"] is False
    assert told["digest"] == digest_here(monkeypatch, tiles=False)
    assert told["digest"] != digest_here(monkeypatch, tiles=True)


@needs_tiles
def test_code_for_another_processor_has_no_instructions_on_tiles():
    assert child("code")["instructions"]
    for features in ({"NUMBA_CPU_NAME": "x86-64-v3", "NUMBA_CPU_FEATURES": ""}, {"NUMBA_CPU_NAME": "haswell"}):
        told = child("code", **features)
        assert (told["usable"], told["instructions"]) == (False, 0)
