"""Counter-based random streams: the i-th draw of a stream is a pure function of its key and of i.

Runs that share a seed share every stream, whatever else differs between them, and a resumed run needs no generator
state. The mixer is SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
Plain NumPy, so that data and engine draw alike; the engine adds compiled twins.
"""

from __future__ import annotations

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_MASK, _GOLDEN, _FACTORS = 2**64 - 1, int(GOLDEN), (int(_M1), int(_M2))
_S30, _S27, _S31, _S11 = (np.uint64(s) for s in (30, 27, 31, 11))

#: Purposes of the streams of a run.
WEIGHTS, ORDER, DROPOUT, NOISE, SPLIT, GENERATE, AUGMENT = range(1, 8)


def mix(values: np.ndarray) -> np.ndarray:
    """Scramble uint64 counters into uint64 draws (SplitMix64's finaliser)."""
    z = values.astype(np.uint64)
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


def key(seed: int, *path: int) -> int:
    """Return the key of the stream that a seed and a path of numbers name, as a signed 64-bit int.

    It is reckoned with Python's numbers, which for a single one are a dozen times as fast as arrays.
    """
    state = seed & _MASK
    for part in path:
        state = _mix_one(state ^ _mix_one(part + _GOLDEN), _GOLDEN)
    return state - 2**64 if state >= 2**63 else state


def _mix_one(value: int, more: int = 0) -> int:
    """Return what :func:`mix` makes of the sum of two numbers, modulo 2^64."""
    z = (value + more) & _MASK
    z = ((z ^ (z >> 30)) * _FACTORS[0]) & _MASK
    z = ((z ^ (z >> 27)) * _FACTORS[1]) & _MASK
    return z ^ (z >> 31)


def keys(seed: int, purpose: int, first: int, n: int) -> np.ndarray:
    """Return the keys of ``(seed, purpose, i)`` for i from ``first`` to ``first + n``, int64, shape (n,).

    Args:
        seed: the seed of the run.
        purpose: what is drawn, such as ``GENERATE``.
        first: the first i.
        n: how many keys.
    """
    state = np.array([key(seed, purpose)], dtype=np.int64).view(np.uint64)
    counters = np.arange(first, first + n, dtype=np.uint64)
    return mix((state ^ mix(counters + GOLDEN)) + GOLDEN).view(np.int64)


def bits(stream: int, n: int, first: int = 0) -> np.ndarray:
    """Return draws ``first`` to ``first + n`` of a stream as uint64, shape (n,)."""
    counter = np.arange(first + 1, first + n + 1, dtype=np.uint64)
    return mix(counter * GOLDEN + np.array([stream], dtype=np.int64).view(np.uint64))


def uniform(stream: int, n: int, first: int = 0) -> np.ndarray:
    """Return float64 draws in the open interval (0, 1), shape (n,)."""
    return ((bits(stream, n, first) >> _S11).astype(np.float64) + 0.5) * 2.0**-53


def normal(stream: int, n: int, first: int = 0) -> np.ndarray:
    """Return standard normal float64 draws by the inverse distribution function, shape (n,)."""
    from scipy.special import ndtri  # SciPy is imported only when normal numbers are drawn

    return ndtri(uniform(stream, n, first))


def order(stream: int, n: int) -> np.ndarray:
    """Return a permutation of 0..n-1: the indices that sort the stream's first n draws, int64, shape (n,)."""
    return np.argsort(bits(stream, n), kind="stable").astype(np.int64)
