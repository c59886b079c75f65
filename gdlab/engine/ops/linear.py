"""The affine layer: y = x Wᵀ + b, with W stored transposed so that rows of it are contiguous along the outputs."""

from __future__ import annotations

from typing import Literal

from gdlab.engine.initialisers.base import default_draw, draw_or
from gdlab.engine.machine.native import Kernel
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.linear_kernels import linear_backward, linear_forward
from gdlab.engine.ops.linear_tiles import (
    narrow_linear_backward,
    narrow_linear_forward,
    wide_linear_backward,
    wide_linear_forward,
)
from gdlab.engine.products.dense import GAP, dense_scratch
from gdlab.spec.base import knob
from gdlab.spec.kinds import OptionalInit

#: From this many weights on our own tiles multiply: BLAS packs its operands anew at each call. For few weights BLAS is
#: as fast, and the tiles take a second longer to compile. 784 by 256, of one core's best: 87 % against 71 for 256 rows,
#: 78 against 51 for 64.
WIDE = 16384
#: Up to this many outputs, a register of float32, and from so many inputs on narrow tiles multiply, unless the network
#: needs the ordinary kernels anyway.
NARROW, NARROW_INPUTS = 16, 16


class Linear(Layer):
    """An affine map of the last axis.

    .. math:: y = x W^T + b

    Shapes: (…, in_features) to (…, out_features). Parameters: ``weight`` (out_features, in_features), ``bias``
    (out_features,). Initial values as PyTorch's: uniform in ±1/√in_features (He et al. 2015 with a = √5).

    PyTorch's name: ``torch.nn.Linear``.

    >>> from gdlab.engine.ops.linear import Linear
    >>> Linear(out_features=10).output_shape((64,))
    (10,)
    """

    type: Literal["Linear"] = "Linear"
    out_features: int = knob(10, "Number of outputs (units).", ge=1, le=65536)
    bias: bool = knob(True, "Add a trainable offset to each output.")
    init: OptionalInit = knob(None, "How initial weights are drawn; none is PyTorch's default.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Multiply the last axis by a weight matrix."""
        axes = len(x.shape)
        if axes > 2:
            raise builder.refuse(self, f"needs vectors or sequences, not images {x.shape}: put a Flatten before it")
        n_in, n_out = x.shape[-1], self.out_features
        repeat = x.size // n_in
        default = default_draw(n_in)
        w = builder.parameter("weight", (n_out, n_in), draw_or(self.init, default), axes=(1, 0))
        parameters = [w]
        if self.bias:
            parameters.append(builder.parameter("bias", (n_out,), default))
        y = builder.tensor((*x.shape[:-1], n_out))
        forward, backward = _kernels(builder, n_in, n_out)
        private = {
            wide_linear_forward: dense_scratch(max(n_in, n_out)),
            narrow_linear_forward: (n_in + GAP) * n_out,
        }.get(forward, 0)
        builder.emit(
            forward,
            backward,
            x,
            y,
            parameters=parameters,
            ints=(repeat, n_in, n_out, int(self.bias)),
            scratch=(0, private),
            work=x.size * n_out if forward is wide_linear_forward else 0,
            private=private,
        )
        return y


def _kernels(builder: Builder, n_in: int, n_out: int) -> tuple[Kernel, Kernel]:
    """Return the kernels for these sizes; those that the network has already are preferred, so that fewer compile."""
    used = {op.forward for op in builder.instructions}
    if n_in * n_out >= WIDE or wide_linear_forward in used:
        return wide_linear_forward, wide_linear_backward
    few = n_out <= NARROW and (n_in >= NARROW_INPUTS or narrow_linear_forward in used)
    if few and linear_forward not in used:
        return narrow_linear_forward, narrow_linear_backward
    return linear_forward, linear_backward
