"""Exchange the two axes of a sequence.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, rows · columns) numbers, and
its own integers: rows, columns; ``ctx`` gives BATCH, the examples of the chunk; ``mem`` is the float arena; ``fp`` and
``imem`` are not used.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view3
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer


class Transpose(Layer):
    """The two axes of a sequence exchanged: (time, features), as recurrent layers read it, and (channels, length).

    The examples of a time series are (time, columns) and :doc:`Conv1d` reads (channels, length), so that a Transpose
    stands before the first convolution, and one after the last if a recurrent layer follows.

    .. math:: y_{i j} = x_{j i}

    Shapes: (A, B) to (B, A).

    PyTorch's name: ``torch.transpose(x, 1, 2)``, a function; Keras has the layer ``Permute((2, 1))``.

    >>> from gdlab.engine.ops.transpose import Transpose
    >>> Transpose().output_shape((30, 2))
    (2, 30)
    """

    group: ClassVar[str] = "Shape"

    type: Literal["Transpose"] = "Transpose"

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Exchange the axes of the shape."""
        if len(x.shape) != 2:
            raise builder.refuse(self, f"exchanges the axes of sequences, which have two, and gets {x.shape}")
        rows, columns = x.shape
        if 1 in x.shape:
            return builder.alias(x, (columns, rows))
        y = builder.tensor((columns, rows))
        builder.emit(transpose_forward, transpose_backward, x, y, ints=(rows, columns), by_example=True)
        return y

    def to_onnx(self, graph: Any, x: str, shape: tuple[int, ...], prefix: str) -> str:
        """Add the operator and return the name of its output."""
        return str(graph.node("Transpose", x, perm=[0, 2, 1]))


@kernel
def transpose_forward(row, ctx, fp, mem, imem):
    """Copy (row, column) to (column, row).

    The arguments are described at the top of the file.
    """
    n, rows, columns = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    x, y = view3(mem, row[abi.X], n, rows, columns), view3(mem, row[abi.Y], n, columns, rows)
    for i in range(n):
        for c in range(columns):
            for r in range(rows):
                y[i, c, r] = x[i, r, c]


@kernel
def transpose_backward(row, ctx, fp, mem, imem):
    """Copy (column, row) to (row, column).

    The arguments are described at the top of the file.
    """
    n, rows, columns = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    dx, dy = view3(mem, row[abi.DX], n, rows, columns), view3(mem, row[abi.DY], n, columns, rows)
    for i in range(n):
        for r in range(rows):
            for c in range(columns):
                dx[i, r, c] = dy[i, c, r]
