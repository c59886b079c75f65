"""Adafactor: a second moment kept as rows and columns."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numba import njit
from pydantic import Field, field_validator

from gdlab.engine import abi
from gdlab.engine.native import FASTMATH, Kernel, kernel, view1
from gdlab.engine.optimizers.base import Optimizer
from gdlab.spec.base import knob

Small = Annotated[float, Field(ge=0)]


class Adafactor(Optimizer):
    r"""Scale by a second moment that is the product of a row and a column (Shazeer and Stern 2018).

    .. math:: R_t, C_t = \text{running means over columns and rows of } g_t^2,\quad
       \hat V_t = \frac{R_t C_t}{\mathrm{mean}(R_t)},\quad U_t = \frac{g_t}{\sqrt{\hat V_t}},\quad
       \theta \leftarrow \theta - \alpha_t \frac{U_t}{\max(1, \mathrm{RMS}(U_t)/d)}

    with :math:`\alpha_t = \max(\epsilon_2, \mathrm{RMS}(\theta)) \min(\gamma, 1/\sqrt t)` and the running means'
    decay :math:`1 - t^{\beta}`. Vectors keep a full second moment; tensors with more axes are factored along their
    last two. Names and defaults are PyTorch's; where it writes None for the first epsilon, the precision's own, this
    writes 0.
    """

    title: ClassVar[str] = "Adafactor: a factored second moment"
    rule: ClassVar[str] = (
        "R, C ← running row and column means of (∇f)²\nV = R·C / mean(R)\nU = ∇f / √V\n"
        "θ ← (1 − γλ)θ − max(ε₂, RMS(θ))·min(γ, 1/√t) · U / max(1, RMS(U)/d)"
    )

    type: Literal["Adafactor"] = "Adafactor"
    lr: float = knob(0.01, "Largest size of a step, relative to the weights.", log=True, live=True, ge=0, le=1e6)
    beta2_decay: float = knob(-0.8, "Power of the step in the fresh share of the second moment.", le=0)
    eps: tuple[Small, Small] = knob(
        (0.0, 1e-3), "Bounds from below on the second moment's root (0: the precision's) and on RMS(θ)."
    )
    d: float = knob(1.0, "Bound on the root mean square of a step before it is scaled.", ge=1)
    weight_decay: float = knob(0.0, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)

    @field_validator("eps", mode="before")
    @classmethod
    def _none_is_zero(cls, value: Any) -> Any:
        if isinstance(value, (list, tuple)) and len(value) == 2 and value[0] is None:
            return (0.0, value[1])
        return value

    def slots(self) -> int:
        """Keep rows (or a vector's full second moment) and columns."""
        return 2

    def hyper(self) -> list[float]:
        """Return lr, nothing to cycle, beta2_decay, eps1, eps2, d, weight_decay."""
        return [self.lr, 0.0, self.beta2_decay, *self.eps, self.d, self.weight_decay]

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adafactor_update


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _means(g, shape, stride, rows, columns, fresh):
    """Move the running row and column means of g² towards this gradient's."""
    height, width = shape[2], shape[3]
    for a in range(shape[0]):
        for b in range(shape[1]):
            block, first = a * shape[1] + b, a * stride[0] + b * stride[1]
            for i in range(height):
                total = 0.0
                for j in range(width):
                    d = np.float64(g[first + i * stride[2] + j * stride[3]])
                    total += d * d
                rows[block * height + i] += fresh * (total / width - rows[block * height + i])
            for j in range(width):
                total = 0.0
                for i in range(height):
                    d = np.float64(g[first + i * stride[2] + j * stride[3]])
                    total += d * d
                columns[block * width + j] += fresh * (total / height - columns[block * width + j])


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _factored(w, g, shape, stride, rows, columns, least, kept, scale):
    """Return Σ U² and take the step ``scale`` · U unless it is 0."""
    height, width = shape[2], shape[3]
    square = 0.0
    for a in range(shape[0]):
        for b in range(shape[1]):
            block, first = a * shape[1] + b, a * stride[0] + b * stride[1]
            mean = 0.0
            for i in range(height):
                mean += rows[block * height + i]
            mean = max(mean / height, least)
            for i in range(height):
                for j in range(width):
                    at = first + i * stride[2] + j * stride[3]
                    v = rows[block * height + i] * np.float64(columns[block * width + j]) / mean
                    u = g[at] / np.sqrt(max(v, least * least))
                    square += u * u
                    if scale != 0.0:
                        w[at] = kept * w[at] - scale * u
    return square


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _full(w, g, v, least, kept, scale):
    """Return Σ U² of a vector and take the step ``scale`` · U unless it is 0."""
    square = 0.0
    for i in range(w.size):
        u = g[i] / np.sqrt(max(np.float64(v[i]), least * least))
        square += u * u
        if scale != 0.0:
            w[i] = kept * w[i] - scale * u
    return square


@kernel
def adafactor_update(row, ctx, fp, mem, imem):
    """Update tensor by tensor: the means, the step's size, the step."""
    h, t = row[abi.FP], ctx[abi.STEP] + 1
    real = view1(mem, row[abi.W], 1).dtype.type
    least = fp[h + 3] if fp[h + 3] > 0.0 else np.float64(np.finfo(real).eps)
    fresh, kept = np.float64(t) ** fp[h + 2], 1.0 - fp[h] * fp[h + 6]
    for k in range(row[abi.INT]):
        e = row[abi.ISCRATCH] + abi.TENSOR * k
        first, n = imem[e + abi.T_OFFSET], imem[e + abi.T_SIZE]
        w, g = view1(mem, row[abi.W] + first, n), view1(mem, row[abi.DW] + first, n)
        rows = view1(mem, row[abi.BUFFER] + first, n)
        columns = view1(mem, row[abi.BUFFER] + row[abi.YN] + first, n)
        shape, stride = view1(imem, e + abi.T_SHAPE, 4), view1(imem, e + abi.T_STRIDE, 4)
        square = 0.0
        for i in range(n):
            square += np.float64(w[i]) * np.float64(w[i])
        size = max(fp[h + 4], np.sqrt(square / n)) * min(fp[h], 1.0 / np.sqrt(np.float64(t)))
        if imem[e + abi.T_AXES] > 1:
            _means(g, shape, stride, rows, columns, fresh)
            total = _factored(w, g, shape, stride, rows, columns, least, kept, 0.0)
            size /= max(1.0, np.sqrt(total / n) / fp[h + 5])
            _factored(w, g, shape, stride, rows, columns, least, kept, size)
        else:
            for i in range(n):
                rows[i] += fresh * (np.float64(g[i]) * g[i] - rows[i])
            total = _full(w, g, rows, least, kept, 0.0)
            size /= max(1.0, np.sqrt(total / n) / fp[h + 5])
            _full(w, g, rows, least, kept, size)
