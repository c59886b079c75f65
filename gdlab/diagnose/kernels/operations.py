"""The operations that a formula in x and y is made of: each one's value and its first and second derivatives, compiled.

An operation, given by its number ``operation``, has one or two arguments ``a`` and ``b`` and may have a constant ``c``;
its ``value`` is what :func:`apply` returned. At kinks, |a| and the square root
have slope 0 at 0; the smaller and the larger of two equal numbers have the first one's slope; ``floor`` has slope 0
everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.engine.machine.compiler import njit

INPUT, CONSTANT, ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, SQUARE, INTEGER_POWER, CONSTANT_POWER, POWER = range(11)
SQRT, EXP, LOG, SIN, COS, TAN, TANH, ABS, FLOOR, MINIMUM, MAXIMUM, REMAINDER = range(11, 23)

#: The operation of each function that the parser of formulas knows.
OPERATIONS: dict[Callable[..., Any], int] = {
    np.add: ADD,
    np.subtract: SUBTRACT,
    np.multiply: MULTIPLY,
    np.divide: DIVIDE,
    np.negative: NEGATE,
    np.power: POWER,
    np.sqrt: SQRT,
    np.exp: EXP,
    np.log: LOG,
    np.sin: SIN,
    np.cos: COS,
    np.tan: TAN,
    np.tanh: TANH,
    np.abs: ABS,
    np.floor: FLOOR,
    np.minimum: MINIMUM,
    np.maximum: MAXIMUM,
    np.mod: REMAINDER,
}
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": True}


@njit(**OPTIONS)
def integer_power(a, exponent):
    """Return ``a`` to the power ``exponent``, a whole number as a float, by repeated multiplication."""
    n = abs(int(exponent))
    result, factor = 1.0, a
    while n > 0:
        if n & 1:
            result *= factor
        factor *= factor
        n >>= 1
    return result if exponent >= 0 else 1.0 / result


@njit(**OPTIONS)
def apply(operation, a, b, c):
    """Return the value of an operation."""
    if operation == ADD:
        return a + b
    if operation == MULTIPLY:
        return a * b
    if operation == SUBTRACT:
        return a - b
    if operation == SQUARE:
        return a * a
    if operation == INTEGER_POWER:
        return integer_power(a, c)
    if operation == DIVIDE:
        return a / b
    if operation == NEGATE:
        return -a
    if operation == COS:
        return np.cos(a)
    if operation == SIN:
        return np.sin(a)
    if operation == EXP:
        return np.exp(a)
    if operation == SQRT:
        return np.sqrt(a)
    if operation == TANH:
        return np.tanh(a)
    if operation == LOG:
        return np.log(a)
    if operation == TAN:
        return np.tan(a)
    if operation == ABS:
        return abs(a)
    if operation == CONSTANT_POWER:
        return a**c
    if operation == POWER:
        return a**b
    if operation == FLOOR:
        return np.floor(a)
    if operation == MINIMUM:
        return a if a <= b or np.isnan(a) else b
    if operation == MAXIMUM:
        return a if a >= b or np.isnan(a) else b
    return a - b * np.floor(a / b)


@njit(**OPTIONS)
def slopes(operation, a, b, c, value):
    """Return an operation's derivatives by ``a`` and by ``b``."""
    if operation == ADD:
        return 1.0, 1.0
    if operation == MULTIPLY:
        return b, a
    if operation == SUBTRACT:
        return 1.0, -1.0
    if operation == SQUARE:
        return 2.0 * a, 0.0
    if operation == INTEGER_POWER:
        return c * integer_power(a, c - 1.0), 0.0
    if operation == DIVIDE:
        return 1.0 / b, -value / b
    if operation == NEGATE:
        return -1.0, 0.0
    if operation == COS:
        return -np.sin(a), 0.0
    if operation == SIN:
        return np.cos(a), 0.0
    if operation == EXP:
        return value, 0.0
    if operation == SQRT:
        return (0.5 / value if value != 0.0 else 0.0), 0.0
    if operation == TANH:
        return 1.0 - value * value, 0.0
    if operation == LOG:
        return 1.0 / a, 0.0
    if operation == TAN:
        return 1.0 + value * value, 0.0
    if operation == ABS:
        return np.sign(a), 0.0
    if operation == CONSTANT_POWER:
        return (c * a ** (c - 1.0) if c != 0.0 else 0.0), 0.0
    if operation == POWER:
        return b * a ** (b - 1.0), value * np.log(a) if value != 0.0 else 0.0
    if operation == FLOOR:
        return 0.0, 0.0
    if operation == MINIMUM:
        return (1.0, 0.0) if a <= b else (0.0, 1.0)
    if operation == MAXIMUM:
        return (1.0, 0.0) if a >= b else (0.0, 1.0)
    return 1.0, -np.floor(a / b)


@njit(**OPTIONS)
def curvatures(operation, a, b, c, value):
    """Return an operation's second derivatives: by ``a`` twice, by ``a`` and ``b``, by ``b`` twice."""
    if operation == MULTIPLY:
        return 0.0, 1.0, 0.0
    if operation == SQUARE:
        return 2.0, 0.0, 0.0
    if operation == INTEGER_POWER:
        return (c * (c - 1.0) * integer_power(a, c - 2.0) if c != 1.0 else 0.0), 0.0, 0.0
    if operation == DIVIDE:
        return 0.0, -1.0 / (b * b), 2.0 * value / (b * b)
    if operation in (COS, SIN):
        return -value, 0.0, 0.0
    if operation == EXP:
        return value, 0.0, 0.0
    if operation == SQRT:
        return (-0.25 / (value * a) if value != 0.0 else 0.0), 0.0, 0.0
    if operation == TANH:
        return -2.0 * value * (1.0 - value * value), 0.0, 0.0
    if operation == LOG:
        return -1.0 / (a * a), 0.0, 0.0
    if operation == TAN:
        return 2.0 * value * (1.0 + value * value), 0.0, 0.0
    if operation == CONSTANT_POWER:
        return (c * (c - 1.0) * a ** (c - 2.0) if c not in (0.0, 1.0) else 0.0), 0.0, 0.0
    if operation == POWER:
        log = np.log(a)
        before = a ** (b - 1.0)
        return b * (b - 1.0) * a ** (b - 2.0), before * (1.0 + b * log), value * log * log
    return 0.0, 0.0, 0.0
