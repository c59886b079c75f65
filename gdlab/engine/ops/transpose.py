"""Exchange the two axes of a sequence."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.flatten import flatten_backward, flatten_forward


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
        builder.emit(flatten_forward, flatten_backward, x, y, ints=(columns, rows), by_example=True)
        return y

    def to_onnx(self, graph: Any, x: str, shape: tuple[int, ...], prefix: str) -> str:
        """Add the operator to a model in ONNX's format.

        Args:
            graph: collects the nodes; its ``node(operator, *inputs, **attributes)`` returns the output's name.
            x: the name of the input.
            shape: the input's shape without the examples.
            prefix: what the names of this layer's weights begin with.

        Returns:
            The name of the output.
        """
        return str(graph.node("Transpose", x, perm=[0, 2, 1]))
