"""What networks think of examples that they were not trained on: the run's training again, in folds."""

from __future__ import annotations

import dataclasses

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.spec import streams
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

_FOLDS = 4
#: Few examples are divided anew until so many have been asked, so many times at most: a mean of answers is steadier.
_ENOUGH, _MOST_ROUNDS = 4000, 5
#: Which of the streams of splits the folds are drawn from.
_HEALTH = 2**31
#: Steps of one fold's training, and multiply-adds of all folds' forward passes, beyond which the training is cut.
_MOST_STEPS, _MOST_WORK = 20_000, 10_000_000_000
#: The shares of its steps after which a network is asked; the lowest loss over the held-out examples counts.
_ASKED = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0)


def held_out_probabilities(spec: RunSpec, examples: Examples) -> np.ndarray:
    """Return the probabilities of the classes for each training example, by a network trained without it, (N, classes).

    The examples are divided among four folds, each class alike, and the run's training is repeated for each fold on the
    other three. A network is asked several times while it trains, and the answers of the lowest loss are kept: later
    ones have learnt wrong labels by heart. Of few examples the answers are means over several divisions
    and initial weights.

    Args:
        spec: the run.
        examples: its examples; the labels of the training part are (N,) or (N, 1) and not below 0.
    """
    labels = examples.y_train.reshape(-1).astype(np.int64)
    quiet, rounds = _without_measurements(spec), int(np.clip(_ENOUGH // max(len(labels), 1), 1, _MOST_ROUNDS))
    return np.mean([_of_round(quiet, examples, labels, k) for k in range(rounds)], axis=0)


def _of_round(spec: RunSpec, examples: Examples, labels: np.ndarray, number: int) -> np.ndarray:
    """Return the probabilities of one division into folds, (N, classes)."""
    folds = _folds(labels, spec.seed, number)
    seeded = spec.replace(seed=spec.seed + number)
    answers = {int(fold): _asked_of(seeded, examples, labels, folds == fold) for fold in np.unique(folds)}
    found = np.empty((len(labels), answers[0].shape[1]))
    for fold, probabilities in answers.items():
        found[folds == fold] = probabilities
    return found


def _folds(labels: np.ndarray, seed: int, number: int) -> np.ndarray:
    """Return the fold of each example, int64 (N,), each class spread over all folds in an order drawn by lot."""
    drawn = streams.order(streams.key(seed, streams.SPLIT, _HEALTH, number), len(labels))
    by_class = drawn[np.argsort(labels[drawn], kind="stable")]
    folds = np.empty(len(labels), dtype=np.int64)
    folds[by_class] = np.arange(len(labels)) % _FOLDS
    return folds


def _without_measurements(spec: RunSpec) -> RunSpec:
    """Return the spec without a validation part, and without what is measured or bounded by the clock."""
    training = spec.training.replace(
        diagnostics_every=0, curvature_every=0, eval_every=0, patience=0, target_loss=0.0, max_seconds=0.0,
        metrics=(), monitor="train/loss",
    )  # fmt: skip
    return spec.replace(training=training)


def _asked_of(spec: RunSpec, examples: Examples, labels: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Return the probabilities that a network gives to the examples that were held out, (n, classes).

    Args:
        spec: how it is trained.
        examples: all examples.
        labels: their labels, (N,).
        held: which ones are held out, bool (N,); it is trained on the others.
    """
    x, y = examples.x_train, examples.y_train
    part = dataclasses.replace(examples, x_train=x[~held], y_train=y[~held], x_val=x[:0], y_val=y[:0])
    trainer, inputs, asked = Trainer(spec, part), x[held], labels[held]
    steps, best, lowest = _steps(trainer), np.empty(0), np.inf
    for share in _ASKED:
        trainer.advance(int(np.ceil(share * steps)) - trainer.step)
        probabilities = _probabilities(trainer.predict(inputs).reshape(len(inputs), -1))
        loss = -np.log(np.maximum(probabilities[np.arange(len(inputs)), asked], 1e-12)).mean()
        if loss < lowest:
            best, lowest = probabilities, loss
    return best


def _steps(trainer: Trainer) -> int:
    """Return how many steps a fold trains for: all, or as many as keep its work within bounds."""
    layers = trainer.arena.program.summary
    work = sum(s.parameters * _places(s.shape) for s in layers if s.type != "Embedding")
    return max(1, min(trainer.total_steps, _MOST_STEPS, _MOST_WORK // (_FOLDS * trainer.batch_size * max(work, 1))))


def _places(shape: tuple[int, ...]) -> int:
    """Return at how many places of a layer's output each of its parameters is used: pixels, or steps of a sequence."""
    channels = {3: 0, 2: 1}.get(len(shape))
    return 1 if channels is None else int(np.prod(shape)) // max(shape[channels], 1)


def _probabilities(outputs: np.ndarray) -> np.ndarray:
    """Return the probabilities of the classes, (N, classes), from logits, log-probabilities or one logit a row."""
    z = outputs.astype(np.float64)
    z = np.concatenate([np.zeros_like(z), z], axis=1) if z.shape[1] == 1 else z
    with np.errstate(invalid="ignore", over="ignore"):
        z = np.exp(z - z.max(axis=1, keepdims=True))
        return np.nan_to_num(z / z.sum(axis=1, keepdims=True), nan=1 / z.shape[1])
