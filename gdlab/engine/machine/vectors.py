"""Arithmetic on whole vectors that several kernels share."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH

_OPTIONS = {"nogil": True, "error_model": "numpy", "fastmath": FASTMATH}


@njit(**_OPTIONS)
def scale_vector(values, factor):
    """Multiply an array by a number in place.

    Args:
        values: (n,), of any float dtype; written.
        factor: the number, taken in the array's dtype.
    """
    same = values.dtype.type(factor)
    for i in range(values.size):
        values[i] *= same


@njit(**_OPTIONS)
def euclidean_norm(values):
    """Return the Euclidean norm of an array, summed in float64.

    Args:
        values: (n,), of any float dtype.
    """
    total = 0.0
    for i in range(values.size):
        total += np.float64(values[i]) * np.float64(values[i])
    return np.sqrt(total)
