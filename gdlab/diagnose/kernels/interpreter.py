"""The compiled interpreter of tapes (:mod:`gdlab.diagnose.tape`): one for every formula.

A tape is its ``code``, (n, 3) int64, and its ``constants``, (n,) float64; the first operations stand for the inputs,
``x``, ``y`` and ``t``, the number of the step.
"""

from __future__ import annotations

import numpy as np

from gdlab.diagnose.kernels.operations import CONSTANT, OPTIONS, apply, curvatures, slopes
from gdlab.engine.machine.compiler import njit

X, Y, T, INPUTS = 0, 1, 2, 3  #: The places of the inputs, at the head of every tape, and how many they are.


@njit(**OPTIONS)
def tape_value(code, constants, x, y, t, values):
    """Compute every operation at (x, y) and step t into ``values``, (n,), and return the last."""
    values[X], values[Y], values[T] = x, y, t
    for i in range(INPUTS, len(constants)):
        operation = code[i, 0]
        if operation == CONSTANT:
            values[i] = constants[i]
        else:
            values[i] = apply(operation, values[code[i, 1]], values[code[i, 2]], constants[i])
    return values[len(constants) - 1]


@njit(**OPTIONS)
def tape_gradient(code, constants, values, bars):
    """Return the derivatives by x and y, going back over the ``values`` that :func:`tape_value` left.

    ``bars``, (n,), is filled with the derivative of the result by each operation. What the result does not depend on
    adds nothing, also where its slope is infinite.
    """
    last = len(constants) - 1
    bars[:] = 0.0
    bars[last] = 1.0
    for i in range(last, INPUTS - 1, -1):
        operation = code[i, 0]
        if operation == CONSTANT or bars[i] == 0.0:
            continue
        a, b = code[i, 1], code[i, 2]
        by_a, by_b = slopes(operation, values[a], values[b], constants[i], values[i])
        bars[a] += bars[i] * by_a
        if by_b != 0.0:
            bars[b] += bars[i] * by_b
    return bars[X], bars[Y]


@njit(**OPTIONS)
def _along(code, constants, values, bars, along_x, along_y, dots, bar_dots):
    """Return the derivatives of the gradient along a direction: both passes, differentiated."""
    n = len(constants)
    dots[:] = 0.0
    dots[X], dots[Y] = along_x, along_y
    for i in range(INPUTS, n):
        a, b = code[i, 1], code[i, 2]
        if code[i, 0] == CONSTANT or (dots[a] == 0.0 and dots[b] == 0.0):
            continue
        by_a, by_b = slopes(code[i, 0], values[a], values[b], constants[i], values[i])
        dots[i] = (by_a * dots[a] if dots[a] != 0.0 else 0.0) + (by_b * dots[b] if by_b * dots[b] != 0.0 else 0.0)
    bar_dots[:] = 0.0
    for i in range(n - 1, INPUTS - 1, -1):
        if code[i, 0] == CONSTANT or (bars[i] == 0.0 and bar_dots[i] == 0.0):
            continue
        a, b = code[i, 1], code[i, 2]
        by_a, by_b = slopes(code[i, 0], values[a], values[b], constants[i], values[i])
        aa, ab, bb = curvatures(code[i, 0], values[a], values[b], constants[i], values[i])
        bar_dots[a] += bar_dots[i] * by_a + bars[i] * (_scaled(aa, dots[a]) + _scaled(ab, dots[b]))
        bar_dots[b] += _scaled(by_b, bar_dots[i]) + bars[i] * (_scaled(ab, dots[a]) + _scaled(bb, dots[b]))
    return bar_dots[X], bar_dots[Y]


@njit(**OPTIONS)
def _scaled(factor, number):
    """Return the product, 0 where either is 0 even if the other is infinite."""
    return factor * number if factor != 0.0 and number != 0.0 else 0.0


@njit(**OPTIONS)
def tape_hessian(code, constants, x, y):
    """Return the second derivatives by x twice, by x and y, by y twice."""
    n = len(constants)
    values, bars, dots, bar_dots = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    tape_value(code, constants, x, y, 0.0, values)
    tape_gradient(code, constants, values, bars)
    xx, xy = _along(code, constants, values, bars, 1.0, 0.0, dots, bar_dots)
    _, yy = _along(code, constants, values, bars, 0.0, 1.0, dots, bar_dots)
    return xx, xy, yy


@njit(**OPTIONS)
def tape_values(code, constants, x, y, out):
    """Compute the value at each of many points into ``out``."""
    values = np.zeros(len(constants))
    for i in range(len(out)):
        out[i] = tape_value(code, constants, x[i], y[i], 0.0, values)
