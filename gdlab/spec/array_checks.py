"""Checks of arrays that come from outside, before anything is computed from them: type, finiteness, shape, length.

Compiled kernels are told addresses and lengths and check no bounds, so every way into the engine passes its arrays
through here first. Every error says which array is wrong, what was expected and what came.
"""

from __future__ import annotations

from math import prod
from numbers import Integral, Real
from typing import Any

import numpy as np

from gdlab.spec.calls import shorten
from gdlab.spec.errors import DataError


def as_numbers(
    value: Any, name: str, *, dtype: str | np.dtype = "float64", finite: bool = True, scalar: bool = False
) -> np.ndarray:
    """Return a value as an array of real numbers.

    Args:
        value: an array, or whatever NumPy makes one of.
        name: what the array is called in errors.
        dtype: the precision in which its numbers will be used, which must be able to hold them.
        finite: whether NaN and infinities are refused.
        scalar: whether it may be a single number.

    Raises:
        DataError: when it is ragged, masked, a single number, not of real numbers, or not finite.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise DataError(f"{name} is ragged: its rows have different lengths") from None
    if type(value) is not np.ndarray and np.ma.is_masked(value):  # importing np.ma takes 0.03 s
        raise DataError(f"{name} has masked entries, which would be read as numbers; leave them out or fill them")
    if array.dtype == object and (array.ndim or hasattr(value, "toarray")):
        array = _of_objects(array, value, name)
    if array.dtype.kind not in "biuf":
        raise DataError(f"{name} must hold numbers, and holds {array.dtype}")
    if array.ndim == 0 and not scalar:
        raise DataError(f"{name} must have one row an example, and is a single number")
    if finite and array.dtype.kind == "f":
        refuse_infinite(array, name, dtype)
    return array


def refuse_infinite(array: np.ndarray, name: str, dtype: str | np.dtype = "float64") -> None:
    """Refuse NaN, infinities, and numbers that a precision cannot hold.

    Args:
        array: floats of any shape.
        name: what the array is called in errors.
        dtype: the precision in which its numbers will be used.

    Raises:
        DataError: with the place of the first such number.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        if array.dtype.itemsize <= np.dtype(dtype).itemsize and np.isfinite(array.sum()):
            return  # no number can be NaN or infinite where their sum is finite
    bad = ~np.isfinite(array)
    if bad.any():
        raise DataError(f"{name} holds NaN or an infinity, the first at [{_place(bad)}]")
    bad = np.abs(array) > np.finfo(dtype).max
    if bad.any():
        raise DataError(f"{name} holds {array[bad][0]:g} at [{_place(bad)}], which is too large for {np.dtype(dtype)}")


def refuse_shape(array: np.ndarray, shape: tuple[int, ...], name: str) -> None:
    """Refuse inputs that are not (N, *shape).

    Args:
        array: the inputs.
        shape: the shape of one example, in PyTorch's order.
        name: what the array is called in errors.

    Raises:
        DataError: with both shapes, and what to write where the mistake is a usual one.
    """
    if array.shape[1:] == shape and array.ndim > 0:
        return
    wanted = ", ".join(["N", *map(str, shape)])
    comma = "" if shape else ","
    raise DataError(f"{name} must have the shape ({wanted}{comma}) and has {array.shape}{_remedy(array, shape, name)}")


def refuse_lengths(x: np.ndarray, y: np.ndarray, names: tuple[str, str] = ("X", "y")) -> None:
    """Refuse inputs and targets that are not as many.

    Raises:
        DataError: with both lengths.
    """
    if y.ndim == 0 or len(x) != len(y):
        came = len(y) if y.ndim else "no"
        raise DataError(f"{names[0]} has {len(x)} rows and {names[1]} has {came}; they must be as many")


def refuse_width(y: np.ndarray, width: int, name: str = "y") -> None:
    """Refuse targets of another number an example than the run's.

    Args:
        y: targets, (N, ...).
        width: targets an example.
        name: what the array is called in errors.

    Raises:
        DataError: with the number that is wanted and the shape that came.
    """
    if prod(y.shape[1:]) != width:
        raise DataError(f"{name} must have {width} target{'s' * (width != 1)} an example, and has the shape {y.shape}")


def _of_objects(array: np.ndarray, value: Any, name: str) -> np.ndarray:
    """Return an array of Python objects as numbers, which is what a table of columns of several types comes as.

    Raises:
        DataError: with the first object that is no number, or when a sparse matrix came, which NumPy takes for one.
    """
    if hasattr(value, "toarray"):
        raise DataError(f"{name} is sparse; {name}.toarray() makes an array of it")
    strange = np.array([not isinstance(item, Real | np.bool_) for item in array.flat], bool).reshape(array.shape)
    if strange.any():
        raise DataError(
            f"{name} must hold numbers, and holds {shorten(repr(array[strange][0]))} at [{_place(strange)}]"
        )
    whole = all(isinstance(item, Integral | np.bool_) for item in array.flat)
    try:
        return array.astype(np.int64 if whole else np.float64)
    except OverflowError:
        raise DataError(f"{name} holds a number that is too large for {'int64' if whole else 'float64'}") from None


def _place(bad: np.ndarray) -> str:
    return ", ".join(str(int(i)) for i in np.unravel_index(int(bad.argmax()), bad.shape))


def _remedy(array: np.ndarray, shape: tuple[int, ...], name: str) -> str:
    """Return what to write in place of an array of a wrong shape, "" where that is not clear."""
    came = array.shape
    if came == shape:
        return f"; a single example is {name}[None]"
    if len(shape) == 3 and came[1:] == (*shape[1:], shape[0]):
        return f"; channels come first, as {name}.transpose(0, 3, 1, 2) has them"
    if len(shape) != 1 and len(came) == 2 and came[1] == prod(shape):
        return f"; try {name}.reshape({', '.join(['-1', *map(str, shape)])})"
    return ""
