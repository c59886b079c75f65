"""What can be seen of a run's network at one moment: plain arrays, to be drawn.

These functions run under a session's observer, with the run held still between two slices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.data.plane_features import plane_features
from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import finite_outputs, held_out, part_of, require_data
from gdlab.lab.number_text import format_share
from gdlab.spec.examples import Examples

_MARGIN = 0.15


@dataclass(frozen=True)
class Boundary:
    """A network's output over the plane.

    Attributes:
        x_range: the ends of the plane along x.
        y_range: the ends along y.
        field: probabilities (rows, columns, classes), or values of a regression.
        step: the run's step.
        right: of a classifier, the share of right answers in words, by part of the data.
    """

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    field: np.ndarray
    step: int
    right: str = ""


@dataclass(frozen=True)
class Confusion:
    """The counts of (true class, predicted class) over held-out examples; ``words`` says over which."""

    counts: np.ndarray
    classes: tuple[str, ...]
    step: int
    words: str


@dataclass(frozen=True)
class ExamplePredictions:
    """Held-out examples and what a classifier says of them: the wrong ones first, the surest mistakes before others.

    Attributes:
        inputs: (N, *shape).
        true: their classes, (N,).
        predicted: the classes that were predicted, (N,).
        confidence: the probability of the predicted class, (N,).
        true_confidence: the probability of the true class, (N,).
        classes: the classes' names.
        step: the run's step.
        wrong: how many of all that were asked about are predicted wrongly.
        asked: how many were asked about.
        words: which examples these are.
    """

    inputs: np.ndarray
    true: np.ndarray
    predicted: np.ndarray
    confidence: np.ndarray
    true_confidence: np.ndarray
    classes: tuple[str, ...]
    step: int
    wrong: int
    asked: int
    words: str


@dataclass(frozen=True)
class Weights:
    """The parameters by name, in PyTorch's shapes."""

    parameters: dict[str, np.ndarray]
    step: int


def plane_ranges(examples: Examples) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the square around two-dimensional inputs, with a margin, as x and y range."""
    points = np.concatenate(plane_points(examples))
    low, high = points.min(axis=0), points.max(axis=0)
    centre, half = (low + high) / 2, float((high - low).max()) / 2 * (1 + _MARGIN)
    half = half or 1.0
    return (float(centre[0] - half), float(centre[0] + half)), (float(centre[1] - half), float(centre[1] + half))


def has_plane(examples: Examples) -> bool:
    """Return whether the examples are points of a plane, be it that the inputs are built from their coordinates."""
    return examples.shape == (2,) or "plane_features" in examples.extra


def plane_points(examples: Examples) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of the training and of the validation part, (N, 2) each, of examples that have a plane."""
    if "plane_features" not in examples.extra:
        return examples.x_train[:, :2], examples.x_val[:, :2]
    return examples.extra["points_train"], examples.extra["points_val"]


def plane_inputs(examples: Examples, points: np.ndarray) -> np.ndarray:
    """Return the network's inputs at points of the plane: features of them, scaled as those of the training part."""
    if "plane_features" not in examples.extra:
        return points
    inputs, scale = plane_features(points, examples.extra["plane_features"]), examples.extra.get("scale")
    return inputs if scale is None else (inputs - scale["shift"]) / scale["width"]


def boundary(trainer: Trainer, resolution: int = 96) -> Boundary | None:
    """Return the network's answer over the plane of a two-dimensional data set, None for any other.

    Raises:
        DataError: when the data are not at hand; the part of the plane that is drawn follows from them.
    """
    examples = require_data(trainer.examples)
    if not has_plane(examples):
        return None
    x_range, y_range = plane_ranges(examples)
    xs, ys = np.linspace(*x_range, resolution), np.linspace(*y_range, resolution)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    out = finite_outputs(trainer, plane_inputs(examples, grid)).reshape(resolution, resolution, -1)
    return Boundary(x_range, y_range, class_probabilities(out, trainer), trainer.step, _right(trainer))


def _right(trainer: Trainer) -> str:
    """Return the share of right answers in each part, in words; "" for a regression."""
    if trainer.examples.task != "classification":
        return ""
    said: list[str] = []
    for part in ("validation", "training"):
        asked = part_of(trainer, part)
        if len(asked.x):
            chosen = predicted_classes(trainer.predict(asked.x).reshape(len(asked.x), -1))
            share = format_share(float((chosen == asked.y.reshape(-1)).mean()), 1)
            said.append(f"{share} right of {asked.words}")
    return ", ".join(said)


def confusion(trainer: Trainer) -> Confusion | None:
    """Return the confusion matrix of a classifier with one answer an example, None for any other."""
    examples = trainer.examples
    if examples.task != "classification" or examples.target_width != 1:
        return None
    sample = held_out(trainer)
    x, y = sample.x, sample.y
    chosen = predicted_classes(finite_outputs(trainer, x))
    y, chosen = y.reshape(-1)[y.reshape(-1) >= 0], chosen[y.reshape(-1) >= 0]  # below 0 are items that do not count
    n = max(len(examples.classes), int(y.max(initial=0)) + 1, int(chosen.max(initial=0)) + 1)
    counts = np.zeros((n, n), np.int64)
    np.add.at(counts, (y, chosen), 1)
    return Confusion(counts, examples.classes or tuple(str(i) for i in range(n)), trainer.step, sample.words)


def predictions(trainer: Trainer, count: int = 30) -> ExamplePredictions | None:
    """Return held-out examples and what a classifier says of them, None where there are several answers each.

    Args:
        trainer: the run.
        count: how many are returned at most.
    """
    examples = trainer.examples
    if examples.task != "classification" or examples.target_width != 1:
        return None
    sample = held_out(trainer)
    counted = sample.y.reshape(-1) >= 0
    x, y = sample.x[counted], sample.y.reshape(-1)[counted]
    outputs = finite_outputs(trainer, x)
    shares, chosen = class_probabilities(outputs, trainer), predicted_classes(outputs)
    rows = np.arange(len(x))
    sure, right = shares[rows, chosen], shares[rows, y]
    order = np.lexsort((rows, np.where(chosen == y, 0.0, -sure), chosen == y))
    pick, wrong = order[:count], int((chosen != y).sum())
    names = examples.classes or tuple(map(str, range(shares.shape[1])))
    return ExamplePredictions(
        x[pick], y[pick], chosen[pick], sure[pick], right[pick], names, trainer.step, wrong, len(x), sample.words
    )


def weights(trainer: Trainer) -> Weights:
    """Return the parameters."""
    return Weights(trainer.parameters, trainer.step)


def class_probabilities(outputs: np.ndarray, trainer: Trainer) -> np.ndarray:
    """Return outputs (…, k) as shares of classes that add up to 1; a single output of a classifier as (1 − p, p).

    Values of a regression come back as they are.
    """
    if trainer.examples.task != "classification":
        return outputs
    if outputs.shape[-1] == 1:
        p = 1.0 / (1.0 + np.exp(-np.clip(outputs, -50, 50)))
        return np.concatenate([1.0 - p, p], axis=-1)
    if trainer.spec.loss.type == "NLLLoss":
        return np.exp(np.clip(outputs, -50, 0))
    z = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    return z / z.sum(axis=-1, keepdims=True)


def predicted_classes(outputs: np.ndarray) -> np.ndarray:
    """Return the class that outputs (N, k) stand for; of a single output, whether it is above 0."""
    return (outputs[:, 0] > 0).astype(np.int64) if outputs.shape[1] == 1 else outputs.argmax(axis=1)
