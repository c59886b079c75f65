"""Normalisation of each example by itself: LayerNorm, RMSNorm, GroupNorm."""

from __future__ import annotations

from math import prod
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from gdlab.engine import abi
from gdlab.engine.native import kernel, view1, view3, view4
from gdlab.engine.ops.base import Layer
from gdlab.engine.program import Builder, Parameter, Tensor
from gdlab.spec.base import knob
from gdlab.spec.kinds import LayerSpec


def _ones(shape: tuple[int, ...], _stream: int) -> np.ndarray:
    return np.ones(shape)


def _zeros(shape: tuple[int, ...], _stream: int) -> np.ndarray:
    return np.zeros(shape)


def _trailing(
    builder: Builder, layer: LayerSpec, wanted: tuple[int, ...], shape: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, int, int]]:
    """Return the normalised shape, how its axes are stored, and (outer, normalised, inner) of a stored example."""
    wanted = wanted or shape[-1:]
    if shape[len(shape) - len(wanted) :] != wanted or len(wanted) > len(shape):
        raise builder.refuse(layer, f"can normalise the last axes of {shape}; normalized_shape {wanted} is not those")
    if len(shape) == 3 and len(wanted) == 3:
        return wanted, (1, 2, 0), (1, prod(shape), 1)
    inner = shape[0] if len(shape) == 3 else 1  # images: the channels stand behind what is normalised
    n = prod(wanted)
    return wanted, tuple(range(len(wanted))), (prod(shape) // (n * inner), n, inner)


class LayerNorm(Layer):
    """Normalise the last axes of each example, then scale and shift (Ba et al. 2016).

    Parameters ``weight`` and ``bias`` of ``normalized_shape``; none given is the last axis.
    """

    type: Literal["LayerNorm"] = "LayerNorm"
    normalized_shape: tuple[int, ...] = knob((), "Sizes of the last axes to normalise; empty is the last one.")
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    elementwise_affine: bool = knob(True, "Scale (and shift) by trained parameters.")
    bias: bool = knob(True, "Have a trained shift beside the scale.")

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        shape, axes, layout = _trailing(builder, self, self.normalized_shape, x.shape)
        parameters: list[Parameter] = []
        if self.elementwise_affine:
            parameters.append(builder.parameter("weight", shape, _ones, axes=axes))
            if self.bias:
                parameters.append(builder.parameter("bias", shape, _zeros, axes=axes))
        y = builder.tensor(x.shape)
        builder.emit(
            layer_norm_forward,
            layer_norm_backward,
            x,
            y,
            parameters=parameters,
            floats=(self.eps,),
            ints=(*layout, len(parameters), 1),
            scratch=(2 * layout[0] * layout[2], 0),
        )
        return y


class RMSNorm(Layer):
    """Divide the last axes of each example by their root mean square, then scale (Zhang and Sennrich 2019).

    Parameter ``weight`` of ``normalized_shape``. Without ``eps`` the precision's epsilon is used, as in PyTorch.
    """

    type: Literal["RMSNorm"] = "RMSNorm"
    normalized_shape: tuple[int, ...] = knob((), "Sizes of the last axes to normalise; empty is the last one.")
    eps: Annotated[float, Field(ge=0)] | None = knob(None, "Added to the mean square; none is the precision's epsilon.")
    elementwise_affine: bool = knob(True, "Scale by trained parameters.")

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        shape, axes, layout = _trailing(builder, self, self.normalized_shape, x.shape)
        parameters: list[Parameter] = []
        if self.elementwise_affine:
            parameters.append(builder.parameter("weight", shape, _ones, axes=axes))
        y = builder.tensor(x.shape)
        builder.emit(
            layer_norm_forward,
            layer_norm_backward,
            x,
            y,
            parameters=parameters,
            floats=(-1.0 if self.eps is None else self.eps,),
            ints=(*layout, len(parameters), 0),
            scratch=(2 * layout[0] * layout[2], 0),
        )
        return y


class GroupNorm(Layer):
    """Normalise groups of channels of each example over all positions (Wu and He 2018).

    Parameters ``weight`` and ``bias`` (channels,).
    """

    type: Literal["GroupNorm"] = "GroupNorm"
    num_groups: int = knob(1, "Groups into which the channels are divided.", ge=1, le=65536)
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    affine: bool = knob(True, "Scale and shift each channel by trained parameters.")

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        channels, groups = x.shape[0], self.num_groups
        if channels % groups:
            raise builder.refuse(self, f"cannot divide {channels} channels into {groups} equal groups")
        parameters: list[Parameter] = []
        if self.affine:
            parameters = [
                builder.parameter("weight", (channels,), _ones, axes=(0,)),
                builder.parameter("bias", (channels,), _zeros, axes=(0,)),
            ]
        y = builder.tensor(x.shape)
        pixels = prod(x.shape[1:]) if len(x.shape) == 3 else 1
        length = prod(x.shape[1:]) if len(x.shape) == 2 else 1
        builder.emit(
            group_norm_forward,
            group_norm_backward,
            x,
            y,
            parameters=parameters,
            floats=(self.eps,),
            ints=(pixels, groups, channels // groups, length, int(self.affine)),
            scratch=(2 * groups, channels),
        )
        return y


@kernel
def layer_norm_forward(row, ctx, fp, mem, imem):
    """Compute y = (x − mean) / σ · w + b along the middle axis; without centring the mean is 0."""
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
            for j in range(n):
                square += (x[i, j, k] - mean) * (x[i, j, k] - mean)
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
    """Compute dw = Σ dy x̂, db = Σ dy and dx = (g − mean g − x̂ mean(g x̂)) / σ with g = w dy."""
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
