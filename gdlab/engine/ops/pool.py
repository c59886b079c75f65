"""Pooling: the largest or the mean number of each window, channel by channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import model_validator

from gdlab.engine.machine.native import Kernel
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.network.tensors import RectifiedVariant
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.pool_kernels import (
    average_backward,
    average_forward,
    largest_backward,
    largest_forward,
)
from gdlab.engine.ops.sizes import Margin, OutputSize, Size, pair
from gdlab.spec.base import knob


class _Pool(Layer):
    """The base of pooling over windows of one size."""

    kernel_size: Size = knob(2, "Size of the windows.")
    stride: Size | None = knob(None, "Steps between windows; none is the window's size.")
    padding: Margin = knob(0, "Rows and columns added at each border, at most half a window.")
    ceil_mode: bool = knob(False, "Keep a last window that reaches over the border.")

    @model_validator(mode="after")
    def _padding_is_at_most_half(self) -> _Pool:
        if any(2 * p > k for p, k in zip(pair(self.padding), pair(self.kernel_size), strict=True)):
            raise ValueError("padding must be at most half of kernel_size")
        return self

    def _emit(
        self,
        builder: Builder,
        x: Tensor,
        kernels: tuple[Kernel, Kernel],
        dilation: tuple[int, int] = (1, 1),
        rest: Sequence[int] = (),
        scratch: bool = False,
        rectifies: bool = False,
    ) -> Tensor:
        c, h, w = _image(self, builder, x)
        kernel = pair(self.kernel_size)
        stride = kernel if self.stride is None else pair(self.stride)
        margins = pair(self.padding)
        out = [
            _windows(n, k, s, p, d, self.ceil_mode)
            for n, k, s, p, d in zip((h, w), kernel, stride, margins, dilation, strict=True)
        ]
        if min(out) < 1:
            raise builder.refuse(self, f"has a window of {kernel[0]}×{kernel[1]}, larger than its input of {h}×{w}")
        y = builder.tensor((c, *out))
        ints = (c, h, w, *out, *kernel, *stride, *margins, *dilation, *rest)
        plain = (
            kernel == stride == (2, 2)
            and dilation == (1, 1)
            and margins == (0, 0)
            and (h, w) == (2 * out[0], 2 * out[1])
        )
        of_rectified = RectifiedVariant(*kernels, (*ints, 0, 0, 1)) if rectifies and plain else None
        places = (y.size if scratch else 0, 0)
        builder.emit(*kernels, x, y, ints=ints, scratch=places, of_rectified=of_rectified, by_example=True)
        return y


class MaxPool2d(_Pool):
    r"""The largest number of each window; the first of equals gets the gradient.

    .. math:: y_c[i, j] = \max_{u, v}\; x_c[s i + d u - p,\, s j + d v - p]

    Shapes: (C, H, W) to (C, ⌊(H + 2 padding − dilation (kernel_size − 1) − 1) / stride⌋ + 1, …).

    PyTorch's name: ``torch.nn.MaxPool2d``.

    >>> from gdlab.engine.ops.pool import MaxPool2d
    >>> MaxPool2d(kernel_size=2).output_shape((16, 28, 28))
    (16, 14, 14)
    """

    type: Literal["MaxPool2d"] = "MaxPool2d"
    dilation: Size = knob(1, "Distance between the points of a window.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Emit the kernels, with room for which point was the largest."""
        kernels, dilation = (largest_forward, largest_backward), pair(self.dilation)
        return self._emit(builder, x, kernels, dilation=dilation, scratch=True, rectifies=True)


class AvgPool2d(_Pool):
    r"""The mean of each window.

    .. math:: y_c[i, j] = \frac{1}{k^2} \sum_{u, v} x_c[s i + u - p,\, s j + v - p]

    Shapes: (C, H, W) to (C, ⌊(H + 2 padding − kernel_size) / stride⌋ + 1, …).

    PyTorch's name: ``torch.nn.AvgPool2d``.

    >>> from gdlab.engine.ops.pool import AvgPool2d
    >>> AvgPool2d(kernel_size=3, stride=2, padding=1).output_shape((16, 28, 28))
    (16, 14, 14)
    """

    type: Literal["AvgPool2d"] = "AvgPool2d"
    count_include_pad: bool = knob(True, "Count the padding's zeros as points of the mean.")
    divisor_override: int = knob(0, "Divide the sum by this number instead; 0 divides by the points.", ge=0)

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Emit the kernels."""
        rest = (int(self.count_include_pad), self.divisor_override)
        return self._emit(builder, x, (average_forward, average_backward), rest=rest)


class AdaptiveAvgPool2d(Layer):
    """Means over windows chosen so that the output has a given size; they may overlap by one.

    Shapes: (C, H, W) to (C, output_size, output_size).

    PyTorch's name: ``torch.nn.AdaptiveAvgPool2d``.

    >>> from gdlab.engine.ops.pool import AdaptiveAvgPool2d
    >>> AdaptiveAvgPool2d(output_size=1).output_shape((64, 8, 8))
    (64, 1, 1)
    >>> AdaptiveAvgPool2d(output_size=(3, None)).output_shape((64, 8, 8))
    (64, 3, 8)
    """

    type: Literal["AdaptiveAvgPool2d"] = "AdaptiveAvgPool2d"
    output_size: OutputSize = knob(1, "Rows and columns of the output; 0 (or None) keeps the input's.")

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Emit the mean's kernels, with windows of no size: they divide the image."""
        c, h, w = _image(self, builder, x)
        oh, ow = (wanted or given for wanted, given in zip(pair(self.output_size), (h, w), strict=True))
        y = builder.tensor((c, oh, ow))
        builder.emit(average_forward, average_backward, x, y, ints=(c, h, w, oh, ow), by_example=True)
        return y


def _image(layer: Layer, builder: Builder, x: Tensor) -> tuple[int, int, int]:
    if len(x.shape) != 3:
        raise builder.refuse(
            layer,
            f"needs (channels, height, width), and gets {x.shape}; set data.flatten = false, or put it before Flatten",
        )
    return x.shape[0], x.shape[1], x.shape[2]


def _windows(size: int, kernel: int, stride: int, margin: int, dilation: int, ceil: bool) -> int:
    """Return how many windows fit; with ``ceil`` the last one must still begin inside."""
    span = size + 2 * margin - dilation * (kernel - 1) - 1
    if span < 0 and not ceil:
        return 0
    count = (-(-span // stride) if ceil else span // stride) + 1
    if ceil and (count - 1) * stride >= size + margin:
        count -= 1
    return count
