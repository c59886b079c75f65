"""Networks drawn at random are the same bit for bit whether or not their rectifiers are joined to their neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.program.assembly import build_network
from gdlab.engine.program.parameters import load_parameters
from gdlab.engine.trainer import Trainer
from tests.engine.random_networks import RELU, Layers, output_shape, random_images, random_vectors
from tests.engine.running import spec_of, trainer_of

MSE = {"type": "MSELoss"}
ITSELF = {"type": "Residual", "layers": [{"type": "Identity"}]}
#: What may stand before the first parameter.
FIRST: list[Layers] = [
    [],
    [RELU],
    [{"type": "BatchNorm2d", "affine": False}, RELU],
    [ITSELF, RELU],
    [RELU, {"type": "MaxPool2d"}, {"type": "Residual", "layers": [RELU]}, RELU],
]
SEEDS = range(30)


def _network(seed: int) -> tuple[Layers, tuple[int, ...], np.random.Generator]:
    """Return a network, the shape of its input and the stream that drew both; every fifth is on vectors."""
    rng = np.random.default_rng([seed, 1])
    if seed % 5 == 4:
        layers, shape = random_vectors(rng)
        return [*[RELU, ITSELF, RELU][: seed // 5 % 4], *layers], shape, rng
    layers, (channels, height, width) = random_images(rng)
    first = FIRST[seed // 5 % len(FIRST)]
    if {"type": "MaxPool2d"} in first:  # the layers behind it were drawn for what leaves it
        height, width = 2 * height, 2 * width
    return [*first, *layers], (channels, height, width), rng


def _examples(rng: np.random.Generator, layers: Layers, shape: tuple[int, ...], n: int) -> tuple[np.ndarray, ...]:
    """Return inputs of small whole numbers, so that many sums are exactly 0, and targets."""
    x = rng.integers(-1, 2, (n, *shape))
    return x, rng.standard_normal((n, np.prod(output_shape(layers, shape))))


def _coarse(trainer: Trainer, seed: int) -> dict[str, np.ndarray]:
    """Return parameters that are multiples of ¼, for the same reason; running statistics stay."""
    rng = np.random.default_rng([seed, 2])
    trained = {q.name for q in trainer.arena.program.parameters}
    return {
        name: rng.integers(-2, 3, value.shape) * 0.25 if name in trained else value
        for name, value in trainer.parameters.items()
    }


def _followed(trainer: Trainer, x: np.ndarray) -> tuple[Any, ...]:
    """Train for four steps, look between them, and return everything that can be seen of the run."""
    seen, hits = [], []
    for step in range(4):
        trainer.advance(1)
        hits.append(trainer.kink_hits)
        seen.append(trainer.predict(x))
        if step == 1:
            trainer.evaluate("train")
        assert trainer.kink_hits == hits[-1], "kinks are counted where no gradient is taken"
    return hits, seen, trainer.history["train/loss"], trainer.parameters


@pytest.mark.parametrize("seed", SEEDS)
def test_random_networks_do_the_same_joined_and_apart(seed):
    layers, shape, rng = _network(seed)
    batch = int(rng.integers(2, 9))
    x, y = _examples(rng, layers, shape, 2 * batch + int(rng.integers(batch)))
    dtype, room = rng.choice(["float32", "float64"]).item(), int(rng.integers(1, batch + 1))
    couples = build_network(spec_of(layers), shape)[0].couples_batch
    for kink in (0.0, 0.5, 1.0):
        runs = []
        for every in (0, 1000):  # diagnostics look at each layer's output, so nothing is joined for them
            training = {"batch_size": batch, "dtype": dtype, "kink": kink, "diagnostics_every": every, "epochs": 9}
            rest = {"optimizer": {"type": "SGD", "lr": 0.01}, "loss": MSE, "training": training}
            trainer = trainer_of(layers, x.astype(dtype), y.astype(dtype), **rest)
            load_parameters(trainer.arena, _coarse(trainer, seed))
            if not couples:
                trainer.arena.ctx[abi.CAPACITY] = room  # work through a mini-batch in chunks
            runs.append(_followed(trainer, x.astype(dtype)))
        (hits, seen, losses, parameters), apart = runs
        assert hits == apart[0], f"kinks at {kink}"
        assert np.array_equal(seen, apart[1], equal_nan=True), f"predictions at {kink}"
        assert np.array_equal(losses, apart[2], equal_nan=True), f"losses at {kink}"
        for name, value in apart[3].items():
            assert np.array_equal(parameters[name], value, equal_nan=True), f"{name} at {kink}"


def test_most_of_these_networks_have_something_to_join():
    joined = [_count(seed, 1) - _count(seed, 0) for seed in SEEDS]
    assert sum(n > 0 for n in joined) >= len(SEEDS) // 2
    assert all(n >= 0 for n in joined)


def _count(seed: int, every: int) -> int:
    layers, shape, _ = _network(seed)
    return len(build_network(spec_of(layers, training={"diagnostics_every": every}), shape)[0].instructions)


@pytest.mark.parametrize(("first", "hits"), list(zip(FIRST, (0, 0, 32, 32, 16), strict=True)))
def test_kinks_before_the_first_parameter_are_counted_alike(first, hits):
    # every rectifier sees zeros only; one that reads the input itself takes no gradient
    layers = [*first, {"type": "Flatten"}, {"type": "Linear", "out_features": 3}]
    for every in (0, 1):
        training = {"batch_size": 4, "diagnostics_every": every, "kink": 0.5}
        trainer = trainer_of(layers, np.zeros((4, 2, 2, 2)), np.zeros((4, 3)), loss=MSE, training=training)
        trainer.advance(1)
        assert trainer.kink_hits == hits, f"diagnostics every {every}"
