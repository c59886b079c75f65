"""The kernels of normalisation over groups of channels."""

from __future__ import annotations

import numpy as np

from gdlab.engine import abi
from gdlab.engine.native import kernel, view1, view3, view4


@kernel
def group_norm_forward(row, ctx, fp, mem, imem):
    """Compute y = (x − mean) / σ · w + b by group; an example is stored (pixels, groups, channels, length)."""
    batch, pixels, groups = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    size, length = row[abi.INT + 2], row[abi.INT + 3]
    x = view4(mem, row[abi.X], batch, pixels, groups, size * length)
    y = view4(mem, row[abi.Y], batch, pixels, groups, size * length)
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    real = x.dtype.type
    share, eps = real(1.0 / (pixels * size * length)), real(fp[row[abi.FP]])
    for i in range(batch):
        for g in range(groups):
            mean, square = real(0), real(0)
            for p in range(pixels):
                for j in range(size * length):
                    mean += x[i, p, g, j]
            mean *= share
            for p in range(pixels):
                for j in range(size * length):
                    square += (x[i, p, g, j] - mean) * (x[i, p, g, j] - mean)
            root = real(1) / np.sqrt(square * share + eps)
            kept[i, g, 0], kept[i, g, 1] = mean, root
            for p in range(pixels):
                for c in range(size):
                    factor, offset = root, real(0)
                    if row[abi.INT + 4]:
                        factor *= mem[row[abi.W] + g * size + c]
                        offset = mem[row[abi.B] + g * size + c]
                    for k in range(length):
                        j = c * length + k
                        y[i, p, g, j] = (x[i, p, g, j] - mean) * factor + offset


@kernel
def group_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dy x̂, db = Σ dy and dx = (g − mean g − x̂ mean(g x̂)) / σ with g = w dy."""
    batch, pixels, groups = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    size, length, affine = row[abi.INT + 2], row[abi.INT + 3], row[abi.INT + 4]
    x = view4(mem, row[abi.X], batch, pixels, groups, size * length)
    dy = view4(mem, row[abi.DY], batch, pixels, groups, size * length)
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    real = x.dtype.type
    share = real(1.0 / (pixels * size * length))
    if affine:
        dw, db = view1(mem, row[abi.DW], groups * size), view1(mem, row[abi.DB], groups * size)
        if ctx[abi.ACCUMULATE] == 0:
            dw[:] = real(0)
            db[:] = real(0)
        for i in range(batch):
            for p in range(pixels):
                for g in range(groups):
                    for j in range(size * length):
                        c = g * size + j // length
                        dw[c] += dy[i, p, g, j] * (x[i, p, g, j] - kept[i, g, 0]) * kept[i, g, 1]
                        db[c] += dy[i, p, g, j]
    if row[abi.DX] < 0:
        return
    dx = view4(mem, row[abi.DX], batch, pixels, groups, size * length)
    for i in range(batch):
        for g in range(groups):
            mean, root = kept[i, g, 0], kept[i, g, 1]
            total, along = real(0), real(0)
            for p in range(pixels):
                for c in range(size):
                    w = mem[row[abi.W] + g * size + c] if affine else real(1)
                    for j in range(c * length, (c + 1) * length):
                        dx[i, p, g, j] = w * dy[i, p, g, j]
                        total += dx[i, p, g, j]
                        along += dx[i, p, g, j] * (x[i, p, g, j] - mean)
            total *= share
            along *= share * root * root
            for p in range(pixels):
                for j in range(size * length):
                    dx[i, p, g, j] = root * (dx[i, p, g, j] - total - (x[i, p, g, j] - mean) * along)
