"""The share of wrong labels, told apart from classes that overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Groups of examples of like confidence.
_GROUPS = 400
#: How sharply errors fall with confidence, and shares of wrong labels, among which the likeliest is looked for.
_SLOPES, _SHARES = np.geomspace(0.5, 64, 60), np.linspace(0, 0.4, 401)
#: Twice the logarithm of the ratio of likelihoods within which a share lies in the interval of 99 %.
_DEVIANCE = 6.63


@dataclass(frozen=True)
class LabelNoise:
    """How many labels look wrong.

    Attributes:
        share: the likeliest share of wrong labels.
        lowest: the lower end of its interval of 99 %.
        highest: the upper end.
        contradicted: the share of examples whose predicted class is not their label.
    """

    share: float
    lowest: float
    highest: float
    contradicted: float


def label_noise(probabilities: np.ndarray, labels: np.ndarray) -> LabelNoise:
    """Estimate the share of wrong labels from probabilities of networks that were not trained on these examples.

    Where classes overlap, errors fall towards none with confidence; a wrong label contradicts a sure prediction as
    often as an unsure one. So with the confidence's rank as a normal score h ≥ 0, a prediction errs with the
    probability s(h) = 1/(1 + exp(a h)), which is exact for two normal classes, and of K classes it contradicts the
    label with the probability e + s(h) (1 − e − e/(K − 1)), where e is the share of wrong labels. The likeliest e and
    its interval, by the ratio of likelihoods, are looked for on a grid; only ranks are read, so that it does not matter
    how well the probabilities are calibrated.

    Args:
        probabilities: of the classes, (N, K).
        labels: int64 (N,).
    """
    from scipy.special import ndtri  # takes 0.15 s: only where labels are judged

    n, classes = probabilities.shape
    contradicted = probabilities.argmax(axis=1) != labels
    ranked = contradicted[np.argsort(probabilities.max(axis=1), kind="stable")]
    groups = np.arange(n) * _GROUPS // max(n, _GROUPS)
    wrong, count = np.bincount(groups, weights=ranked), np.bincount(groups)
    middles = np.bincount(groups, weights=(np.arange(n) + 0.5) / n) / count
    errs = 1 / (1 + np.exp(_SLOPES[:, None] * ndtri((1 + middles) / 2)))
    likelihood = np.array([_likelihood(e, errs, wrong, count, classes) for e in _SHARES])
    within = _SHARES[2 * (likelihood.max() - likelihood) <= _DEVIANCE]
    share = float(_SHARES[likelihood.argmax()])
    return LabelNoise(share, float(within[0]), float(within[-1]), float(contradicted.mean()))


def _likelihood(share: float, errs: np.ndarray, wrong: np.ndarray, count: np.ndarray, classes: int) -> float:
    """Return the logarithm of the likelihood of a share of wrong labels, at the slope that fits it best.

    Args:
        share: the share of wrong labels.
        errs: the probability that a prediction errs, (slopes, groups).
        wrong: how many labels are contradicted in each group, (groups,).
        count: how many examples each group has.
        classes: how many classes there are.
    """
    p = np.clip(share + errs * (1 - share - share / max(classes - 1, 1)), 1e-12, 1 - 1e-12)
    return float((np.log(p) @ wrong + np.log1p(-p) @ (count - wrong)).max())
