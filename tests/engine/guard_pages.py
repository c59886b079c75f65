"""Networks whose arrays stand between pages that no one may touch: one number beyond an end stops the process.

Run as a program, in a process of its own, with the kinds of random networks and how many of each to train.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from gdlab.engine.machine.native import Kernel
from gdlab.engine.program.arena import Arena
from gdlab.engine.trainer import Trainer
from tests.engine.random_networks import output_shape, random_images, random_sequences, random_vectors
from tests.engine.running import trainer_of

KINDS = {"images": random_images, "vectors": random_vectors, "sequences": random_sequences}
_PARTS = ("ops", "job", "settings", "ctx", "fp", "mem", "imem")
_PAGE = mmap.PAGESIZE
_libc = ctypes.CDLL(None, use_errno=True)


def guarded(array: np.ndarray, *, at_end: bool) -> np.ndarray:
    """Return a copy of an array that ends where a forbidden page begins, or begins where one ends."""
    pages = max(1, -(-array.nbytes // _PAGE))
    memory = mmap.mmap(-1, (pages + 2) * _PAGE)
    start = np.frombuffer(memory, np.uint8).ctypes.data
    for page in (start, start + (pages + 1) * _PAGE):
        if _libc.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(_PAGE), 0):
            raise OSError(ctypes.get_errno(), "mprotect")
    first = (pages + 1) * _PAGE - array.nbytes if at_end else _PAGE
    copy = np.frombuffer(memory, array.dtype, array.size, first).reshape(array.shape)
    copy[...] = array
    return copy


def guard(*, at_end: bool) -> None:
    """Have every arena from now on, and every array that a call of a kernel is told, stand at a forbidden page."""
    begin, run = _BEGIN, _RUN

    def begin_guarded(arena: Arena) -> None:
        for name in _PARTS:
            setattr(arena, name, guarded(getattr(arena, name), at_end=at_end))
        begin(arena)

    def run_guarded(
        arena: Arena, kernel: Kernel, told: Mapping[int, Any] | None = None, *, fp: np.ndarray | None = None
    ) -> None:
        given = {k: v for k, v in (told or {}).items() if isinstance(v, np.ndarray) and v.size}
        copies = {k: guarded(v, at_end=at_end) for k, v in given.items()}
        run(arena, kernel, {**(told or {}), **copies}, fp=fp)
        for column, array in given.items():
            if array.flags.writeable:
                array[...] = copies[column]

    Arena.__post_init__, Arena.run = begin_guarded, run_guarded


_BEGIN, _RUN = Arena.__post_init__, Arena.run


def use(kind: str, seed: int) -> Trainer:
    """Return a random network after training, evaluation, prediction and a gradient by the input."""
    rng = np.random.default_rng([seed, len(kind)])
    layers, shape = KINDS[kind](rng)
    n, batch = int(rng.integers(5, 40)), int(rng.integers(2, 20))
    training = {"batch_size": batch, "dtype": rng.choice(["float32", "float64"]).item()}
    x = rng.standard_normal((n, *shape)).astype(training["dtype"])
    y = rng.standard_normal((n, int(np.prod(output_shape(layers, shape))))).astype(training["dtype"])
    trainer = trainer_of(layers, x, y, val=(x[:3], y[:3]), loss={"type": "MSELoss"}, training=training)
    trainer.advance(4)
    trainer.evaluate(x[1:], y[1:])
    trainer.predict(x[:1])
    trainer.input_gradient(x[:-1], y[:-1])
    return trainer


def touch(place: int) -> None:
    """Read the byte at a place counted from an array's end, to see that a forbidden page stops the process."""
    array = guarded(np.zeros(3), at_end=True)
    ctypes.string_at(array.ctypes.data + array.nbytes + place, 1)


def main(arguments: list[str]) -> None:
    """Do what the arguments say: ``images=3`` trains three networks, ``touch=0`` reads one byte."""
    for at_end in (True, False):
        guard(at_end=at_end)
        for argument in arguments:
            kind, number = argument.split("=")
            if kind == "touch":
                touch(int(number))
            for seed in range(int(number) if kind in KINDS else 0):
                print(kind, seed, flush=True)
                use(kind, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
