"""What is read off a run."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.curvature import sharpness
from gdlab.engine.history import History
from gdlab.lab.number_text import format_number
from gdlab.lab.presets import default_spec
from gdlab.lab.run import Run, Status
from gdlab.lab.statistics import estimate, spearman
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.studies.catalogue import study
from gdlab.studies.experiment import plan
from gdlab.studies.judging import measures
from gdlab.studies.measures.curves import Above, Best, Diverged, Epochs, Final, Rises
from gdlab.studies.measures.inside import GradientNoise, LayerGradients, Sharpness
from gdlab.studies.measures.network import ActivationMemory, Evaluate, Parameters
from gdlab.studies.measures.rescaling import RescaledSharpness
from gdlab.studies.measures.times import SecondsPerEpoch, SecondsToTarget, ToTarget, trailing


def made(train_loss, val_loss, per_epoch=2, status=Status.FINISHED):
    history = History()
    n = len(train_loss)
    steps = np.arange(1, n + 1)
    rows = {
        "step": steps,
        "epoch": steps / per_epoch,
        "examples": 10 * steps,
        "elapsed": 0.5 * steps,
        "wall_time": steps,
    }
    history.table("train/loss").append({**rows, "train/loss": train_loss}, n)
    m = len(val_loss)
    at = per_epoch * np.arange(m)
    rows = {"step": at, "epoch": np.arange(m), "examples": 10 * at, "elapsed": 0.5 * at, "wall_time": at}
    history.table("val/loss").append({**rows, "val/loss": val_loss}, m)
    return Run(default_spec(), history, status=status)


RUN = made([4.0, 2.0, 3.0, 1.0], [5.0, 2.5, 0.5])


def take(measure, run=RUN):
    return dict(measure.take(run, lambda: pytest.fail("needs no trainer")))


def test_curves_are_read_by_epoch():
    assert take(Final(tag="train/loss")) == {"final train/loss": 2.0}
    assert take(Final(tag="val/loss")) == {"final val/loss": 0.5}
    assert take(Best(tag="train/loss")) == {"best train/loss": 1.0}
    assert take(Epochs(tag="train/loss")) == {"epoch 1": 3.0, "epoch 2": 2.0}
    assert take(Rises()) == {"share of rises": pytest.approx(1 / 3)}
    assert take(Above(tag="train/loss", bound=1.9)) == {"train/loss above 1.9": 1.0}


def test_targets_are_reached_once_or_never():
    assert take(ToTarget(tag="val/loss", target=2.5)) == {"epochs to target": 1.0}
    assert take(ToTarget(tag="val/loss", target=2.0, unit="examples")) == {"gradients to target": 40.0}
    assert take(ToTarget(tag="val/loss", target=0.1)) == {"epochs to target": np.inf}
    assert take(SecondsToTarget(tag="val/loss", target=1.0)) == {"seconds to target": 2.0}
    assert take(ToTarget(tag="train/loss", target=2.5, unit="step")) == {"steps to target": 3.0}
    assert take(SecondsPerEpoch())["seconds an epoch"] == pytest.approx(1.0)


def test_a_trailing_mean_covers_one_epoch_and_starts_with_the_first_whole_one():
    means = trailing(np.array([4.0, 2.0, 3.0, 1.0]), np.array([0.5, 1.0, 1.5, 2.0]))
    assert np.isnan(means[0])
    assert means[1:].tolist() == [3.0, 2.5, 2.0]


def test_a_run_that_diverged_has_infinite_losses():
    run = made([4.0, np.nan], [5.0], status=Status.DIVERGED)
    assert take(Final(tag="val/loss"), run) == {"final val/loss": np.inf}
    assert take(Epochs(tag="train/loss"), run)["epoch 20"] == np.inf
    assert take(Diverged(), run) == {"diverged": 1.0}


def test_figures_of_a_trained_network_agree_with_the_trainer():
    run = train(change(default_spec(), {"epochs": 1, "limit": 400, "dtype": "float64"}))

    def trained():
        return SpecTrainer(run.spec, None, run.parameters)

    assert Parameters().take(run, trained) == {"parameters": 4810.0}
    held = Evaluate(split="val", metric="loss").take(run, trained)["val loss"]
    assert held == pytest.approx(run.history.last("val/loss"))
    assert ActivationMemory().take(run, trained)["activations (million)"] > 32 * (64 + 64 + 10) / 1e6 * 0.99
    layers = LayerGradients().take(run, trained)
    assert layers["first / last gradient"] == pytest.approx(layers["gradient 1"] / layers["gradient 2"])
    assert GradientNoise(batches=5).take(run, trained)["gradient noise"] > 0
    found = Sharpness(count=200, steps=15).take(run, trained)
    assert found["lowest eigenvalue"] <= found["highest eigenvalue"]
    assert found["lr × highest / 2"] == pytest.approx(run.spec.optimizer.lr * found["highest eigenvalue"] / 2)


def test_a_rescaled_network_is_the_same_function_and_another_curvature():
    run = train(change(default_spec(), {"epochs": 1, "limit": 400, "dtype": "float64"}))
    found = RescaledSharpness(count=200, steps=15).take(run, lambda: SpecTrainer(run.spec, None, run.parameters))
    assert found["largest change of an output"] == 0.0
    assert found["curvature rescaled"] > 8 * found["curvature"] > 0
    tanh = train(
        change(default_spec(), {"epochs": 1, "limit": 400, "network.layers": ["Tanh", "Linear(out_features=10)"]})
    )
    with pytest.raises(GdlabError, match="needs a Linear layer that a ReLU"):
        RescaledSharpness().take(tanh, lambda: SpecTrainer(tanh.spec, None, tanh.parameters))


def test_an_interval_is_students():
    found = estimate(np.array([1.0, 2.0, 3.0]))
    assert found.mean == 2.0
    assert found.half == pytest.approx(4.302653 / np.sqrt(3), rel=1e-6)
    assert str(estimate(np.array([1.5]))) == "1.50"
    assert spearman(np.array([1, 2, 3]), np.array([10, 30, 20])) == pytest.approx(0.5)
    assert [format_number(v, 3) for v in (0.0, float("inf"), 1234.0, 1e-5)] == ["0", "∞", "1\u202f234", "1.00e−05"]


def test_a_curvature_is_that_of_double_precision_where_examples_stand_at_kinks():
    held = study("sharp-flat-minima")
    job = next(job for job in plan(held, "quick", 1).jobs if job.row == "all")
    run = train(job.spec, judge=False)
    double = job.spec.replace(training=job.spec.training.replace(dtype="float64"))
    parameters = {name: array.astype(np.float64) for name, array in run.parameters.items()}
    right = sharpness(SpecTrainer(double, None, parameters)).highest
    take = [RescaledSharpness().take, Sharpness().take]
    found = [one(run, lambda: SpecTrainer(run.spec, None, run.parameters)) for one in take]
    assert sharpness(SpecTrainer(run.spec, None, run.parameters)).highest > 1.1 * right  # single precision alone
    assert [found[0]["curvature"], found[1]["highest eigenvalue"]] == pytest.approx([right, right], rel=0.01)
    assert found[0]["largest change of an output"] == 0


def test_a_figure_over_time_is_named_in_the_verdict_without_its_times():
    assert measures(study("clipping")) == ["gradient norm", "highest eigenvalue", "train loss"]
