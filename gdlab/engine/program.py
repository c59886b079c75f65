"""Turn a network into a program: a table of instructions and the layout of one flat arena.

A layer's :meth:`Layer.plan` is called with a :class:`Builder` and the tensor that reaches it. It checks the shape,
declares parameters and buffers, emits instructions and returns the tensor that leaves it. Nothing is compiled until
:meth:`Builder.assemble` asks each kernel for its address.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from gdlab.engine import abi, blas
from gdlab.engine.liveness import gradient_root, place_gradients
from gdlab.engine.native import Kernel
from gdlab.spec.base import Member
from gdlab.spec.errors import Problem, SpecError

if TYPE_CHECKING:
    from gdlab.engine.fusion import Variant
    from gdlab.engine.ops.base import Layer

_ALIGN = 16

Draw = Callable[[tuple[int, ...], int], np.ndarray]


@dataclass(eq=False)
class Tensor:
    """Name an activation: its shape an example, in PyTorch's order, and its place once assembled.

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
    """Name a parameter or buffer: PyTorch's name and shape, and the axes order in which it is stored.

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


@dataclass(eq=False)
class Instruction:
    """Be one line of the table before it has addresses and offsets.

    ``rectified`` is the variant that rectifies its output too, ``of_rectified`` the one that rectifies its input.
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
    rectified: Variant | None = None
    of_rectified: Variant | None = None


@dataclass(frozen=True)
class LayerSummary:
    """Say what one layer does to the shape and how many parameters it holds."""

    name: str
    type: str
    shape: tuple[int, ...]
    parameters: int


@dataclass(eq=False)
class Program:
    """Hold an assembled network: the table, the arenas' sizes and where everything stands."""

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


class Builder:
    """Collect instructions, parameters and tensors while layers plan themselves."""

    def __init__(self, input_shape: tuple[int, ...], *, input_gradient: bool = False) -> None:
        self.input = Tensor(input_shape, needs_gradient=input_gradient)
        self.tensors: list[Tensor] = [self.input]
        self.parameters: list[Parameter] = []
        self.buffers: list[Parameter] = []
        self.instructions: list[Instruction] = []
        self.couples_batch = False
        self._scope: list[str] = []
        self.summary: list[LayerSummary] = []

    # --- what layers call -----------------------------------------------------------------------------------------
    @contextmanager
    def scope(self, name: str) -> Generator[None]:
        """Prefix the names of parameters that are declared inside."""
        self._scope.append(name)
        try:
            yield
        finally:
            self._scope.pop()

    def tensor(self, shape: tuple[int, ...]) -> Tensor:
        """Make room for an activation of this shape an example."""
        made = Tensor(shape)
        self.tensors.append(made)
        return made

    def alias(self, x: Tensor, shape: tuple[int, ...]) -> Tensor:
        """Return the same numbers under another shape, at no cost."""
        made = Tensor(shape, storage=x, needs_gradient=x.needs_gradient, gradient_of=x)
        self.tensors.append(made)
        return made

    def fork(self, x: Tensor) -> Tensor:
        """Return a second reader's view of ``x``: the same activations, a gradient of its own."""
        made = Tensor(x.shape, storage=x, needs_gradient=x.needs_gradient)
        self.tensors.append(made)
        return made

    def share_gradient(self, x: Tensor, y: Tensor) -> bool:
        """Let ``x`` have the very gradient of ``y``, which is made of it by addition; False when they cannot share."""
        root = gradient_root(x)
        if root is self.input or gradient_root(y) is root:
            return False
        root.gradient_of = y
        return True

    def parameter(
        self, name: str, shape: tuple[int, ...], draw: Draw, axes: tuple[int, ...] | None = None
    ) -> Parameter:
        """Declare a trainable parameter under PyTorch's name and shape, stored with ``axes`` permuted."""
        made = Parameter(self._name(name), shape, draw, axes or tuple(range(len(shape))))
        self.parameters.append(made)
        return made

    def buffer(self, name: str, shape: tuple[int, ...], value: float) -> Parameter:
        """Declare numbers that belong to the state of the network but are not trained."""
        made = Parameter(
            self._name(name),
            shape,
            lambda shape, _stream: np.full(shape, value),
            tuple(range(len(shape))),
            trainable=False,
        )
        self.buffers.append(made)
        return made

    def emit(self, forward: Kernel, backward: Kernel | None, x: Tensor, y: Tensor, **rest: object) -> None:
        """Append an instruction; see :class:`Instruction` for what may be given.

        ``scratch`` and ``iscratch`` are (numbers an example, numbers besides).
        """
        self.instructions.append(
            Instruction(forward, backward, x, y, stream=len(self.instructions), layer=".".join(self._scope), **rest)  # type: ignore[arg-type]
        )

    def refuse(self, layer: Member, message: str) -> SpecError:
        """Return the error that says why a layer does not fit where it stands; raise it."""
        return SpecError([Problem(f"network.layers{_indexed(self._scope)}", f"{layer.type} {message}")])

    def plan(self, layers: Sequence[Layer], x: Tensor) -> Tensor:
        """Plan layers one after another, each in a scope of its index."""
        for i, layer in enumerate(layers):
            with self.scope(str(i)):
                before = sum(p.size for p in self.parameters)
                x = layer.plan(self, x)
                count = sum(p.size for p in self.parameters) - before
                self.summary.append(LayerSummary(".".join(self._scope), layer.type, x.shape, count))
        return x

    def _name(self, name: str) -> str:
        return ".".join([*self._scope, name])

    # --- layout -----------------------------------------------------------------------------------------------------
    def assemble(self, output: Tensor, capacity: int, dtype: str, optimizer_slots: int = 0) -> Program:
        """Lay out the arenas for ``capacity`` examples and resolve every address and offset."""
        n = 0
        for p in self.parameters:
            p.offset, n = n, n + p.size
        region = _aligned(n)
        place = 2 * region
        for p in self.buffers:
            p.offset, place = place, place + p.size
        persistent = _aligned(place) + optimizer_slots * region
        place = persistent
        for t in self.tensors:
            place = _place(t, place, capacity)
        place = place_gradients(self.tensors, self.instructions, (self.input, output), place, capacity, _ALIGN)
        iplace = 0
        constants = [0.0] * abi.FP_HEADER
        ops = np.zeros((len(self.instructions), abi.ROW), dtype=np.int64)
        for row, op in zip(ops, self.instructions, strict=True):
            _resolve(row, op, region, dtype)
            row[abi.FP] = len(constants)
            constants += [float(v) for v in op.floats]
            row[abi.SCRATCH], place = place, _aligned(place + op.scratch[0] * capacity + op.scratch[1])
            row[abi.ISCRATCH], iplace = iplace, iplace + op.iscratch[0] * capacity + op.iscratch[1]
        return Program(
            ops,
            np.array(constants),
            self.parameters,
            self.buffers,
            self.instructions,
            self.input,
            output,
            n,
            persistent,
            place,
            iplace,
            capacity,
            self.summary,
        )


def _aligned(n: int) -> int:
    return -(-n // _ALIGN) * _ALIGN


def _place(t: Tensor, place: int, capacity: int) -> int:
    if t.storage is not None:
        t.offset = t.storage.offset
        return place
    t.offset = place
    return place + _aligned(t.size * capacity)


def _resolve(row: np.ndarray, op: Instruction, region: int, dtype: str) -> None:
    row[abi.FORWARD] = op.forward.address(dtype)
    wanted = op.parameters or op.x.gradient >= 0 or (op.x2 is not None and op.x2.gradient >= 0)
    backward = op.backward if wanted else None  # else nobody needs what it would write
    row[abi.BACKWARD] = -1 if backward is None else backward.address(dtype)
    row[abi.X], row[abi.DX], row[abi.XN] = op.x.offset, op.x.gradient, op.x.size
    row[abi.Y], row[abi.DY], row[abi.YN] = op.y.offset, op.y.gradient, op.y.size
    if op.x2 is not None:
        row[abi.X2], row[abi.DX2] = op.x2.offset, op.x2.gradient
    row[abi.STREAM], row[abi.GEMM] = op.stream, blas.gemm_address(dtype)
    row[abi.BUFFER] = op.buffers[0].offset if op.buffers else -1
    for i, p in enumerate(op.parameters):
        row[abi.W + 2 * i], row[abi.W + 2 * i + 1] = p.offset, p.offset + region
    row[abi.INT : abi.INT + len(op.ints)] = op.ints


def _indexed(scope: Sequence[str]) -> str:
    return "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in scope)
