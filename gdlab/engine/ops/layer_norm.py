"""Normalisation of each example by itself: LayerNorm, RMSNorm, GroupNorm."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from gdlab.engine.network.builder import Builder, Parameter, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.group_norm_kernels import group_norm_backward, group_norm_forward
from gdlab.engine.ops.image_norm_kernels import LENGTHS, image_norm_backward, image_norm_forward
from gdlab.engine.ops.layer_norm_kernels import layer_norm_backward, layer_norm_forward
from gdlab.spec.base import knob


def _ones(shape: tuple[int, ...], _stream: int) -> np.ndarray:
    return np.ones(shape)


def _zeros(shape: tuple[int, ...], _stream: int) -> np.ndarray:
    return np.zeros(shape)


class _Trailing(Layer):
    """The base of layers that normalise the last axes of each example."""

    normalized_shape: tuple[int, ...] = knob((), "Sizes of the last axes to normalise; empty is the last one.")

    def _emit(self, builder: Builder, x: Tensor, eps: float, trained: Sequence[str], centred: bool) -> Tensor:
        """Keep the shape; ``trained`` names the parameters, the scale first."""
        shape, axes, layout = self._layout(builder, x.shape)
        draws = {"weight": _ones, "bias": _zeros}
        parameters = [builder.parameter(name, shape, draws[name], axes=axes) for name in trained]
        y = builder.tensor(x.shape)
        builder.emit(
            layer_norm_forward,
            layer_norm_backward,
            x,
            y,
            parameters=parameters,
            floats=(eps,),
            ints=(*layout, len(parameters), int(centred)),
            scratch=(2 * layout[0] * layout[2], 0),
        )
        return y

    def _layout(
        self, builder: Builder, shape: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, int, int]]:
        """Return the normalised shape, how its axes are stored, and (outer, normalised, inner) of a stored example."""
        wanted = self.normalized_shape or shape[-1:]
        if shape[len(shape) - len(wanted) :] != wanted or len(wanted) > len(shape):
            raise builder.refuse(
                self, f"can normalise the last axes of {shape}; normalized_shape {wanted} is not those"
            )
        if len(shape) == 3 and len(wanted) == 3:
            return wanted, (1, 2, 0), (1, prod(shape), 1)
        inner = shape[0] if len(shape) == 3 else 1  # images: the channels stand behind what is normalised
        n = prod(wanted)
        return wanted, tuple(range(len(wanted))), (prod(shape) // (n * inner), n, inner)


class LayerNorm(_Trailing):
    r"""The normalisation of the last axes of each example, scaled and shifted (Ba et al. 2016).

    .. math:: y = \frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}\,\gamma + \beta

    Parameters ``weight`` and ``bias`` of ``normalized_shape``; none given is the last axis.

    PyTorch's name: ``torch.nn.LayerNorm``.

    >>> from gdlab.engine.ops.layer_norm import LayerNorm
    >>> LayerNorm().output_shape((20, 64))
    (20, 64)
    """

    type: Literal["LayerNorm"] = "LayerNorm"
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    elementwise_affine: bool = knob(True, "Scale (and shift) by trained parameters.")
    bias: bool = knob(True, "Have a trained shift beside the scale.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        trained = ("weight", "bias")[: 1 + self.bias] if self.elementwise_affine else ()
        return self._emit(builder, x, self.eps, trained, centred=True)


class RMSNorm(_Trailing):
    r"""The last axes of each example over their root mean square, scaled (Zhang and Sennrich 2019).

    .. math:: y = \frac{x}{\sqrt{\mathrm{E}[x^2] + \epsilon}}\,\gamma

    Parameter ``weight`` of ``normalized_shape``. Without ``eps`` the precision's epsilon is used, as in PyTorch.

    PyTorch's name: ``torch.nn.RMSNorm``.

    >>> from gdlab.engine.ops.layer_norm import RMSNorm
    >>> RMSNorm().output_shape((20, 64))
    (20, 64)
    """

    type: Literal["RMSNorm"] = "RMSNorm"
    eps: Annotated[float, Field(ge=0)] | None = knob(None, "Added to the mean square; none is the precision's epsilon.")
    elementwise_affine: bool = knob(True, "Scale by trained parameters.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        eps = -1.0 if self.eps is None else self.eps
        return self._emit(builder, x, eps, ("weight",) if self.elementwise_affine else (), centred=False)


class GroupNorm(Layer):
    r"""The normalisation of groups of channels of each example over all positions (Wu and He 2018).

    .. math:: y = \frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}\,\gamma + \beta

    Parameters ``weight`` and ``bias`` (channels,).

    PyTorch's name: ``torch.nn.GroupNorm``.

    >>> from gdlab.engine.ops.layer_norm import GroupNorm
    >>> GroupNorm(num_groups=4).output_shape((16, 28, 28))
    (16, 28, 28)
    """

    type: Literal["GroupNorm"] = "GroupNorm"
    num_groups: int = knob(1, "Groups into which the channels are divided.", ge=1, le=65536)
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    affine: bool = knob(True, "Scale and shift each channel by trained parameters.")
    bias: bool = knob(True, "Have a trained shift beside the scale.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        channels, groups = x.shape[0], self.num_groups
        if channels % groups:
            raise builder.refuse(self, f"cannot divide {channels} channels into {groups} equal groups")
        parameters: list[Parameter] = []
        if self.affine:
            parameters = [builder.parameter("weight", (channels,), _ones, axes=(0,))]
            if self.bias:
                parameters += [builder.parameter("bias", (channels,), _zeros, axes=(0,))]
        y = builder.tensor(x.shape)
        if len(x.shape) == 3:
            pixels = prod(x.shape[1:])
            # as many pixels at a time as make a row that is worth vectors
            fold = next((n for n in range(1, pixels) if pixels % n == 0 and n * channels >= 64), pixels)
            kernels, ints = (image_norm_forward, image_norm_backward), (pixels, channels, groups, fold)
            scratch = (2 * groups, LENGTHS * fold * channels)
        else:
            kernels, scratch = (group_norm_forward, group_norm_backward), (2 * groups, 0)
            ints = (groups, channels // groups, prod(x.shape[1:]))
        numbers = (*ints, len(parameters))
        builder.emit(*kernels, x, y, parameters=parameters, floats=(self.eps,), ints=numbers, scratch=scratch)
        return y
