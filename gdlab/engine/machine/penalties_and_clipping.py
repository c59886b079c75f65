"""What training options do to the gradient and the parameters of a step: penalties, clipping and the max-norm bound.

They stand behind addresses in the job: most runs ask for none of them, and need not compile them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.loop import OPTIONS
from gdlab.engine.machine.native import Kernel, doubles, ints, kernel, view1


@kernel
def penalty(job, ctx, fp, mem, imem):
    """Leave the L1 and L2 penalties of the parameters in the settings."""
    settings, weights = doubles(job[columns.SETTINGS]), view1(mem, 0, job[columns.N_PARAMS])
    total = 0.0
    for i in range(weights.size):
        w = np.float64(weights[i])
        total += settings[columns.L1] * abs(w) + 0.5 * settings[columns.L2] * w * w
    settings[columns.PENALTY] = total


@kernel
def penalise(job, ctx, fp, mem, imem):
    """Add the gradients of the L1 and L2 penalties and leave the penalty in the settings."""
    settings, n = doubles(job[columns.SETTINGS]), job[columns.N_PARAMS]
    weights, g = view1(mem, 0, n), view1(mem, job[columns.GRADIENTS], n)
    real = weights.dtype.type
    l1, l2, zero = real(settings[columns.L1]), real(settings[columns.L2]), real(0)
    sizes, squares = 0.0, 0.0
    for i in range(n):
        w = weights[i]
        push = l1 if w > zero else zero
        push = -l1 if w < zero else push
        g[i] += l2 * w + push
        sizes += abs(np.float64(w))
        squares += np.float64(w) * np.float64(w)
    settings[columns.PENALTY] = settings[columns.L1] * sizes + 0.5 * settings[columns.L2] * squares


@kernel
def reweigh(job, ctx, fp, mem, imem):
    """Divide loss and gradient by the sum of the items' weights in place of their number.

    The loss wrote its gradient as if the weights had a mean of 1: theirs is known once the whole mini-batch was seen.
    Where no item counts, both are 0.
    """
    weight = fp[abi.WEIGHT]
    fp[abi.MEAN] = fp[abi.LOSS] / weight if weight > 0.0 else fp[abi.LOSS]
    if ctx[abi.GRADIENT] == 0 or weight == 0.0:
        return
    items = ctx[abi.TOTAL] * ints(job[columns.OPS])[job[columns.LOSS_ROW] * abi.ROW + abi.INT]
    _scale(view1(mem, job[columns.GRADIENTS], job[columns.N_PARAMS]), items / weight)
    if job[columns.DX0] >= 0:
        _scale(view1(mem, job[columns.DX0], ctx[abi.BATCH] * job[columns.XN]), items / weight)


@njit(**OPTIONS)
def _scale(values, factor):
    same = values.dtype.type(factor)
    for i in range(values.size):
        values[i] *= same


@njit(**OPTIONS)
def _norm(values):
    """Return the Euclidean norm, summed in float64."""
    total = 0.0
    for i in range(values.size):
        total += np.float64(values[i]) * np.float64(values[i])
    return np.sqrt(total)


@kernel
def clip(job, ctx, fp, mem, imem):
    """Clip the gradient by value and by norm, as PyTorch's clip_grad_value_ and clip_grad_norm_ do."""
    settings, g = doubles(job[columns.SETTINGS]), view1(mem, job[columns.GRADIENTS], job[columns.N_PARAMS])
    if settings[columns.CLIP_VALUE] > 0.0:
        bound = g.dtype.type(settings[columns.CLIP_VALUE])
        for i in range(g.size):
            g[i] = min(max(g[i], -bound), bound)
    if settings[columns.CLIP_NORM] > 0.0:
        scale = settings[columns.CLIP_NORM] / (_norm(g) + 1e-6)
        if scale < 1.0:
            _scale(g, scale)


@kernel
def renormalise(job, ctx, fp, mem, imem):
    """Scale down each unit's incoming weights to the max-norm bound (Srivastava et al. 2014).

    Weights are the tensors with two axes or more, and a unit is an index of PyTorch's first axis, as in
    ``torch.renorm(w, 2, 0, bound)``; biases and scales are left alone.
    """
    bound = doubles(job[columns.SETTINGS])[columns.MAX_NORM]
    weights = view1(mem, 0, job[columns.N_PARAMS])
    for t in range(job[columns.N_TABLE]):
        e = job[columns.TABLE] + abi.TENSOR * t
        if imem[e + abi.T_AXES] < 2:
            continue
        lead = e + 4 - imem[e + abi.T_AXES]
        units, stride = imem[lead + abi.T_SHAPE], imem[lead + abi.T_STRIDE]
        for u in range(units):
            first = imem[e + abi.T_OFFSET] + u * stride
            total = _unit(weights, imem, e, lead - e, first, weights.dtype.type(1), False)
            if total > bound * bound:
                factor = weights.dtype.type(bound / (np.sqrt(total) + 1e-7))
                _unit(weights, imem, e, lead - e, first, factor, True)


@njit(**OPTIONS)
def _unit(weights, imem, e, lead, first, factor, write):
    """Return the squared norm of one unit's weights, and scale them when ``write`` is true."""
    shape, stride = e + abi.T_SHAPE, e + abi.T_STRIDE
    total = 0.0
    for a in range(imem[shape + 1] if lead < 1 else 1):
        for b in range(imem[shape + 2] if lead < 2 else 1):
            for c in range(imem[shape + 3]):
                at = first + a * imem[stride + 1] * (lead < 1) + b * imem[stride + 2] * (lead < 2)
                at += c * imem[stride + 3]
                w = np.float64(weights[at])
                total += w * w
                if write:
                    weights[at] *= factor
    return total


def kernels_of(settings: np.ndarray) -> dict[int, Kernel]:
    """Return the kernels that these settings need, by the column of the job that holds their address."""
    found: dict[int, Kernel] = {}
    if settings[columns.L1] > 0.0 or settings[columns.L2] > 0.0:
        found[columns.PENALISE] = penalise
    if settings[columns.CLIP_NORM] > 0.0 or settings[columns.CLIP_VALUE] > 0.0:
        found[columns.CLIP] = clip
    if settings[columns.MAX_NORM] > 0.0:
        found[columns.RENORMALISE] = renormalise
    return found
