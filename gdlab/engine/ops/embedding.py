"""A table of vectors, one a token.

Arguments of the kernels: ``row`` gives X, the offset of tokens (batch, XN), Y, that of vectors (batch, XN, width),
DY, W and DW, the table (tokens, width) and its gradient, DX, which nothing needs, and its own integers: tokens,
width, and the token that only fills up or −1; ``ctx`` gives BATCH and ACCUMULATE; ``mem`` is the float arena; ``fp``
and ``imem`` are not used.
"""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np
from pydantic import model_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiled_streams import normal
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.network.builder import Builder, Draw, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.spec.base import knob
from gdlab.spec.kinds import OptionalInit


class Embedding(Layer):
    r"""A trained vector for each token number.

    .. math:: y = W_{x}, \quad \text{row } x \text{ of } W

    Shapes: (…) to (…, embedding_dim). Parameters: ``weight`` (num_embeddings, embedding_dim), drawn from the standard
    normal distribution as PyTorch's. The row of ``padding_idx`` begins as zeros and is never changed by the gradient.
    A number that is no token gives NaN, so that a run on the wrong data ends at once instead of learning nonsense.

    PyTorch's name: ``torch.nn.Embedding``.

    >>> from gdlab.engine.ops.embedding import Embedding
    >>> Embedding(num_embeddings=1000, embedding_dim=32).output_shape((20,))
    (20, 32)
    """

    type: Literal["Embedding"] = "Embedding"
    num_embeddings: int = knob(1000, "Number of tokens.", ge=1, le=10_000_000)
    embedding_dim: int = knob(32, "Length of a vector.", ge=1, le=65536)
    padding_idx: int | None = knob(None, "The token that only fills up: its vector is not trained.")
    init: OptionalInit = knob(None, "How vectors are drawn; none is PyTorch's default.")

    @model_validator(mode="after")
    def _padding_is_a_token(self) -> Embedding:
        if self.padding_idx is not None and not -self.num_embeddings <= self.padding_idx < self.num_embeddings:
            raise ValueError(f"padding_idx must be a token, from 0 to {self.num_embeddings - 1}")
        return self

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Give every number of the input a vector."""
        n, width = self.num_embeddings, self.embedding_dim
        padding = -1 if self.padding_idx is None else self.padding_idx % n
        w = builder.parameter("weight", (n, width), self._draw(padding))
        y = builder.tensor((*x.shape, width))
        builder.emit(embedding_forward, embedding_backward, x, y, parameters=[w], ints=(n, width, padding))
        return y

    def complaint(self, x: np.ndarray) -> str:
        """Refuse numbers that are no tokens."""
        strange = x[~((x >= 0) & (x < self.num_embeddings) & (x == np.floor(x)))]
        if not strange.size:
            return ""
        enough = (
            f"; num_embeddings = {int(x.max()) + 1} would hold all" if (x == np.floor(x)).all() and x.min() >= 0 else ""
        )
        return f"knows the tokens 0 to {self.num_embeddings - 1}, and the data hold {strange[0]:g}{enough}"

    def _draw(self, padding: int) -> Draw:
        def draw(shape: tuple[int, ...], stream: int) -> np.ndarray:
            drawn = normal(stream, prod(shape)).reshape(shape) if self.init is None else self.init.draw(shape, stream)  # type: ignore[attr-defined]
            if padding >= 0:
                drawn[padding] = 0.0
            return drawn

        return draw


@kernel
def embedding_forward(row, ctx, fp, mem, imem):
    """Copy each token's vector.

    The arguments are described at the top of the file.
    """
    tokens, n, width = ctx[abi.BATCH] * row[abi.XN], row[abi.INT], row[abi.INT + 1]
    x, w = view1(mem, row[abi.X], tokens), view2(mem, row[abi.W], n, width)
    y = view2(mem, row[abi.Y], tokens, width)
    for i in range(tokens):
        if x[i] >= 0 and x[i] < n:
            token = int(x[i])
            for j in range(width):
                y[i, j] = w[token, j]
        else:
            y[i, :] = y.dtype.type(np.nan)


@kernel
def embedding_backward(row, ctx, fp, mem, imem):
    """Add each position's gradient to its token's vector, but for the padding.

    The arguments are described at the top of the file.
    """
    tokens, n, width = ctx[abi.BATCH] * row[abi.XN], row[abi.INT], row[abi.INT + 1]
    x, dw = view1(mem, row[abi.X], tokens), view2(mem, row[abi.DW], n, width)
    dy = view2(mem, row[abi.DY], tokens, width)
    if ctx[abi.ACCUMULATE] == 0:
        dw[:, :] = dw.dtype.type(0)
    for i in range(tokens):
        if x[i] >= 0 and x[i] < n and int(x[i]) != row[abi.INT + 2]:
            token = int(x[i])
            for j in range(width):
                dw[token, j] += dy[i, j]
    if row[abi.DX] >= 0:
        view1(mem, row[abi.DX], tokens)[:] = dw.dtype.type(0)
