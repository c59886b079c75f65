"""``gdlab.train`` and ``gdlab.Trainer``: the Python face, on the names that stay."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import gdlab
from tests.lab.small import SMALL, diverged, same, spec, trained


def test_the_public_names_are_there():
    for name in gdlab.__all__:
        assert getattr(gdlab, name) is not None
    assert set(gdlab.__all__) <= set(dir(gdlab))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = gdlab.nothing


def test_a_run_holds_history_parameters_spec_and_status():
    run = gdlab.train(SMALL)
    assert run.status == gdlab.Status.FINISHED == "finished"
    assert run.spec == SMALL
    assert run.history["val/loss"].dtype == np.float64
    assert len(run.history["val/loss"]) == SMALL.training.epochs + 1
    assert len(run.history["train/loss"]) == 3 * 5
    assert {k: v.shape for k, v in run.parameters.items()} == {
        "0.weight": (4, 2),
        "0.bias": (4,),
        "2.weight": (2, 4),
        "2.bias": (2,),
    }
    assert run.elapsed > 0


def test_plain_dictionaries_and_strings_make_a_spec():
    made = gdlab.RunSpec(
        data="moons",
        network={"layers": ["Linear(out_features=8)", {"type": "Tanh"}, {"type": "Linear", "out_features": 2}]},
        optimizer={"type": "SGD", "lr": 0.1},
        schedule="none",
        training={"epochs": 1},
    )
    assert made.network.layers[0].out_features == 8
    assert gdlab.train(made).status == "finished"
    with pytest.raises(gdlab.SpecError, match=r"optimizer.lr: must be at least 0"):
        gdlab.RunSpec(optimizer={"type": "SGD", "lr": -1})
    with pytest.raises(gdlab.SpecError, match="seed"):
        made.replace(seed=-1)


def test_equal_specs_give_equal_figures_bit_for_bit():
    assert same(trained(), trained())
    assert not same(trained(), trained(seed=1))


def test_the_users_own_arrays_take_the_place_of_the_data():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(50, 7)), rng.integers(0, 2, 50)
    run = gdlab.train(SMALL, data=(x, y))
    assert run.parameters["0.weight"].shape == (4, 7)
    assert "val/loss" not in run.history
    with_val = gdlab.train(SMALL, data=(x, y, x[:10], y[:10]))
    assert len(with_val.history["val/accuracy"]) == 4


def test_arrays_keep_their_precision_in_a_float64_run():
    x = np.linspace(0, 1, 20).reshape(-1, 1) + 1e-12
    run = gdlab.Trainer(
        spec(loss="MSELoss", training__dtype="float64", network__layers=["Linear(out_features=1)"]), (x, x)
    )
    assert run.examples.x_train.dtype == np.float64
    assert np.array_equal(run.examples.x_train, x)
    assert run.parameters["0.weight"].dtype == np.float64


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ((np.zeros((3, 2)),), "got 1 arrays"),
        ((np.zeros((3, 2)), np.zeros(4, int)), "3 rows and y_train has 4|3 rows and y has 4"),
        ((np.zeros((0, 2)), np.zeros(0, int)), "empty"),
        ((np.full((3, 2), np.nan), np.zeros(3, int)), "NaN"),
        ((np.zeros((3, 2)), np.array([0, 1, 5])), "class 5"),
        ((np.zeros((3, 2)), np.array([0, -1, 1])), "class -1"),
        ((np.zeros((3, 2)), np.array([0.5, 1.0, 2.0])), "whole numbers"),
        ((np.zeros((3, 2)), np.array(["a", "b", "c"])), "numbers"),
        (([[1, 2], [3]], [0, 1]), "ragged|different lengths"),
        ((np.zeros((3, 2)), np.zeros(3, int), np.zeros((3, 5)), np.zeros(3, int)), "shape"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_in_words(data, words: str):
    with pytest.raises(gdlab.DataError, match=words):
        gdlab.train(SMALL, data=data)


def test_initial_parameters_are_taken_by_their_names():
    start = gdlab.Trainer(SMALL).parameters
    start["0.bias"][:] = 3.0
    assert np.all(gdlab.Trainer(SMALL, parameters=start).parameters["0.bias"] == 3.0)
    with pytest.raises(gdlab.SpecError, match=r"0.bias.*shape \(9,\)"):
        gdlab.Trainer(SMALL, parameters={**start, "0.bias": np.zeros(9)})
    with pytest.raises(gdlab.SpecError, match="missing"):
        gdlab.Trainer(SMALL, parameters={"0.bias": start["0.bias"]})


def test_a_trainer_advances_evaluates_and_is_restored_bit_for_bit():
    one = gdlab.Trainer(SMALL)
    assert one.advance(4) == 4
    state = one.state()
    one.advance(100)
    other = gdlab.Trainer(SMALL)
    other.restore(state)
    other.advance(100)
    assert one.step == other.step == 15
    assert one.evaluate() == other.evaluate()
    assert np.array_equal(one.history["train/loss"], other.history["train/loss"])
    with pytest.raises(gdlab.StateError):
        other.restore({})
    with pytest.raises(gdlab.StateError):
        gdlab.Trainer(spec(network__layers=["Linear(out_features=2)"])).restore(state)


def test_a_loss_that_is_not_finite_ends_the_run_as_diverged_and_keeps_its_curve():
    run = diverged()
    assert run.status == "diverged"
    assert len(run.history["train/loss"]) >= 1
    step = int(run.history.index("train/loss")[-1])
    assert run.history.marks[-1].kind == "diverged"
    told = run.history.marks[-1].text
    assert told in (f"the loss became NaN at step {step}", f"the loss became infinite at step {step}") or (
        "the validation loss became" in told
    )
    assert run.reason.startswith(f"{told}; learning rate 1000, ")
    assert "try a learning rate below" in run.reason
    everything = np.concatenate([run.history["train/loss"], run.history["val/loss"]])
    assert not np.isfinite(everything).all()


def test_a_validation_loss_that_is_not_finite_is_a_divergence_too():
    x = np.array([[1.0], [1.0]], np.float32)
    far = np.array([[3e38]], np.float32)
    run = gdlab.train(
        spec(loss="MSELoss", optimizer="SGD(lr=0.001)", network__layers=["Linear(out_features=1)"], epochs=2),
        (x, x, far, far),
    )
    assert run.status == "diverged"
    assert "validation loss" in run.reason


def test_an_interruption_keeps_what_was_trained():
    def interrupt(trainer) -> None:
        if trainer.step >= 5:
            raise KeyboardInterrupt

    run = gdlab.train(spec(epochs=1000), progress=interrupt)
    assert run.status == "stopped"
    assert run.reason == "interrupted"
    assert len(run.history["train/loss"]) >= 5
    assert run.parameters


def test_patience_and_target_end_a_run_with_the_reason():
    early = trained(epochs=500, training__target_loss=0.6)
    assert early.status == "finished"
    assert "reached 0.6" in early.reason
    stale = trained(epochs=500, optimizer__lr=0.0, training__patience=2)
    assert "no better validation loss" in stale.reason


def test_a_network_that_memory_cannot_hold_is_refused_before_it_is_taken():
    huge = spec(network__layers=["Linear(out_features=65536)", "Linear(out_features=65536)", "Linear(out_features=2)"])
    with pytest.raises(
        gdlab.SpecError, match=r"network: needs .* GiB of memory and .* are free; fewer units would fit"
    ):
        gdlab.train(huge)


def test_importing_gdlab_compiles_nothing_and_does_not_load_the_window():
    code = (
        "import sys, gdlab, gdlab.cli\n"
        "from numba.core import event\n"
        "class L(event.Listener):\n"
        "    def on_start(self, e): print('compiles', e.data)\n"
        "    def on_end(self, e): pass\n"
        "event.register('numba:compile', L())\n"
        "gdlab.train, gdlab.RunSpec(), gdlab.compare\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph', 'matplotlib', 'sklearn'))])\n"
        "from gdlab.engine import machine\n"
        "print(sum(len(f.signatures) for f in vars(machine).values() if hasattr(f, 'signatures')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "0"]


def test_importing_the_package_alone_loads_no_numba():
    code = "import sys, gdlab; print('numba' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
