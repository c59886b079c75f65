"""Recurrent layers step by step, forward and back through time; sequences are (N, T, F).

``p`` holds w_ih (gates · H, F), w_hh (gates · H, H), b_ih and b_hh; every function returns all states (N, T, H) and,
given the gradient by them, the gradients by x and by each parameter.
"""

from __future__ import annotations

import numpy as np


def sigmoid(x):
    """Return 1 / (1 + e⁻ˣ)."""
    return 1.0 / (1.0 + np.exp(-x))


def _grow(grads, p, x, h, da, db):
    """Add one step's share: ``da`` is the gradient by the input's sum, ``db`` by the state's; return dx and dh."""
    grads["w_ih"] += da.T @ x
    grads["w_hh"] += db.T @ h
    grads["b_ih"] += da.sum(0)
    grads["b_hh"] += db.sum(0)
    return da @ p["w_ih"], db @ p["w_hh"]


def rnn(x, p, dy, relu=False):
    """Compute h = f(W x + b + U h + c)."""
    n, t, _ = x.shape
    h = [np.zeros((n, p["w_hh"].shape[1]))]
    for s in range(t):
        z = x[:, s] @ p["w_ih"].T + p["b_ih"] + h[-1] @ p["w_hh"].T + p["b_hh"]
        h.append(np.maximum(z, 0) if relu else np.tanh(z))
    grads, dx, dh = {k: np.zeros_like(v) for k, v in p.items()}, np.zeros_like(x), 0.0
    for s in reversed(range(t)):
        d = (dy[:, s] + dh) * ((h[s + 1] > 0) if relu else 1 - h[s + 1] ** 2)
        dx[:, s], dh = _grow(grads, p, x[:, s], h[s], d, d)
    return np.stack(h[1:], 1), dx, grads


def gru(x, p, dy):
    """Compute h = (1 − z) n + z h with n = tanh(W x + b + r (U h + c))."""
    n, t, _ = x.shape
    h, kept = [np.zeros((n, p["w_hh"].shape[1]))], []
    for s in range(t):
        a = np.split(x[:, s] @ p["w_ih"].T + p["b_ih"], 3, axis=1)
        b = np.split(h[-1] @ p["w_hh"].T + p["b_hh"], 3, axis=1)
        r, z = sigmoid(a[0] + b[0]), sigmoid(a[1] + b[1])
        c = np.tanh(a[2] + r * b[2])
        kept.append((r, z, c, b[2]))
        h.append((1 - z) * c + z * h[-1])
    grads, dx, dh = {k: np.zeros_like(v) for k, v in p.items()}, np.zeros_like(x), 0.0
    for s in reversed(range(t)):
        r, z, c, inner = kept[s]
        d = dy[:, s] + dh
        dc = d * (1 - z) * (1 - c**2)
        dz = d * (h[s] - c) * z * (1 - z)
        dr = dc * inner * r * (1 - r)
        dx[:, s], back = _grow(grads, p, x[:, s], h[s], np.hstack([dr, dz, dc]), np.hstack([dr, dz, dc * r]))
        dh = back + d * z
    return np.stack(h[1:], 1), dx, grads


def lstm(x, p, dy):
    """Compute c = f c + i g and h = o tanh(c)."""
    n, t, _ = x.shape
    size = p["w_hh"].shape[1]
    h, cells, kept = [np.zeros((n, size))], [np.zeros((n, size))], []
    for s in range(t):
        z = x[:, s] @ p["w_ih"].T + p["b_ih"] + h[-1] @ p["w_hh"].T + p["b_hh"]
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        kept.append((i, f, g, o))
        cells.append(f * cells[-1] + i * g)
        h.append(o * np.tanh(cells[-1]))
    grads, dx, dh, dc = {k: np.zeros_like(v) for k, v in p.items()}, np.zeros_like(x), 0.0, 0.0
    for s in reversed(range(t)):
        i, f, g, o = kept[s]
        d, flat = dy[:, s] + dh, np.tanh(cells[s + 1])
        dc = dc + d * o * (1 - flat**2)
        da = np.hstack([dc * g * i * (1 - i), dc * cells[s] * f * (1 - f), dc * i * (1 - g**2), d * flat * o * (1 - o)])
        dx[:, s], dh = _grow(grads, p, x[:, s], h[s], da, da)
        dc = dc * f
    return np.stack(h[1:], 1), dx, grads
