"""A run stopped at any step goes on bit for bit in another process, whatever its optimizer, schedule or average."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from gdlab.spec.errors import StateError
from tests.engine.running import trainer_of

LAYERS = [
    {"type": "Linear", "out_features": 8},
    {"type": "Tanh"},
    {"type": "Dropout", "p": 0.3},
    {"type": "Linear", "out_features": 3},
]
CASES: dict[str, dict[str, Any]] = {
    name: {"optimizer": {"type": name}}
    for name in (
        *(
            "SGD",
            "Adam",
            "AdamW",
            "NAdam",
            "RAdam",
            "Adamax",
            "Adagrad",
            "RMSprop",
            "Adadelta",
            "Rprop",
            "ASGD",
            "LBFGS",
        ),
        *("Adafactor", "Muon", "Lion", "SAM", "ScheduleFreeAdamW", "SimulatedAnnealing", "PerturbedSGD", "UpdateRule"),
    )
}
CASES |= {
    "momentum": {"optimizer": {"type": "SGD", "lr": 0.05, "momentum": 0.9, "nesterov": True}},
    "amsgrad": {"optimizer": {"type": "Adam", "amsgrad": True}},
    "centered": {"optimizer": {"type": "RMSprop", "centered": True, "momentum": 0.5}},
    "line search": {"optimizer": {"type": "LBFGS", "line_search_fn": "strong_wolfe", "max_iter": 3, "history_size": 2}},
    "noise": {"optimizer": {"type": "PerturbedSGD", "noise": 0.1, "threshold": 10.0}},
    "one cycle": {"optimizer": {"type": "SGD", "momentum": 0.9}, "schedule": {"type": "OneCycleLR", "max_lr": 0.1}},
    "plateau": {
        "optimizer": {"type": "SGD", "lr": 1e-7},
        "schedule": {"type": "WarmUp", "warmup_iters": 2, "schedule": "ReduceLROnPlateau(patience=0, eps=0.0)"},
    },
    "chain": {
        "optimizer": {"type": "Adam"},
        "schedule": {"type": "ChainedScheduler", "schedulers": ["LinearLR", "ExponentialLR(gamma=0.9)"]},
    },
    "clip": {"optimizer": {"type": "SGD", "lr": 0.5}, "training": {"clip_grad_norm": 0.1, "l1": 0.01, "max_norm": 0.5}},
    "ema": {"optimizer": {"type": "Adam"}, "training": {"average": {"type": "EMA", "decay": 0.9}}},
    "swa": {"optimizer": {"type": "Adam"}, "training": {"average": {"type": "SWA", "start": 1, "every": 2}}},
    "probes": {"optimizer": {"type": "Adam"}, "training": {"diagnostics_every": 3}},
}
BEFORE, AFTER = 17, 20


def made(name: str) -> Trainer:
    rng = np.random.default_rng(5)
    x, y = rng.standard_normal((50, 6)).astype(np.float32), rng.integers(0, 3, 50)
    case = {k: dict(v) for k, v in CASES[name].items()}
    training = {"batch_size": 8, "epochs": 6, **case.pop("training", {})}
    return trainer_of(LAYERS, x[:40], y[:40], val=(x[40:], y[40:]), training=training, **case)


def go_on(folder: Path) -> None:
    """Resume every saved run; the other process runs this."""
    for file in sorted(folder.glob("*.npz")):
        trainer = made(file.stem)
        with np.load(file) as state:
            trainer.restore(dict(state))
        assert trainer.step == BEFORE
        trainer.advance(AFTER - BEFORE + 5)
        np.savez(folder / "after" / file.name, **comparable(trainer.state()))


def comparable(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return a state without what time it took."""
    timed = ("elapsed", "wall_time")
    kept = {k: v for k, v in state.items() if not k.endswith(timed) and k not in ("progress", "spec")}
    return kept | {"progress": state["progress"][1:]}


def test_every_optimizer_goes_on_bit_for_bit_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "after").mkdir()
    uninterrupted = {}
    for name in CASES:
        trainer = made(name)
        trainer.advance(BEFORE)
        np.savez(tmp_path / f"{name}.npz", **trainer.state())
        trainer.advance(AFTER - BEFORE + 5)
        uninterrupted[name] = comparable(trainer.state())
    code = (
        f"import pathlib; from tests.engine.optimizers.test_resume import go_on; go_on(pathlib.Path({str(tmp_path)!r}))"
    )
    top = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=top, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for name, expected in uninterrupted.items():
        with np.load(tmp_path / "after" / f"{name}.npz") as resumed:
            assert set(resumed.files) == set(expected)
            for key in expected:
                np.testing.assert_array_equal(resumed[key], expected[key], err_msg=f"{name}: {key}")


def test_every_optimizer_is_resumed_here() -> None:
    catalogue.load_engine_members()
    resumed = {case["optimizer"]["type"] for case in CASES.values()}
    assert set(members("optimizer")) == resumed, "an optimizer needs a case in CASES here"


def test_the_plateau_case_does_drop_its_rate() -> None:
    trainer = made("plateau")
    trainer.advance(30)
    rates = trainer.history["train/lr"]
    assert rates[-1] < 0.2 * rates[10]


@pytest.mark.parametrize(
    ("other", "named"), [("Adam", "optimizer"), ("amsgrad", "optimizer"), ("ema", "average"), ("one cycle", "schedule")]
)
def test_a_state_of_another_run_is_refused_by_name(other: str, named: str) -> None:
    state = made(other).state()
    trainer = made("momentum" if other != "ema" else "Adam")
    before = trainer.state()
    with pytest.raises(StateError, match=named):
        trainer.restore(state)
    np.testing.assert_array_equal(trainer.state()["mem"], before["mem"])


def test_a_state_without_a_part_is_refused() -> None:
    trainer = made("SGD")
    for part in ("mem", "spec", "numbers", "counters", "layout", "progress", "schedule"):
        state = trainer.state()
        del state[part]
        with pytest.raises(StateError, match=part):
            trainer.restore(state)


@pytest.mark.parametrize("rows", [20, 24], ids=["as many examples", "more examples"])
def test_a_state_of_other_data_is_refused(rows: int) -> None:
    def on(seed: int, n: int) -> Trainer:
        rng = np.random.default_rng(seed)
        return trainer_of(LAYERS, rng.normal(size=(n, 4)), rng.integers(0, 3, n), training={"batch_size": 5})

    trainer = on(1, 20)
    trainer.advance(3)
    with pytest.raises(StateError, match="other data"):
        on(2, rows).restore(trainer.state())
    same = on(1, 20)
    same.restore(trainer.state())
    assert same.step == 3


def test_live_edits_survive_a_restore() -> None:
    trainer = made("momentum")
    trainer.advance(4)
    trainer.edit(lr=0.007, momentum=0.3, weight_decay=0.01, clip_grad_norm=1.5)
    trainer.advance(4)
    other = made("momentum")
    other.restore(trainer.state())
    trainer.advance(5)
    other.advance(5)
    assert other.spec.optimizer == trainer.spec.optimizer
    np.testing.assert_array_equal(other.arena.weights, trainer.arena.weights)
    assert trainer.history["train/lr"][[3, 4]].tolist() == [0.05, 0.007]
