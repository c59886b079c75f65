"""The affine layer's kernels for ordinary sizes: BLAS, and plain loops where a call would cost more than the work.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch · repeat, inputs) numbers, Y and DY, of (batch ·
repeat, outputs), W and DW, the weights (inputs, outputs) and their gradient, B and DB, the offsets (outputs) and
their gradient, GEMM, the address of BLAS's product, and its own integers: repeat (positions an example), inputs,
outputs, and 1 with a bias; DX is −1 where nothing needs it; ``ctx`` gives BATCH and ACCUMULATE; ``mem`` is the float
arena; ``fp`` and ``imem`` are not used.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2
from gdlab.engine.products.gemm import gemm

#: Up to this many multiply-adds a loop of our own is faster than a call to BLAS; measured with OpenBLAS's kernels for
#: AVX2 and for AVX-512. The way forward writes to its sum at every step and gains least.
SMALL_FORWARD = 256
SMALL_BACKWARD = 1024


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
def zero_fill(a):
    """Set every number of ``a`` to 0; a loop compiles in a fraction of the time that a slice takes."""
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
def add_rows(dy, db):
    """Add the sum of the rows of ``dy``, (rows, columns), to ``db``, (columns,), four rows at a time."""
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
    """Compute y = x w + b.

    The arguments are described at the top of the file.
    """
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
def linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    x, w = view2(mem, row[abi.X], m, k), view2(mem, row[abi.W], k, n)
    dy, dw = view2(mem, row[abi.DY], m, n), view2(mem, row[abi.DW], k, n)
    small = m * k * n <= SMALL_BACKWARD
    fresh = ctx[abi.ACCUMULATE] == 0
    if small:
        if fresh:
            zero_fill(view1(mem, row[abi.DW], k * n))
        _multiply_left(x, dy, dw)
    else:
        gemm(row[abi.GEMM], x, dy, dw, 1, 0, ctx[abi.ACCUMULATE])
    if row[abi.INT + 3]:
        db = view1(mem, row[abi.DB], n)
        if fresh:
            zero_fill(db)
        add_rows(dy, db)
    if row[abi.DX] >= 0:
        dx = view2(mem, row[abi.DX], m, k)
        if small:
            _multiply_right(dy, w, dx)
        else:
            gemm(row[abi.GEMM], dy, w, dx, 0, 1, 0)
