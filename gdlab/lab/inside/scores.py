"""How well probabilities tell classes apart: ROC, precision and recall, calibration."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab import views
from gdlab.lab.inside.asked import finite_outputs, held_out
from gdlab.spec.errors import DataError

_POINTS = 400  # of a curve that is drawn
BINS = 10  # of a reliability diagram


@dataclass(frozen=True, eq=False)
class ScoreCurve:
    """A curve of one class against the rest, and the area under it, NaN where the class or the rest is missing."""

    x: np.ndarray
    y: np.ndarray
    area: float


@dataclass(frozen=True, eq=False)
class Calibration:
    """A reliability diagram: of examples with about the same confidence, the share that came true.

    Attributes:
        confidence: the mean confidence of each bin, NaN for an empty one, (bins,).
        share: the share of its examples that came true, NaN for an empty one, (bins,).
        counts: its examples, (bins,).
        error: the expected calibration error: the mean distance of both, weighed by the counts (Guo et al. 2017).
        of_class: the class whose probability is meant; "" for the probability of whatever class is predicted.
    """

    confidence: np.ndarray
    share: np.ndarray
    counts: np.ndarray
    error: float
    of_class: str


@dataclass(frozen=True, eq=False)
class ClassScores:
    """The curves of a classifier over held-out examples.

    Attributes:
        names: the classes that have curves: the second of two, or each of several against the rest.
        roc: true positive rate over false positive rate, with its area.
        recall: precision over recall, with the average precision.
        prevalence: the share of each class, (names,), which a guess would have as precision.
        calibration: the reliability diagram.
        words: which examples these are.
        step: the run's step.
    """

    names: tuple[str, ...]
    roc: tuple[ScoreCurve, ...]
    recall: tuple[ScoreCurve, ...]
    prevalence: np.ndarray
    calibration: Calibration
    words: str
    step: int


def class_scores(trainer: Trainer) -> ClassScores:
    """Return the curves of a classifier over held-out examples.

    Raises:
        DataError: when the network gives no probabilities of classes, or the data are not at hand.
    """
    if loss_of(trainer.spec).task == "values":
        kind = trainer.spec.loss.type
        raise DataError(f"{kind} gives values, no probabilities; CrossEntropyLoss or BCEWithLogitsLoss would give some")
    asked, examples = held_out(trainer), trainer.examples
    outputs = finite_outputs(trainer, asked.x)
    if examples.task == "classification":
        counted = asked.y.reshape(-1) >= 0  # below 0 are items that do not count
        truth, shares = asked.y.reshape(-1)[counted].astype(np.int64), views.class_probabilities(outputs, trainer)
        shares = shares[counted]
        names = examples.classes or tuple(map(str, range(shares.shape[1])))
        chosen = [1] if shares.shape[1] == 2 else list(range(min(len(names), shares.shape[1])))
        own, scores = truth[:, None] == np.array(chosen), shares[:, chosen]
        found = calibration(scores[:, 0], own[:, 0]) if len(chosen) == 1 else top_calibration(shares, truth)
        titles = tuple(names[k] for k in chosen)
    else:  # several labels, each true or not
        scores, own = 1.0 / (1.0 + np.exp(-np.clip(outputs, -500, 500))), asked.y.reshape(outputs.shape) > 0.5
        titles = tuple(f"label {k}" for k in range(scores.shape[1]))
        found = calibration(scores.reshape(-1), own.reshape(-1))
    if len(titles) == 1:
        found = replace(found, of_class=titles[0])
    pairs = list(zip(own.T, scores.T, strict=True))
    return ClassScores(
        titles,
        tuple(roc_curve(*pair) for pair in pairs),
        tuple(precision_recall_curve(*pair) for pair in pairs),
        own.mean(axis=0),
        found,
        asked.words,
        trainer.step,
    )


def roc_curve(truth: np.ndarray, scores: np.ndarray) -> ScoreCurve:
    """Return the true positive rate over the false positive rate as the threshold falls, and the area beneath.

    Examples of equal scores are passed at once, so that their order does not matter.

    Args:
        truth: whether each example is of the class, (N,).
        scores: its probability of the class, (N,).
    """
    hits, misses = _passed(truth, scores)
    if not hits[-1] or not misses[-1]:
        return ScoreCurve(np.empty(0), np.empty(0), float("nan"))
    x, y = misses / misses[-1], hits / hits[-1]
    return ScoreCurve(*_thinned(x, y), float(np.trapezoid(y, x)))


def precision_recall_curve(truth: np.ndarray, scores: np.ndarray) -> ScoreCurve:
    """Return precision over recall as the threshold falls, and the average precision.

    The average precision is the mean of the precisions, each weighed by the recall that its threshold adds; nothing is
    interpolated, which would flatter the curve.

    Args:
        truth: whether each example is of the class, (N,).
        scores: its probability of the class, (N,).
    """
    hits, misses = _passed(truth, scores)
    if not hits[-1]:
        return ScoreCurve(np.empty(0), np.empty(0), float("nan"))
    recall, precision = hits[1:] / hits[-1], hits[1:] / (hits[1:] + misses[1:])
    widths: np.ndarray = np.diff(recall, prepend=0.0)
    area = float(np.sum(widths * precision))
    return ScoreCurve(*_thinned(np.append(0.0, recall), np.append(precision[0], precision)), area)


def calibration(shares: np.ndarray, came_true: np.ndarray, bins: int = BINS) -> Calibration:
    """Return the reliability diagram of probabilities in bins of equal width.

    Args:
        shares: probabilities, (N,).
        came_true: whether each came true, (N,).
        bins: how many; a value between two belongs to the lower one.
    """
    which = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], shares)
    counts = np.bincount(which, minlength=bins)
    with np.errstate(invalid="ignore"):
        confidence = np.bincount(which, shares, bins) / counts
        share = np.bincount(which, came_true, bins) / counts
    gaps = np.where(counts > 0, np.abs(confidence - share), 0.0)
    return Calibration(confidence, share, counts, float(np.sum(counts * gaps) / max(1, counts.sum())), "")


def top_calibration(shares: np.ndarray, truth: np.ndarray, bins: int = BINS) -> Calibration:
    """Return the reliability diagram of the probability of the class that is predicted.

    Args:
        shares: probabilities of the classes, (N, classes).
        truth: the true classes, (N,).
        bins: how many bins.
    """
    return calibration(shares.max(axis=1), shares.argmax(axis=1) == truth, bins)


def _passed(truth: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many of the class, and of the rest, lie at or above each threshold; from none to all."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    hits = np.cumsum(truth[order].astype(np.int64))[last]
    return np.append(0, hits), np.append(0, last + 1 - hits)


def _thinned(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a curve of at most so many points as can be told apart."""
    if len(x) <= _POINTS:
        return x, y
    pick = np.unique(np.linspace(0, len(x) - 1, _POINTS).astype(np.int64))
    return x[pick], y[pick]
