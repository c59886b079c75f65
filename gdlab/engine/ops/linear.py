"""The affine layer: y = x Wᵀ + b, with W stored transposed so that rows of it are contiguous along the outputs."""

from __future__ import annotations

from typing import Literal

from numba import njit

from gdlab.engine import abi
from gdlab.engine.dense import ACROSS, ALONG, COLUMNS, GAP, multiply, turn
from gdlab.engine.gemm import gemm
from gdlab.engine.initialisers.base import default_draw, draw_or
from gdlab.engine.native import FASTMATH, kernel, view1, view2
from gdlab.engine.ops.base import Layer
from gdlab.engine.program import Builder, Tensor
from gdlab.spec.base import knob
from gdlab.spec.kinds import OptionalInit

#: Up to this many multiply-adds a loop of our own is faster than a call to BLAS; measured with OpenBLAS's kernels for
#: AVX2 and for AVX-512. The way forward writes to its sum at every step and gains least.
SMALL_FORWARD = 256
SMALL_BACKWARD = 1024
#: From this many weights on our own tiles multiply: BLAS packs its operands anew at each call. For few weights BLAS is
#: as fast, and the tiles take a second longer to compile. 784 by 256, of one core's best: 87 % against 71 for 256 rows,
#: 78 against 51 for 64.
WIDE = 16384


class Linear(Layer):
    """Apply an affine map to the last axis.

    Shapes: (…, in_features) to (…, out_features). Parameters: ``weight`` (out_features, in_features), ``bias``
    (out_features,). Initial values as PyTorch's: uniform in ±1/√in_features (He et al. 2015 with a = √5).
    """

    type: Literal["Linear"] = "Linear"
    out_features: int = knob(10, "Number of outputs (units).", ge=1, le=65536)
    bias: bool = knob(True, "Add a trainable offset to each output.")
    init: OptionalInit = knob(None, "How initial weights are drawn; none is PyTorch's default.")

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
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
        wide = n_in * n_out >= WIDE or any(op.forward is wide_linear_forward for op in builder.instructions)
        builder.emit(
            wide_linear_forward if wide else linear_forward,
            wide_linear_backward if wide else linear_backward,
            x,
            y,
            parameters=parameters,
            ints=(repeat, n_in, n_out, int(self.bias)),
            scratch=(0, (min(n_in, COLUMNS) + GAP) * n_out if wide and x.needs_gradient else 0),
        )
        return y


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _multiply(x, w, y):
    """Write x w to y with plain loops."""
    for i in range(x.shape[0]):
        for j in range(w.shape[1]):
            y[i, j] = x.dtype.type(0)
        for k in range(x.shape[1]):
            a = x[i, k]
            for j in range(w.shape[1]):
                y[i, j] += a * w[k, j]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _clear(a):
    """Set to 0; a loop compiles in a fraction of the time that a slice takes."""
    for i in range(a.size):
        a[i] = a.dtype.type(0)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _multiply_left(x, dy, dw):
    """Add xᵀ dy to dw, four examples at a time, so that dw is read and written a quarter as often."""
    m, n = dy.shape
    whole = m - m % 4
    for i in range(0, whole, 4):
        for a in range(x.shape[1]):
            p, q, r, s = x[i, a], x[i + 1, a], x[i + 2, a], x[i + 3, a]
            for j in range(n):
                dw[a, j] += (p * dy[i, j] + q * dy[i + 1, j]) + (r * dy[i + 2, j] + s * dy[i + 3, j])
    for i in range(whole, m):
        for a in range(x.shape[1]):
            p = x[i, a]
            for j in range(n):
                dw[a, j] += p * dy[i, j]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _multiply_right(dy, w, dx):
    """Write dy wᵀ to dx."""
    for i in range(dy.shape[0]):
        for a in range(w.shape[0]):
            total = dy.dtype.type(0)
            for j in range(w.shape[1]):
                total += dy[i, j] * w[a, j]
            dx[i, a] = total


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _add_rows(dy, db):
    """Add the sum of dy's rows to db, four rows at a time."""
    m, n = dy.shape
    whole = m - m % 4
    for i in range(0, whole, 4):
        for j in range(n):
            db[j] += (dy[i, j] + dy[i + 1, j]) + (dy[i + 2, j] + dy[i + 3, j])
    for i in range(whole, m):
        for j in range(n):
            db[j] += dy[i, j]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _add_bias(y, b):
    """Add b to each row of y."""
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] += b[j]


@kernel
def linear_forward(row, ctx, fp, mem, imem):
    """Compute y = x w + b."""
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    x, w, y = view2(mem, row[abi.X], m, k), view2(mem, row[abi.W], k, n), view2(mem, row[abi.Y], m, n)
    small = m * k * n <= SMALL_FORWARD
    if small:
        _multiply(x, w, y)
    else:
        gemm(row[abi.GEMM], x, w, y, 0, 0, 0)
    if row[abi.INT + 3]:
        _add_bias(y, view1(mem, row[abi.B], n))


@kernel
def wide_linear_forward(row, ctx, fp, mem, imem):
    """Compute y = x w + b for many weights; apart from the small one because the tiles take long to compile."""
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    start = row[abi.B] if row[abi.INT + 3] else -1
    multiply(mem, row[abi.Y], n, start, 0, row[abi.X], k, 1, row[abi.W], n, m, n, k, ALONG)


@kernel
def linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ."""
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    x, w = view2(mem, row[abi.X], m, k), view2(mem, row[abi.W], k, n)
    dy, dw = view2(mem, row[abi.DY], m, n), view2(mem, row[abi.DW], k, n)
    small = m * k * n <= SMALL_BACKWARD
    fresh = ctx[abi.ACCUMULATE] == 0
    if small:
        if fresh:
            _clear(view1(mem, row[abi.DW], k * n))
        _multiply_left(x, dy, dw)
    else:
        gemm(row[abi.GEMM], x, dy, dw, 1, 0, ctx[abi.ACCUMULATE])
    if row[abi.INT + 3]:
        db = view1(mem, row[abi.DB], n)
        if fresh:
            _clear(db)
        _add_rows(dy, db)
    if row[abi.DX] >= 0:
        dx = view2(mem, row[abi.DX], m, k)
        if small:
            _multiply_right(dy, w, dx)
        else:
            gemm(row[abi.GEMM], dy, w, dx, 0, 1, 0)


@kernel
def wide_linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ for many weights."""
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    fresh = ctx[abi.ACCUMULATE] == 0
    start = -1 if fresh else row[abi.DW]
    multiply(mem, row[abi.DW], n, start, n, row[abi.X], 1, k, row[abi.DY], n, k, n, m, ACROSS)
    dy = view2(mem, row[abi.DY], m, n)
    if row[abi.INT + 3]:
        db = view1(mem, row[abi.DB], n)
        if fresh:
            _clear(db)
        _add_rows(dy, db)
    if row[abi.DX] >= 0:
        for first in range(0, k, COLUMNS):
            part, turned = min(COLUMNS, k - first), row[abi.SCRATCH]
            turn(mem, row[abi.W] + first * n, n, part, n, turned, part + GAP)
            multiply(mem, row[abi.DX] + first, k, -1, 0, row[abi.DY], n, 1, turned, part + GAP, m, part, n, ALONG)
