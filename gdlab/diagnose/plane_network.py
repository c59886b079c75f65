"""A network that is asked for its loss at the points of a plane through its parameters."""

from __future__ import annotations

from typing import Literal

import numpy as np

from gdlab.diagnose.kernels.plane_row import losses_along
from gdlab.diagnose.planes import ParameterPlane
from gdlab.diagnose.walker import frame_of
from gdlab.engine.machine import loop
from gdlab.engine.machine.code_in_use import using_code
from gdlab.engine.program.arena import evaluation_columns
from gdlab.engine.trainer import Trainer

Split = Literal["train", "val"]


def loss_of_part(trainer: Trainer, split: Split) -> float:
    """Return the mean loss over a part of a trainer's data, in evaluation mode."""
    arrays = trainer.training_arrays if split == "train" else trainer.validation_arrays
    return trainer.arena.evaluate(arrays, np.arange(len(arrays[0]), dtype=np.int64))[0]


class PlaneNetwork:
    """One thread's network, with the plane as arrays that the compiled loop over a row reads.

    Args:
        trainer: the network and its data; it must not be used elsewhere meanwhile.
        plane: the plane.
        split: the part of the data over which the loss is the mean.
    """

    def __init__(self, trainer: Trainer, plane: ParameterPlane, split: Split) -> None:
        self._trainer = trainer
        self._arrays = trainer.training_arrays if split == "train" else trainer.validation_arrays
        self._order = np.arange(len(self._arrays[0]), dtype=np.int64)
        self._parameters = _three(np.stack([plane.centre, *plane.directions]))
        buffers = trainer.arena.program.buffers if plane.buffers is not None else []
        self._buffers = _three(plane.buffers if plane.buffers is not None else np.zeros((1, 0)))
        # A variance that a point outside would make negative is 0.
        least = [np.full(b.size, 0.0 if "var" in b.name else -np.inf) for b in buffers]
        self._lowest = np.concatenate([np.empty(0), *least])
        places = [np.arange(b.offset, b.offset + b.size) for b in buffers]
        self._places = np.concatenate([np.empty(0, np.int64), *places])

    def fill(self, losses: np.ndarray, a: np.ndarray, b: float, columns: np.ndarray) -> None:
        """Write the losses of some points of a row of the plane.

        Args:
            losses: the row, float64 (columns,), which is written to.
            a: multiples of the first direction, float64 (columns,).
            b: the row's multiple of the second direction.
            columns: which points of the row, int64.
        """
        arena, result = self._trainer.arena, np.zeros(2)
        with using_code(self._trainer.code), arena.told(evaluation_columns(self._arrays, self._order, result)):
            losses_along(
                loop.advance.address(self._trainer.spec.training.dtype),
                frame_of(arena),
                arena.mem,
                self._parameters,
                self._buffers,
                self._lowest,
                self._places,
                a,
                b,
                columns,
                result,
                losses,
            )


def _three(rows: np.ndarray) -> np.ndarray:
    """Return a centre and one direction or two as (3, n) float64; a second one that is missing is all zeros."""
    return np.ascontiguousarray(np.concatenate([rows, np.zeros((3 - len(rows), rows.shape[1]))]), dtype=np.float64)
