"""Activations as their definitions say: for each, a function of x and its options that returns y and dy/dx.

Slopes at kinks are those of ``training.kink`` = 0, which are PyTorch's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special
from scipy.stats import norm

Pair = tuple[np.ndarray, np.ndarray]


def clamp(x: np.ndarray, low: float, high: float) -> Pair:
    return np.clip(x, low, high), ((x > low) & (x < high)).astype(x.dtype)


def leaky(x: np.ndarray, slope: float) -> Pair:
    return np.where(x > 0, x, slope * x), np.where(x > 0, 1.0, slope)


def exponential(x: np.ndarray, alpha: float, rate: float = 1.0, scale: float = 1.0) -> Pair:
    below = alpha * (np.exp(rate * x) - 1.0)
    return scale * np.where(x > 0, x, below), scale * np.where(x > 0, 1.0, alpha * rate * np.exp(rate * x))


def shrink(x: np.ndarray, lambd: float, off: float) -> Pair:
    outside = np.abs(x) > lambd
    return np.where(outside, x - off * np.sign(x), 0.0), outside.astype(x.dtype)


def gelu(x: np.ndarray, approximate: str = "none") -> Pair:
    if approximate == "none":
        return x * norm.cdf(x), norm.cdf(x) + x * norm.pdf(x)
    inner, slope = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3), np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    t = np.tanh(inner)
    return 0.5 * x * (1 + t), 0.5 * (1 + t) + 0.5 * x * (1 - t**2) * slope


def silu(x: np.ndarray) -> Pair:
    s = special.expit(x)
    return x * s, s + x * s * (1 - s)


def mish(x: np.ndarray) -> Pair:
    t = np.tanh(np.logaddexp(0.0, x))
    return x * t, t + x * (1 - t**2) * special.expit(x)


def softplus(x: np.ndarray, beta: float = 1.0, threshold: float = 20.0) -> Pair:
    linear = beta * x > threshold
    return np.where(linear, x, np.logaddexp(0.0, beta * x) / beta), np.where(linear, 1.0, special.expit(beta * x))


def hardswish(x: np.ndarray) -> Pair:
    y = x * np.clip(x + 3, 0, 6) / 6
    return y, np.where(x <= -3, 0.0, np.where(x >= 3, 1.0, x / 3 + 0.5))


def hardsigmoid(x: np.ndarray) -> Pair:
    return np.clip(x / 6 + 0.5, 0, 1), np.where(np.abs(x) < 3, 1 / 6, 0.0)


TWINS: dict[str, Callable[..., Any]] = {
    "ReLU": lambda x: leaky(x, 0.0),
    "ReLU6": lambda x: clamp(x, 0.0, 6.0),
    "LeakyReLU": lambda x, negative_slope=0.01: leaky(x, negative_slope),
    "ELU": lambda x, alpha=1.0: exponential(x, alpha),
    "CELU": lambda x, alpha=1.0: exponential(x, alpha, 1 / alpha),
    "SELU": lambda x: exponential(x, 1.6732632423543772, 1.0, 1.0507009873554805),
    "GELU": gelu,
    "SiLU": silu,
    "Mish": mish,
    "Sigmoid": lambda x: (special.expit(x), special.expit(x) * special.expit(-x)),
    "LogSigmoid": lambda x: (special.log_expit(x), special.expit(-x)),
    "Hardsigmoid": hardsigmoid,
    "Tanh": lambda x: (np.tanh(x), 1 - np.tanh(x) ** 2),
    "Hardtanh": lambda x, min_val=-1.0, max_val=1.0: clamp(x, min_val, max_val),
    "Tanhshrink": lambda x: (x - np.tanh(x), np.tanh(x) ** 2),
    "Hardshrink": lambda x, lambd=0.5: shrink(x, lambd, 0.0),
    "Softshrink": lambda x, lambd=0.5: shrink(x, lambd, lambd),
    "Softplus": softplus,
    "Softsign": lambda x: (x / (1 + np.abs(x)), (1 + np.abs(x)) ** -2.0),
    "Hardswish": hardswish,
    "Threshold": lambda x, threshold=0.0, value=0.0: (np.where(x > threshold, x, value), (x > threshold) * 1.0),
}


def prelu(x: np.ndarray, dy: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return y and the gradients by x and weight; weight is along axis 1, or one for all."""
    w = weight.reshape(1, -1, *[1] * (x.ndim - 2)) if weight.size > 1 else weight.reshape([1] * x.ndim)
    by_weight = np.where(x > 0, 0.0, x) * dy
    axes = tuple(a for a in range(x.ndim) if a != 1 or weight.size == 1)
    return np.where(x > 0, x, w * x), np.where(x > 0, dy, w * dy), by_weight.sum(axes).reshape(weight.shape)


def softmax(x: np.ndarray, dy: np.ndarray, axis: int) -> Pair:
    """Return softmax along an axis and the gradient by x, from the whole Jacobian's formula."""
    y = special.softmax(x, axis)
    return y, y * dy - y * (y * dy).sum(axis, keepdims=True)


def log_softmax(x: np.ndarray, dy: np.ndarray, axis: int) -> Pair:
    """Return log softmax along an axis and the gradient by x."""
    return special.log_softmax(x, axis), dy - special.softmax(x, axis) * dy.sum(axis, keepdims=True)
