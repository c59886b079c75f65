"""Normalisation as its definition says; arrays have PyTorch's axes (N, C, ...)."""

from __future__ import annotations

import numpy as np


def normalise(x, dy, axes, eps, w, b, *, centred=True):
    """Return y and the gradients by x, w and b, where statistics are taken over ``axes``; w and b broadcast."""
    mean = x.mean(axes, keepdims=True) if centred else 0.0
    root = 1.0 / np.sqrt(((x - mean) ** 2).mean(axes, keepdims=True) + eps)
    unit = (x - mean) * root
    g = dy * w
    shared = g.mean(axes, keepdims=True) if centred else 0.0
    dx = root * (g - shared - unit * (g * unit).mean(axes, keepdims=True))
    return unit * w + b, dx, dy * unit, dy


def _reduced(values, like):
    """Sum to the shape of a parameter that was broadcast."""
    axes = tuple(a for a in range(values.ndim) if like.shape[a] == 1 and values.shape[a] > 1)
    return values.sum(axes, keepdims=True)


def _channels(v, ndim):
    return v.reshape(1, -1, *[1] * (ndim - 2))


def batch_norm(x, dy, w, b, eps):
    """Return y, dx, dw, db and the batch's mean and unbiased variance by channel."""
    axes = (0, *range(2, x.ndim))
    w1, b1 = _channels(w, x.ndim), _channels(b, x.ndim)
    y, dx, dw, db = normalise(x, dy, axes, eps, w1, b1)
    return y, dx, _reduced(dw, w1).ravel(), _reduced(db, b1).ravel(), x.mean(axes), x.var(axes, ddof=1)


def layer_norm(x, dy, w, b, eps, *, centred=True):
    """Return y, dx, dw, db; w has the shape of the last axes."""
    axes = tuple(range(x.ndim - w.ndim, x.ndim))
    y, dx, dw, db = normalise(x, dy, axes, eps, w, b, centred=centred)
    outer = tuple(range(x.ndim - w.ndim))
    return y, dx, dw.sum(outer), db.sum(outer)


def group_norm(x, dy, w, b, groups, eps):
    """Return y, dx, dw, db; statistics are taken over a group's channels and all positions."""
    shape = (x.shape[0], groups, x.shape[1] // groups, *x.shape[2:])
    spread = [np.broadcast_to(_channels(v, x.ndim), (1, *x.shape[1:])).reshape(1, *shape[1:]) for v in (w, b)]
    y, dx, dw, db = normalise(x.reshape(shape), dy.reshape(shape), tuple(range(2, len(shape))), eps, *spread)
    others = (0, *range(2, x.ndim))
    return y.reshape(x.shape), dx.reshape(x.shape), dw.reshape(x.shape).sum(others), db.reshape(x.shape).sum(others)
