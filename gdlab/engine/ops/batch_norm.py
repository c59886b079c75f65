"""Batch normalisation."""

from __future__ import annotations

from math import prod
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.network.tensors import RectifiedVariant
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.batch_norm_kernels import batch_norm_backward, batch_norm_forward
from gdlab.spec.base import knob

_WIDE = 128  # columns that make a loop worth a vector instruction


def _folds(channels: int) -> int:
    """Return how many rows of few channels are taken as one long row."""
    return max(1, _WIDE // channels)


class _BatchNorm(Layer):
    """The base of batch normalisation: each channel over the mini-batch (Ioffe and Szegedy 2015)."""

    axes: ClassVar[tuple[int, ...]] = ()
    wants: ClassVar[str] = ""
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    momentum: Annotated[float, Field(ge=0, le=1)] | Literal["cumulative"] = knob(
        0.1, "Share of a new batch in the running statistics; cumulative (or None) is their plain mean."
    )
    affine: bool = knob(True, "Scale and shift each channel by trained parameters.")
    bias: bool = knob(True, "Have a trained shift beside the scale.")
    track_running_stats: bool = knob(True, "Evaluate with running statistics, not with those of what is evaluated.")

    @field_validator("momentum", mode="before")
    @classmethod
    def _none_is_cumulative(cls, value: Any) -> Any:
        return "cumulative" if value is None else value

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape; couple the examples of a mini-batch."""
        if len(x.shape) not in self.axes:
            raise builder.refuse(self, f"needs {self.wants}, not {x.shape}")
        builder.couples_batch = True
        builder.couples_evaluation |= not self.track_running_stats
        channels = x.shape[0]
        pixels = prod(x.shape[1:]) if len(x.shape) == 3 else 1  # images are stored with their channels last
        parameters, buffers = [], []
        if self.affine:
            parameters = [builder.parameter("weight", (channels,), lambda shape, _: np.ones(shape), axes=(0,))]
            if self.bias:
                parameters += [builder.parameter("bias", (channels,), lambda shape, _: np.zeros(shape), axes=(0,))]
        if self.track_running_stats:
            buffers = [
                builder.buffer("running_mean", (channels,), 0.0),
                builder.buffer("running_var", (channels,), 1.0),
                builder.buffer("num_batches_tracked", (), 0.0),
            ]
        y = builder.tensor(x.shape)
        length = x.size // (pixels * channels)
        sizes = (pixels, channels, length, len(parameters), _folds(channels))
        momentum = -1.0 if self.momentum == "cumulative" else float(self.momentum)
        builder.emit(
            batch_norm_forward,
            batch_norm_backward,
            x,
            y,
            parameters=parameters,
            buffers=buffers,
            floats=(self.eps, momentum),
            ints=(*sizes, 0),
            rectified=RectifiedVariant(batch_norm_forward, batch_norm_backward, (*sizes, 1)) if length == 1 else None,
            scratch=(-(-3 * x.size // 32) if length == 1 else 0, 11 * channels * _folds(channels)),
            work=16 * x.size if length == 1 else 0,
        )
        return y


class BatchNorm1d(_BatchNorm):
    r"""The normalisation of features (C) or channels (C, L) over the mini-batch (Ioffe and Szegedy 2015).

    .. math:: y = \frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}\,\gamma + \beta

    Parameters ``weight`` and ``bias`` (C); buffers ``running_mean``, ``running_var`` (unbiased) and
    ``num_batches_tracked``. A mini-batch of one number a channel has variance 0 here, where PyTorch refuses it.

    PyTorch's name: ``torch.nn.BatchNorm1d``.

    >>> from gdlab.engine.ops.batch_norm import BatchNorm1d
    >>> BatchNorm1d().output_shape((64,))
    (64,)
    """

    type: Literal["BatchNorm1d"] = "BatchNorm1d"
    axes: ClassVar[tuple[int, ...]] = (1, 2)
    wants: ClassVar[str] = "an input of one or two axes, (features) or (channels, length)"


class BatchNorm2d(_BatchNorm):
    r"""The normalisation of each channel of images (C, H, W) over the mini-batch and all pixels.

    .. math:: y = \frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}\,\gamma + \beta

    In everything else it is as BatchNorm1d.

    PyTorch's name: ``torch.nn.BatchNorm2d``.

    >>> from gdlab.engine.ops.batch_norm import BatchNorm2d
    >>> BatchNorm2d(momentum=0.05).output_shape((16, 28, 28))
    (16, 28, 28)
    """

    type: Literal["BatchNorm2d"] = "BatchNorm2d"
    axes: ClassVar[tuple[int, ...]] = (3,)
    wants: ClassVar[str] = "images (channels, height, width)"
