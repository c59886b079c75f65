"""Losses as their definitions say: the mean, and its gradient by the network's output."""

from __future__ import annotations

import numpy as np
from scipy import special


def _weights(t, classes, weight, ignore_index):
    """Return the weight of each class, of each item, and classes without the ignored one."""
    each = np.asarray(weight) if len(weight) else np.ones(classes)
    kept = t != ignore_index
    t = np.where(kept, t, 0)
    return each, each[t] * kept, t


def cross_entropy(z, t, label_smoothing=0.0, weight=(), ignore_index=-100):
    """Return the loss of logits (items, classes) and classes (items,), and its gradient."""
    classes = z.shape[1]
    each, w, hot = _weights(t, classes, weight, ignore_index)
    kept = (t != ignore_index)[:, None]
    target = kept * each * ((1 - label_smoothing) * np.eye(classes)[hot] + label_smoothing / classes)
    slope = special.softmax(z, 1) * target.sum(1, keepdims=True) - target
    return -(target * special.log_softmax(z, 1)).sum() / w.sum(), slope / w.sum()


def nll(x, t, weight=(), ignore_index=-100):
    """Return the loss of log-probabilities."""
    _, w, hot = _weights(t, x.shape[1], weight, ignore_index)
    target = w[:, None] * np.eye(x.shape[1])[hot]
    return -(target * x).sum() / w.sum(), -target / w.sum()


def bce(x, t, pos_weight=(1.0,)):
    """Return the binary cross-entropy of logits (N, outputs)."""
    w = np.asarray(pos_weight)
    loss = -(w * t * special.log_expit(x) + (1 - t) * special.log_expit(-x))
    return loss.mean(), ((1 - t) * special.expit(x) - w * t * special.expit(-x)) / x.size


def squared(x, t):
    """Return the mean squared error."""
    return ((x - t) ** 2).mean(), 2 * (x - t) / x.size


def absolute(x, t):
    """Return the mean absolute error."""
    return np.abs(x - t).mean(), np.sign(x - t) / x.size


def huber(x, t, delta=1.0):
    """Return Huber's loss."""
    e = x - t
    near = np.abs(e) < delta
    return np.where(near, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta)).mean(), np.clip(e, -delta, delta) / x.size


def smooth_l1(x, t, beta=1.0):
    """Return Huber's loss divided by beta."""
    if beta == 0:
        return absolute(x, t)
    loss, gradient = huber(x, t, beta)
    return loss / beta, gradient / beta
