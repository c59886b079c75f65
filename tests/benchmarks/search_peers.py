"""Search with gdlab, with Optuna and PyTorch, and with scikit-learn's HalvingRandomSearchCV: same budget, same space.

    PYTHONPATH=. python tests/benchmarks/search_peers.py [digits] [saratoga] [--repetitions N] [--trials N] [--epochs N]

A network of one hidden layer is searched over learning rate, weight decay, units and batch size. A fifth of the
examples is set aside for all; a repetition chooses another validation part and other seeds. Each search tries so many
configurations for so many epochs at the most, pruned by successive halving (factor 3), in one thread; what it finds
best on the validation part is trained again with a fresh seed and measured on the test part. Seconds are the
processor's. It needs torch, optuna and scikit-learn; docs/scale.md holds the figures.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import gdlab
from gdlab.data import load
from gdlab.lab.statistics import estimate
from gdlab.lab.store import Store
from gdlab.lab.sweeps.report import best_spec
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.base import load_members
from gdlab.spec.run import RunSpec
from gdlab.spec.sweep import SweepSpec

_UNITS, _BATCHES = [16, 32, 64], [16, 32, 64]
_RATE, _DECAY = (1e-4, 1e-1), (1e-6, 1e-2)


@dataclass(frozen=True)
class Task:
    """A table with its parts: ``train``, ``val`` and ``test`` are inputs and targets."""

    name: str
    train: tuple[np.ndarray, np.ndarray]
    val: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    trials: int
    epochs: int
    seed: int

    @property
    def classes(self) -> int:
        """Return the number of classes, 0 for numbers."""
        return 10 if self.name == "digits" else 0

    def figure(self, outputs: np.ndarray) -> float:
        """Return the test figure: accuracy in %, or the root mean squared error in standard deviations of the price."""
        y = self.test[1]
        if self.classes:
            return 100 * float((outputs.argmax(axis=1) == y.ravel()).mean())
        return float(np.sqrt(np.mean((outputs.ravel() - y.ravel()) ** 2)))


def task(name: str, seed: int, trials: int, epochs: int) -> Task:
    """Return a task; the test part is the same for every seed."""
    load_members()
    source = "digits" if name == "digits" else "saratoga_houses"
    held = load(RunSpec.parse({"data": {"type": source}, "loss": _loss(name)}).data, 0)
    x = np.concatenate([held.x_train, held.x_val]).reshape(len(held.x_train) + len(held.x_val), -1)
    y = np.concatenate([held.y_train, held.y_val])
    if name != "digits":
        y = ((y - y.mean()) / y.std()).reshape(-1, 1)
    order = np.random.default_rng(12345).permutation(len(x))
    rest, test = order[len(x) // 5 :], order[: len(x) // 5]
    rest = np.random.default_rng(seed).permutation(rest)
    val, fit = rest[: len(rest) // 5], rest[len(rest) // 5 :]
    x, y = x.astype(np.float32), y.astype(np.int64 if name == "digits" else np.float32)
    parts = [(x[rows], y[rows]) for rows in (fit, val, test)]
    return Task(name, parts[0], parts[1], parts[2], trials, epochs, seed)


def _loss(name: str) -> str:
    return "CrossEntropyLoss" if name == "digits" else "MSELoss"


def with_gdlab(given: Task) -> float:
    """Search with gdlab's sweep: TPE and ASHA."""
    layers = [f"Linear(out_features={_UNITS[0]})", "ReLU", f"Linear(out_features={given.classes or 1})"]
    run = RunSpec(
        loss=_loss(given.name),
        network={"layers": layers},
        optimizer="AdamW",
        training={"epochs": given.epochs},
        seed=given.seed,
    )
    space = {
        "optimizer.lr": {"low": _RATE[0], "high": _RATE[1], "log": True},
        "optimizer.weight_decay": {"low": _DECAY[0], "high": _DECAY[1], "log": True},
        "network.layers[0].out_features": _UNITS,
        "training.batch_size": _BATCHES,
    }
    table = {"sampler": "tpe", "pruner": "asha", "trials": given.trials, "confirm": 0, "test_fraction": 0.0}
    sweep = SweepSpec(run=run, space=space, seed=given.seed, **table)
    data = (*given.train, *given.val)
    with tempfile.TemporaryDirectory() as folder:
        done = gdlab.sweep(sweep, data, workers=1, store=Store(Path(folder) / "runs.sqlite"))
        best = best_spec(done).replace(seed=given.seed + 1000)
    found = train(best, data)
    return given.figure(SpecTrainer(best, data, found.parameters).predict(given.test[0]))


def with_optuna(given: Task) -> float:
    """Search with Optuna and PyTorch: TPE and successive halving."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def objective(trial: Any) -> float:
        settings = {
            "lr": trial.suggest_float("lr", *_RATE, log=True),
            "weight_decay": trial.suggest_float("weight_decay", *_DECAY, log=True),
            "units": trial.suggest_categorical("units", _UNITS),
            "batch": trial.suggest_categorical("batch", _BATCHES),
        }

        def report(epoch: int, loss: float) -> None:
            trial.report(loss, epoch)
            if trial.should_prune():
                raise optuna.TrialPruned

        return _torch_trained(given, settings, given.seed, report)[1]

    study = optuna.create_study(
        sampler=optuna.samplers.TPESampler(seed=given.seed, multivariate=True, group=True, constant_liar=True),
        pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=3),
    )
    study.optimize(objective, n_trials=given.trials)
    model, _ = _torch_trained(given, study.best_params, given.seed + 1000)
    import torch

    with torch.no_grad():
        return given.figure(model(torch.from_numpy(given.test[0])).numpy())


def _torch_trained(
    given: Task, settings: dict[str, Any], seed: int, report: Callable[[int, float], None] | None = None
) -> tuple[Any, float]:
    """Return a network trained in PyTorch, and its validation loss after the last epoch."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    (x, y), (x_val, y_val) = (tuple(map(torch.from_numpy, part)) for part in (given.train, given.val))
    hidden, last = torch.nn.Linear(x.shape[1], settings["units"]), given.classes or 1
    model = torch.nn.Sequential(hidden, torch.nn.ReLU(), torch.nn.Linear(settings["units"], last))
    loss_of = torch.nn.CrossEntropyLoss() if given.classes else torch.nn.MSELoss()
    optimizer = torch.optim.AdamW(model.parameters(), settings["lr"], weight_decay=settings["weight_decay"], fused=True)
    loss = float("inf")
    for epoch in range(1, given.epochs + 1):
        for rows in torch.randperm(len(x)).split(settings["batch"]):
            optimizer.zero_grad(set_to_none=True)
            loss_of(model(x[rows]), y[rows]).backward()
            optimizer.step()
        with torch.no_grad():
            loss = float(loss_of(model(x_val), y_val))
        if report is not None:
            report(epoch, loss)
    return model, loss


def with_sklearn(given: Task) -> float:
    """Search with HalvingRandomSearchCV; the epochs (``max_iter``) are what is halved."""
    from scipy.stats import loguniform
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
    from sklearn.model_selection import HalvingRandomSearchCV, PredefinedSplit
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    kind = MLPClassifier if given.classes else MLPRegressor
    space = {
        "learning_rate_init": loguniform(*_RATE),
        "alpha": loguniform(*_DECAY),
        "hidden_layer_sizes": [(units,) for units in _UNITS],
        "batch_size": _BATCHES,
    }
    x = np.concatenate([given.train[0], given.val[0]])
    y = np.concatenate([given.train[1], given.val[1]]).ravel()
    fold = np.r_[np.full(len(given.train[0]), -1), np.zeros(len(given.val[0]), int)]
    search = HalvingRandomSearchCV(
        kind(random_state=given.seed, n_iter_no_change=10**6),
        space,
        n_candidates=given.trials,
        resource="max_iter",
        min_resources=max(1, given.epochs // 9),
        max_resources=given.epochs,
        factor=3,
        cv=PredefinedSplit(fold),
        scoring="neg_log_loss" if given.classes else "neg_mean_squared_error",
        random_state=given.seed,
        refit=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        search.fit(x, y)
        fresh = {**search.best_params_, "max_iter": given.epochs, "random_state": given.seed + 1000}
        best = kind(n_iter_no_change=10**6, **fresh).fit(given.train[0], given.train[1].ravel())
    return given.figure(best.predict_proba(given.test[0]) if given.classes else best.predict(given.test[0]))


SEARCHES = {"gdlab": with_gdlab, "Optuna + PyTorch": with_optuna, "HalvingRandomSearchCV": with_sklearn}


def main() -> None:
    """Print a table: the test figure over repetitions with its 95 % interval, and the processor's seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help="digits, saratoga; both for none")
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=20)
    asked = parser.parse_args()
    for name in asked.tasks or ["digits", "saratoga"]:
        for search in SEARCHES.values():
            search(task(name, 99, 2, 2))  # compiles and imports
        found: dict[str, list[tuple[float, float]]] = {title: [] for title in SEARCHES}
        for seed in range(asked.repetitions):
            for title, search in SEARCHES.items():
                given = task(name, seed, asked.trials, asked.epochs)
                began = time.process_time()
                figure = search(given)
                found[title].append((figure, time.process_time() - began))
        unit = "accuracy, %" if name == "digits" else "RMSE, standard deviations"
        print(f"{name}: {asked.trials} trials, {asked.epochs} epochs, {asked.repetitions} repetitions; test {unit}")
        for title, rows in found.items():
            figures, seconds = (np.array(column) for column in zip(*rows, strict=True))
            mean, spent = estimate(figures), estimate(seconds)
            print(f"| {title} | {mean.mean:.3f} ± {mean.half:.3f} | {spent.mean:.2f} ± {spent.half:.2f} |", flush=True)
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
