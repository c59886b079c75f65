"""Adafactor: a second moment kept as rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange

if TYPE_CHECKING:
    from gdlab.engine.network.tensors import Parameter

Small = Annotated[float, Field(ge=0)]


class Adafactor(Optimizer):
    r"""Steps scaled by a second moment that is a row times a column (Shazeer and Stern 2018).

    .. math:: R_t, C_t = \text{running means over columns and rows of } g_t^2,\quad
       \hat V_t = \frac{R_t C_t}{\mathrm{mean}(R_t)},\quad U_t = \frac{g_t}{\sqrt{\hat V_t}},\quad
       \theta \leftarrow \theta - \alpha_t \frac{U_t}{\max(1, \mathrm{RMS}(U_t)/d)}

    with :math:`\alpha_t = \max(\epsilon_2, \mathrm{RMS}(\theta)) \min(\gamma, 1/\sqrt t)` and the running means'
    decay :math:`1 - t^{\beta}`. Vectors keep a full second moment; tensors with more axes are factored along their
    last two. Names and defaults are PyTorch's; where it writes None for the first epsilon, the precision's own, this
    writes 0.

    >>> from gdlab.engine.optimizers.adafactor import Adafactor
    >>> optimizer = Adafactor(lr=0.05)
    >>> optimizer.hyper()["eps2"]
    0.001
    >>> list(optimizer.slots())
    ['row_var', 'col_var']
    """

    title: ClassVar[str] = "Adafactor: a factored second moment"
    rule: ClassVar[str] = (
        "R, C ← running row and column means of (∇f)²\nV = R·C / mean(R)\nU = ∇f / √V\n"
        "θ ← (1 − γλ)θ − max(ε₂, RMS(θ))·min(γ, 1/√t) · U / max(1, RMS(U)/d)"
    )
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("row_var"), Vector("col_var"))
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 0.1, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["Adafactor"] = "Adafactor"
    lr: float = knob(0.01, "Largest size of a step, relative to the weights.", log=True, live=True, ge=0, le=1e6)
    beta2_decay: float = knob(-0.8, "Power of the step in the fresh share of the second moment.", le=0)
    eps: tuple[Small, Small] = knob(
        (0.0, 1e-3),
        "Bounds from below on the second moment's root (0: the precision's) and on RMS(θ).",
        parts=("eps1", "eps2"),
    )
    d: float = knob(1.0, "Bound on the root mean square of a step before it is scaled.", ge=1)
    weight_decay: float = knob(0.0, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    @field_validator("eps", mode="before")
    @classmethod
    def _none_is_zero(cls, value: Any) -> Any:
        if isinstance(value, (list, tuple)) and len(value) == 2 and value[0] is None:
            return (0.0, value[1])
        return value

    def named_state(self, parameter: Parameter, held: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return ``row_var`` and ``col_var`` with an axis of 1, or ``variance`` of a parameter with one axis."""
        shape = parameter.shape
        if len(shape) < 2:
            return {"variance": parameter.export(held["row_var"])}
        rows, columns = shape[:-1], (*shape[:-2], shape[-1])
        return {
            "row_var": held["row_var"][: prod(rows)].reshape(*rows, 1).copy(),
            "col_var": held["col_var"][: prod(columns)].reshape(*shape[:-2], 1, shape[-1]).copy(),
        }

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adafactor_update


_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}


@njit(**_OPTIONS)
def _means(g, first, height, width, down, right, rows, columns, fresh):
    """Move the running row and column means of g² of one matrix towards this gradient's, in the order of storage."""
    by_row, by_column = np.zeros(height, g.dtype), np.zeros(width, g.dtype)
    if down < right:
        for j in range(width):
            total = g.dtype.type(0)
            for i in range(height):
                d = g[first + i * down + j * right]
                by_row[i] += d * d
                total += d * d
            by_column[j] = total
    else:
        for i in range(height):
            total = g.dtype.type(0)
            for j in range(width):
                d = g[first + i * down + j * right]
                by_column[j] += d * d
                total += d * d
            by_row[i] = total
    for i in range(height):
        rows[i] += fresh * (by_row[i] / width - rows[i])
    for j in range(width):
        columns[j] += fresh * (by_column[j] / height - columns[j])


@njit(**_OPTIONS)
def _factored(w, g, first, height, width, down, right, rows, columns, least, kept, scale):
    """Return Σ U² of one matrix and take the step ``scale`` · U unless it is 0.

    1/√V is the product of a number a row and a number a column, bounded by 1/ε₁.
    """
    real = w.dtype.type
    mean = 0.0
    for i in range(height):
        mean += rows[i]
    mean = max(mean / height, least)
    by_row, by_column = np.empty(height, w.dtype), np.empty(width, w.dtype)
    for i in range(height):
        by_row[i] = np.sqrt(mean / rows[i])
    for j in range(width):
        by_column[j] = 1.0 / np.sqrt(np.float64(columns[j]))
    most, keep, step = real(1.0 / least), real(kept), real(scale)
    tall = down < right
    outer, inner = (by_column, by_row) if tall else (by_row, by_column)
    stride, within = (right, down) if tall else (down, right)
    square = 0.0
    for a in range(outer.size):
        place, factor, total = first + a * stride, outer[a], real(0)
        if scale == 0.0:
            for b in range(inner.size):
                u = g[place + b * within] * min(factor * inner[b], most)
                total += u * u
        elif within == 1:
            # the same with the distance known, which the compiler turns into vector code
            for b in range(inner.size):
                w[place + b] = keep * w[place + b] - step * g[place + b] * min(factor * inner[b], most)
        else:
            for b in range(inner.size):
                at = place + b * within
                w[at] = keep * w[at] - step * g[at] * min(factor * inner[b], most)
        square += total
    return square


@njit(**_OPTIONS)
def _full(w, g, v, least, kept, scale):
    """Return Σ U² of a vector and take the step ``scale`` · U unless it is 0."""
    square = 0.0
    for i in range(w.size):
        u = g[i] / np.sqrt(max(np.float64(v[i]), least * least))
        square += u * u
        if scale != 0.0:
            w[i] = kept * w[i] - scale * u
    return square


H, S = Adafactor.positions(), Adafactor.vector_positions()


@kernel
def adafactor_update(row, ctx, fp, mem, imem):
    """Update tensor by tensor: the means, the step's size, the step.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: the parameter table.
    """
    h, t = row[abi.FP], ctx[abi.STEP] + 1
    real = view1(mem, row[abi.W], 1).dtype.type
    least = fp[h + H.eps1] if fp[h + H.eps1] > 0.0 else np.float64(np.finfo(real).eps)
    fresh, kept = np.float64(t) ** fp[h + H.beta2_decay], 1.0 - fp[h + H.lr] * fp[h + H.weight_decay]
    for k in range(row[abi.INT]):
        e = row[abi.ISCRATCH] + abi.TENSOR * k
        first, n = imem[e + abi.T_OFFSET], imem[e + abi.T_SIZE]
        w, g = view1(mem, row[abi.W] + first, n), view1(mem, row[abi.DW] + first, n)
        rows = view1(mem, place(row, S.row_var) + first, n)
        columns = view1(mem, place(row, S.col_var) + first, n)
        shape, stride = view1(imem, e + abi.T_SHAPE, 4), view1(imem, e + abi.T_STRIDE, 4)
        square = 0.0
        for i in range(n):
            square += np.float64(w[i]) * np.float64(w[i])
        size = max(fp[h + H.eps2], np.sqrt(square / n)) * min(fp[h + H.lr], 1.0 / np.sqrt(np.float64(t)))
        if imem[e + abi.T_AXES] > 1:
            high, wide, down, right = shape[2], shape[3], stride[2], stride[3]
            total = 0.0
            for block in range(shape[0] * shape[1]):
                at = (block // shape[1]) * stride[0] + (block % shape[1]) * stride[1]
                r, c = rows[block * high : (block + 1) * high], columns[block * wide : (block + 1) * wide]
                _means(g, at, high, wide, down, right, r, c, fresh)
                total += _factored(w, g, at, high, wide, down, right, r, c, least, kept, 0.0)
            size /= max(1.0, np.sqrt(total / n) / fp[h + H.d])
            for block in range(shape[0] * shape[1]):
                at = (block // shape[1]) * stride[0] + (block % shape[1]) * stride[1]
                r, c = rows[block * high : (block + 1) * high], columns[block * wide : (block + 1) * wide]
                _factored(w, g, at, high, wide, down, right, r, c, least, kept, size)
        else:
            for i in range(n):
                rows[i] += fresh * (np.float64(g[i]) * g[i] - rows[i])
            total = _full(w, g, rows, least, kept, 0.0)
            size /= max(1.0, np.sqrt(total / n) / fp[h + H.d])
            _full(w, g, rows, least, kept, size)
