"""The masks of dropout from the documented streams, written again from their definition (SplitMix64)."""

from __future__ import annotations

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
DROPOUT = 3  # the purpose's number in a run's streams


def mix(z):
    """Scramble an array of counters."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def key(seed, *path):
    """Return the key of the stream that a seed and a path name."""
    state = np.array([seed], np.uint64)
    for part in path:
        state = mix((state ^ mix(np.array([part], np.uint64) + GOLDEN)) + GOLDEN)
    return state


def draw(stream, i):
    """Return draws ``i`` (an array) of a stream."""
    return mix(stream + (np.asarray(i, np.uint64) + np.uint64(1)) * GOLDEN)


def mask(seed, layer, step, shape, p):
    """Return what an input of ``shape`` (examples, units) is multiplied by; ``layer`` counts instructions."""
    stream = draw(draw(key(seed, DROPOUT), [layer]), [step])
    drawn = (draw(stream, np.arange(np.prod(shape))) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return ((drawn >= p) / (1.0 - p)).reshape(shape)
