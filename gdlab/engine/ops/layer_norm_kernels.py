"""The kernels of normalisation along axes of an example, with a mean or without.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch · outer, n, inner) numbers,
which are normalised along the middle axis, W, DW, B and DB, the scale and the shift (n) and their gradients, SCRATCH,
where mean and 1/σ of (batch · outer, inner) are kept for the way back, FP, and its own integers: outer, n, inner, the
number of trained parameters (0 to 2), and 1 where the mean is taken off; ``ctx`` gives BATCH and ACCUMULATE; ``fp``
gives eps at FP, negative for the precision's own; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view3


@kernel
def layer_norm_forward(row, ctx, fp, mem, imem):
    """Compute y = (x − mean) / σ · w + b along the middle axis; without centring the mean is 0.

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    affine, centred = row[abi.INT + 3], row[abi.INT + 4]
    x, y = view3(mem, row[abi.X], outer, n, inner), view3(mem, row[abi.Y], outer, n, inner)
    kept = view3(mem, row[abi.SCRATCH], outer, inner, 2)
    real = x.dtype.type
    zero, one, share = real(0), real(1), real(1.0 / n)
    eps = real(fp[row[abi.FP]]) if fp[row[abi.FP]] >= 0.0 else np.finfo(x.dtype).eps
    for i in range(outer):
        for k in range(inner):
            mean, square = zero, zero
            if centred:
                for j in range(n):
                    mean += x[i, j, k]
                mean *= share
            rest = zero  # what rounding left in the mean
            for j in range(n):
                d = x[i, j, k] - mean
                rest += d
                square += d * d
            if centred:
                mean += rest * share
                square -= rest * rest * share
            root = one / np.sqrt(square * share + eps)
            kept[i, k, 0], kept[i, k, 1] = mean, root
            for j in range(n):
                y[i, j, k] = (x[i, j, k] - mean) * root
            if affine > 0:
                w = view1(mem, row[abi.W], n)
                for j in range(n):
                    y[i, j, k] *= w[j]
            if affine > 1:
                b = view1(mem, row[abi.B], n)
                for j in range(n):
                    y[i, j, k] += b[j]


@kernel
def layer_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dy x̂, db = Σ dy and dx = (g − mean g − x̂ mean(g x̂)) / σ with g = w dy.

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    affine, centred = row[abi.INT + 3], row[abi.INT + 4]
    x, dy = view3(mem, row[abi.X], outer, n, inner), view3(mem, row[abi.DY], outer, n, inner)
    kept = view3(mem, row[abi.SCRATCH], outer, inner, 2)
    real = x.dtype.type
    zero, share = real(0), real(1.0 / n)
    if affine > 0:
        dw = view1(mem, row[abi.DW], n)
        if ctx[abi.ACCUMULATE] == 0:
            dw[:] = zero
        for i in range(outer):
            for k in range(inner):
                mean, root = kept[i, k, 0], kept[i, k, 1]
                for j in range(n):
                    dw[j] += dy[i, j, k] * (x[i, j, k] - mean) * root
    if affine > 1:
        db = view1(mem, row[abi.DB], n)
        if ctx[abi.ACCUMULATE] == 0:
            db[:] = zero
        for i in range(outer):
            for k in range(inner):
                for j in range(n):
                    db[j] += dy[i, j, k]
    if row[abi.DX] < 0:
        return
    dx = view3(mem, row[abi.DX], outer, n, inner)
    for i in range(outer):
        for k in range(inner):
            mean, root = kept[i, k, 0], kept[i, k, 1]
            if affine > 0:
                w = view1(mem, row[abi.W], n)
                for j in range(n):
                    dx[i, j, k] = dy[i, j, k] * w[j]
            else:
                for j in range(n):
                    dx[i, j, k] = dy[i, j, k]
            total, along = zero, zero
            for j in range(n):
                total += dx[i, j, k]
                along += dx[i, j, k] * (x[i, j, k] - mean)
            total *= share if centred else zero
            along *= share * root * root
            for j in range(n):
                dx[i, j, k] = root * (dx[i, j, k] - total - (x[i, j, k] - mean) * along)
