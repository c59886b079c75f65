"""The kernels of normalisation over groups of channels, of vectors and of sequences whose channels come first.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, groups, size · length)
numbers, W, DW, B and DB, the scale and the shift of each channel and their gradients, SCRATCH, where mean and 1/σ of
(batch, groups) are kept for the way back, FP, and its own integers: groups, channels a group, length, and 1 with
scale and shift; ``ctx`` gives BATCH and ACCUMULATE; ``fp`` gives eps at FP; ``mem`` is the float arena; ``imem`` is
not used.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view3


@kernel
def group_norm_forward(row, ctx, fp, mem, imem):
    """Compute y = (x − mean) / σ · w + b by group; an example is stored (groups, channels, length).

    The arguments are described at the top of the file.
    """
    batch, groups = ctx[abi.BATCH], row[abi.INT]
    size, length, affine = row[abi.INT + 1], row[abi.INT + 2], row[abi.INT + 3]
    x = view3(mem, row[abi.X], batch, groups, size * length)
    y = view3(mem, row[abi.Y], batch, groups, size * length)
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    real = x.dtype.type
    share, eps = real(1.0 / (size * length)), real(fp[row[abi.FP]])
    for i in range(batch):
        for g in range(groups):
            mean, square = real(0), real(0)
            for j in range(size * length):
                mean += x[i, g, j]
            mean *= share
            rest = real(0)  # what rounding left in the mean
            for j in range(size * length):
                d = x[i, g, j] - mean
                rest += d
                square += d * d
            mean += rest * share
            square -= rest * rest * share
            root = real(1) / np.sqrt(square * share + eps)
            kept[i, g, 0], kept[i, g, 1] = mean, root
            for c in range(size):
                factor, offset = root, real(0)
                if affine:
                    factor *= mem[row[abi.W] + g * size + c]
                if affine > 1:
                    offset = mem[row[abi.B] + g * size + c]
                for k in range(length):
                    j = c * length + k
                    y[i, g, j] = (x[i, g, j] - mean) * factor + offset


@kernel
def group_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dy x̂, db = Σ dy and dx = (g − mean g − x̂ mean(g x̂)) / σ with g = w dy.

    The arguments are described at the top of the file.
    """
    batch, groups = ctx[abi.BATCH], row[abi.INT]
    size, length, affine = row[abi.INT + 1], row[abi.INT + 2], row[abi.INT + 3]
    x = view3(mem, row[abi.X], batch, groups, size * length)
    dy = view3(mem, row[abi.DY], batch, groups, size * length)
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    real = x.dtype.type
    share = real(1.0 / (size * length))
    if affine:
        dw = view1(mem, row[abi.DW], groups * size)
        if ctx[abi.ACCUMULATE] == 0:
            dw[:] = real(0)
        for i in range(batch):
            for g in range(groups):
                for c in range(size):
                    along = real(0)
                    for j in range(c * length, (c + 1) * length):
                        along += dy[i, g, j] * (x[i, g, j] - kept[i, g, 0])
                    dw[g * size + c] += along * kept[i, g, 1]
    if affine > 1:
        db = view1(mem, row[abi.DB], groups * size)
        if ctx[abi.ACCUMULATE] == 0:
            db[:] = real(0)
        for i in range(batch):
            for g in range(groups):
                for c in range(size):
                    total = real(0)
                    for j in range(c * length, (c + 1) * length):
                        total += dy[i, g, j]
                    db[g * size + c] += total
    if row[abi.DX] < 0:
        return
    dx = view3(mem, row[abi.DX], batch, groups, size * length)
    for i in range(batch):
        for g in range(groups):
            mean, root = kept[i, g, 0], kept[i, g, 1]
            total, along = real(0), real(0)
            for c in range(size):
                w = mem[row[abi.W] + g * size + c] if affine else real(1)
                for j in range(c * length, (c + 1) * length):
                    dx[i, g, j] = w * dy[i, g, j]
                    total += dx[i, g, j]
                    along += dx[i, g, j] * (x[i, g, j] - mean)
            total *= share
            along *= share * root * root
            for j in range(size * length):
                dx[i, g, j] = root * (dx[i, g, j] - total - (x[i, g, j] - mean) * along)
