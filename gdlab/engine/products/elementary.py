"""Elementary functions that vectorise in float32: exp, expm1, log, log1p, tanh, sigmoid, erf, softplus.

libm's functions are called one number at a time; these are branch-free, so LLVM turns a loop over them into vector
instructions. Each is a range reduction and a polynomial whose coefficients were fitted for the least relative error
with every coefficient rounded to float32 in turn. Errors stay within 1.6 units in the last place over the whole range,
softplus's within 2 (``tests/engine/test_elementary.py`` measures them); NaN stays NaN and infinities give the limit. In
float64 libm's own functions are called, except for tanh, which is built the same way and agrees with libm's to 4e-16.

Use them inside kernels as ``elementary.exp(x)``; with ``NUMBA_DISABLE_JIT=1`` they are NumPy's. Unlike kernels they are
compiled without the flag that lets LLVM reorder sums: the range reductions depend on the order.

What justifies it: 0.3 to 0.8 ns a number in a loop, where libm's functions take 2 to 12 (2 cores of an Intel Xeon
of the Sapphire Rapids class with AVX-512, November 2026, docs/architecture.md). Every function takes one number
``x`` and returns one of its type.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.engine.machine.compiler import njit, overload, types
from gdlab.engine.products.float_bits import exponent, mantissa, power64, power_of_two, times_power

_OPTIONS = {"fastmath": {"contract", "nsz"}, "error_model": "numpy", "forceinline": True}
_F = np.float32

_HALF, _ONE, _TWO = _F(0.5), _F(1), _F(2)
_MAGIC = _F(1.5 * 2**23)  # adding it leaves the nearest whole number in the low bits
_LOG2E, _LN2_HIGH, _LN2_LOW = _F(1.442695), _F(0.693359375), _F(-2.12194440e-4)
_EXP = tuple(_F(c) for c in (0.49999994, 0.16666521, 0.041668274, 0.008368686, 0.0013820136))
_EXPM1 = tuple(_F(c) for c in (0.49999997, 0.16666546, 0.041667435, 0.008366272, 0.0013870696))
_LOG = tuple(_F(c) for c in (0.66666776, 0.39977503, 0.29874387))
_LOG1P = tuple(_F(c) for c in (0.66666675, 0.39998946, 0.2861534, 0.2144217, 0.24252541))
_ERF = tuple(_F(c) for c in (0.12837917, -0.3761263, 0.11283624, -0.02685556, 0.005191753, -0.0008039753, 7.9431e-05))
_LOG_ERFC = tuple(
    _F(c)
    for c in (
        0.0001689519,
        -1.1294872,
        -0.6334034,
        -0.10821754,
        0.025078787,
        -0.004155574,
        0.000431258,
        -2.0817502e-05,
    )
)
_TANH = tuple(_F(c) for c in (-0.333333164, 0.133325413, -0.0538469665, 0.0210473593, -0.00623690989))
# expm1 for float64: degree 11 on ±½ ln 2 errs by 3e-17
_D = np.float64
_MAGIC64, _LOG2E64 = _D(1.5 * 2**52), _D(1.4426950408889634)
_LN2_HIGH64, _LN2_LOW64 = _D(float.fromhex("0x1.62e42fee00000p-1")), _D(float.fromhex("0x1.a39ef35793c76p-33"))
_EXPM1_64 = tuple(
    _D(c)
    for c in (
        0.5000000000000004,
        0.16666666666666682,
        0.0416666666665806,
        0.008333333333316286,
        0.0013888888930686457,
        0.0001984126989956111,
        2.4801506034448745e-05,
        2.7557230894745192e-06,
        2.762581954197063e-07,
        2.511358655044772e-08,
    )
)
_TINY, _LARGEST = _F(2.0**-126), _F(3.4028235e38)


# --- float32 --------------------------------------------------------------------------------------------------------
@njit(**_OPTIONS)
def _exp(x):
    x = _F(89) if x > _F(89) else (_F(-104.5) if x < _F(-104.5) else x)
    t = x * _LOG2E + _MAGIC
    n = t - _MAGIC
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    p = _EXP[3] + r * _EXP[4]
    p = _EXP[0] + r * (_EXP[1] + r * (_EXP[2] + r * p))
    return times_power(_ONE + (r + r * r * p), t)


@njit(**_OPTIONS)
def _small_exp(x):
    """Return eˣ for x in [-80, 0], whose power of two needs one factor."""
    t = x * _LOG2E + _MAGIC
    n = t - _MAGIC
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    p = _EXP[3] + r * _EXP[4]
    p = _EXP[0] + r * (_EXP[1] + r * (_EXP[2] + r * p))
    return power_of_two(t) * (_ONE + (r + r * r * p))


@njit(**_OPTIONS)
def _expm1(x):
    x = _F(89) if x > _F(89) else (_F(-20) if x < _F(-20) else x)
    t = x * _LOG2E + _MAGIC
    n = t - _MAGIC
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    p = _EXPM1[3] + r * _EXPM1[4]
    p = _EXPM1[0] + r * (_EXPM1[1] + r * (_EXPM1[2] + r * p))
    q = r + r * r * p
    near = times_power(q, t) + (times_power(_ONE, t) - _ONE)
    return times_power(_ONE + q, t) if x > _F(20) else near


@njit(**_OPTIONS)
def _log(x):
    small = x < _TINY
    y = x * _F(2**25) if small else x
    e = exponent(y) - (_F(25) if small else _F(0))
    f = mantissa(y) - _ONE
    s = f / (_TWO + f)
    z = s * s
    square = _HALF * f * f
    r = z * (_LOG[0] + z * (_LOG[1] + z * _LOG[2]))
    value = e * _LN2_HIGH + (f - (square - (s * (square + r) + e * _LN2_LOW)))
    value = value if x <= _LARGEST else x  # infinity and NaN
    value = value if x > _F(0) or x != x else _F(-np.inf)
    return _F(np.nan) if x < _F(0) else value


@njit(**_OPTIONS)
def _log1p(x):
    s = x / (_TWO + x)
    z = s * s
    p = _LOG1P[2] + z * (_LOG1P[3] + z * _LOG1P[4])
    return x - s * (x - z * (_LOG1P[0] + z * (_LOG1P[1] + z * p)))


@njit(**_OPTIONS)
def _tanh(x):
    a = abs(x)
    e = _small_exp(-_TWO * (_F(10) if a > _F(10) else a))
    far = _ONE - (e + e) / (_ONE + e)
    z = x * x
    p = _TANH[2] + z * (_TANH[3] + z * _TANH[4])
    near = x + x * z * (_TANH[0] + z * (_TANH[1] + z * p))
    return near if a < _F(0.55) else (-far if x < _F(0) else far)  # from 0.5493 on, tanh is above ½


@njit(**_OPTIONS)
def _sigmoid(x):
    e = _exp(-abs(x))
    top, d = e if x < _F(0) else _ONE, _ONE + e
    y = top / d
    lost = e - (d - _ONE)  # what rounding took from 1 + e; with what it took from y, about 1/d of it is missing
    return y + ((top - y * d) - y * lost) * (_ONE - _HALF * e)


@njit(**_OPTIONS)
def _softplus(x):
    return (x if x > _F(0) or x != x else _F(0)) + _log1p(_exp(-abs(x)))


@njit(**_OPTIONS)
def _erf(x):
    z = x * x
    p = _ERF[3] + z * (_ERF[4] + z * (_ERF[5] + z * _ERF[6]))
    near = x + x * (_ERF[0] + z * (_ERF[1] + z * (_ERF[2] + z * p)))
    a = abs(x)
    a = _F(3.95) if a > _F(3.95) else a
    q = _LOG_ERFC[4] + a * (_LOG_ERFC[5] + a * (_LOG_ERFC[6] + a * _LOG_ERFC[7]))
    q = _LOG_ERFC[0] + a * (_LOG_ERFC[1] + a * (_LOG_ERFC[2] + a * (_LOG_ERFC[3] + a * q)))
    far = _ONE - _exp(q)
    far = -far if x < _F(0) else far
    return far if abs(x) > _F(0.9) else near


# --- float64 --------------------------------------------------------------------------------------------------------
@njit(**_OPTIONS)
def _tanh64(x):
    a = -_D(2) * abs(x)
    a = _D(-60) if a < _D(-60) else a
    t = a * _LOG2E64 + _MAGIC64
    n = t - _MAGIC64
    r = (a - n * _LN2_HIGH64) - n * _LN2_LOW64
    p = _EXPM1_64[8] + r * _EXPM1_64[9]
    p = _EXPM1_64[6] + r * (_EXPM1_64[7] + r * p)
    p = _EXPM1_64[4] + r * (_EXPM1_64[5] + r * p)
    p = _EXPM1_64[2] + r * (_EXPM1_64[3] + r * p)
    q = r + r * r * (_EXPM1_64[0] + r * (_EXPM1_64[1] + r * p))
    scale = power64(t)
    e = scale * q + (scale - _D(1))
    y = -e / (_D(2) + e)
    return -y if x < _D(0) else (y if x > _D(0) else x)


# --- what kernels call ----------------------------------------------------------------------------------------------
def exp(x: Any) -> Any:
    """Return eˣ."""
    return np.exp(x)


def expm1(x: Any) -> Any:
    """Return eˣ − 1, accurate near 0."""
    return np.expm1(x)


def log(x: Any) -> Any:
    """Return the natural logarithm; −inf at 0, NaN below."""
    return np.log(x)


def log1p(x: Any) -> Any:
    """Return log(1 + x) for x in [0, 1], the range that softplus and log-sigmoid need."""
    return np.log1p(x)


def tanh(x: Any) -> Any:
    """Return the hyperbolic tangent."""
    return np.tanh(x)


def sigmoid(x: Any) -> Any:
    """Return 1 / (1 + e⁻ˣ)."""
    e = np.exp(-np.abs(x))
    return (e if x < 0 else type(e)(1)) / (type(e)(1) + e)


def softplus(x: Any) -> Any:
    """Return log(1 + eˣ)."""
    return np.maximum(x, type(x)(0)) + np.log1p(np.exp(-np.abs(x)))


def erf(x: Any) -> Any:
    """Return the error function."""
    from scipy import special  # takes 0.15 s, and compiled kernels have no need of it

    return type(x)(special.erf(x))


@njit(**_OPTIONS)
def _sigmoid64(x):
    e = math.exp(-abs(x))
    return (e if x < 0.0 else 1.0) / (1.0 + e)


@njit(**_OPTIONS)
def _softplus64(x):
    return (x if x > 0.0 or x != x else 0.0) + math.log1p(math.exp(-abs(x)))


def _dispatch(stub: Callable[[Any], Any], single: Any, double: Any) -> None:
    """Let compiled callers of ``stub`` reach our function in float32 and libm's in float64."""

    @overload(stub, jit_options={"fastmath": _OPTIONS["fastmath"], "error_model": "numpy", "forceinline": True})
    def choose(x):
        if x == types.float32:
            return lambda x: single(x)  # noqa: PLW0108  (numba wants the stub's own argument names)
        return lambda x: double(x)  # noqa: PLW0108


for _stub, _single, _double in (
    (exp, _exp, math.exp),
    (expm1, _expm1, math.expm1),
    (log, _log, np.log),
    (log1p, _log1p, math.log1p),
    (tanh, _tanh, _tanh64),
    (sigmoid, _sigmoid, _sigmoid64),
    (softplus, _softplus, _softplus64),
    (erf, _erf, math.erf),
):
    _dispatch(_stub, _single, _double)
