"""Counter-based random streams for kernels: :mod:`gdlab.spec.streams`, with compiled twins of draw and shuffle."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import INTERPRETED
from gdlab.spec.streams import (
    AUGMENT,
    DROPOUT,
    GENERATE,
    GOLDEN,
    NOISE,
    ORDER,
    SPLIT,
    WEIGHTS,
    bits,
    key,
    keys,
    mix,
    normal,
    uniform,
)

__all__ = [
    "AUGMENT",
    "DROPOUT",
    "GENERATE",
    "GOLDEN",
    "NOISE",
    "ORDER",
    "SPLIT",
    "WEIGHTS",
    "bits",
    "draw",
    "key",
    "keys",
    "mix",
    "normal",
    "permutation",
    "shuffle",
    "uniform",
]

_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = (np.uint64(s) for s in (30, 27, 31, 32))


def permutation(stream: int, n: int) -> np.ndarray:
    """Return a permutation of 0..n-1 drawn from a stream, int64, shape (n,)."""
    order = np.arange(n, dtype=np.int64)
    shuffle(order, stream)
    return order


if INTERPRETED:

    def draw(stream: int | np.integer, i: int) -> np.uint64:
        """Return draw ``i`` of a stream; arrays wrap around in silence where NumPy's scalars warn."""
        return bits(int(np.int64(stream)), 1, int(i))[0]

else:

    @njit(nogil=True, cache=True)
    def draw(stream, i):
        """Return draw ``i`` of the stream of key ``stream`` as uint64; the compiled twin of :func:`bits`."""
        z = np.uint64(stream) + (np.uint64(i) + np.uint64(1)) * GOLDEN
        z = (z ^ (z >> _S30)) * _M1
        z = (z ^ (z >> _S27)) * _M2
        return z ^ (z >> _S31)


@njit(nogil=True, cache=True)
def shuffle(order, stream):
    """Permute ``order`` in place by the key ``stream`` (Fisher and Yates, with Lemire's bounded draw)."""
    for i in range(order.size - 1, 0, -1):
        j = np.int64(((draw(stream, i) >> _S32) * np.uint64(i + 1)) >> _S32)
        order[i], order[j] = order[j], order[i]
