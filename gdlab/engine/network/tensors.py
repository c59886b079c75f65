"""What a program is made of: tensors, parameters, instructions, and the table that they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np

from gdlab.engine.machine.native import Kernel

Draw = Callable[[tuple[int, ...], int], np.ndarray]


@dataclass(eq=False)
class Tensor:
    """An activation: its shape an example, in PyTorch's order, and its place once assembled.

    Images are (channels, height, width) here and stored with the channels last; sequences are (time, features).
    """

    shape: tuple[int, ...]
    storage: Tensor | None = None
    needs_gradient: bool = True
    gradient_of: Tensor | None = None
    offset: int = -1
    gradient: int = -1

    @property
    def size(self) -> int:
        """Return the numbers an example."""
        return prod(self.shape)


@dataclass(eq=False)
class Parameter:
    """A parameter or buffer: PyTorch's name and shape, and the axes order in which it is stored.

    ``draw(shape, stream)`` returns the initial values in PyTorch's shape. ``axes`` permutes PyTorch's axes into the
    stored ones: a Linear weight (out, in) with axes (1, 0) is stored as (in, out).
    """

    name: str
    shape: tuple[int, ...]
    draw: Draw
    axes: tuple[int, ...]
    offset: int = -1
    trainable: bool = True

    @property
    def size(self) -> int:
        """Return how many numbers it holds."""
        return prod(self.shape)

    @property
    def stored_shape(self) -> tuple[int, ...]:
        """Return the shape in the arena."""
        return tuple(self.shape[a] for a in self.axes)

    def load(self, values: np.ndarray) -> np.ndarray:
        """Return PyTorch-shaped values flattened in stored order."""
        if not self.shape:
            return np.reshape(values, (1,))
        return np.ascontiguousarray(np.transpose(values, self.axes)).reshape(-1)

    def export(self, flat: np.ndarray) -> np.ndarray:
        """Return stored values as a new array of PyTorch's shape."""
        if not self.shape:
            counts = self.name.endswith("num_batches_tracked")  # a whole number in PyTorch
            return np.array(flat[0], dtype=np.int64 if counts else flat.dtype)
        return np.transpose(flat.reshape(self.stored_shape), np.argsort(self.axes)).copy(order="C")


@dataclass(frozen=True)
class RectifiedVariant:
    """The kernels and integers with which an instruction computes a neighbouring ReLU too."""

    forward: Kernel
    backward: Kernel
    ints: Sequence[int] = ()


@dataclass(eq=False)
class Instruction:
    """One line of the table before it has addresses and offsets.

    ``rectified`` is the variant that rectifies its output too, ``of_rectified`` the one that rectifies its input.
    ``work`` is how many multiply-adds an example several threads may share, 0 where one thread does all, and
    ``private`` the scratch space that each thread beyond the first needs for it; ``by_example`` says that the kernels
    treat each example by itself, so that threads may take some examples each.
    """

    forward: Kernel
    backward: Kernel | None
    x: Tensor
    y: Tensor
    parameters: Sequence[Parameter] = ()
    buffers: Sequence[Parameter] = ()
    ints: Sequence[int] = ()
    floats: Sequence[float] = ()
    scratch: tuple[int, int] = (0, 0)
    iscratch: tuple[int, int] = (0, 0)
    stream: int = 0
    layer: str = ""
    x2: Tensor | None = None
    is_rectifier: bool = False
    work: int = 0
    private: int = 0
    by_example: bool = False
    rectified: RectifiedVariant | None = None
    of_rectified: RectifiedVariant | None = None


@dataclass(frozen=True)
class LayerSummary:
    """The shape that one layer makes and the number of its parameters."""

    name: str
    type: str
    shape: tuple[int, ...]
    parameters: int


@dataclass(eq=False)
class Program:
    """An assembled network: the table, the arenas' sizes and where everything stands."""

    ops: np.ndarray
    constants: np.ndarray
    parameters: list[Parameter]
    buffers: list[Parameter]
    instructions: list[Instruction]
    input: Tensor
    output: Tensor
    n_parameters: int
    persistent: int
    size: int
    isize: int
    capacity: int
    summary: list[LayerSummary] = field(default_factory=list)
    couples_evaluation: bool = False
