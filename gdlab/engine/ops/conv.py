"""Convolutions (cross-correlations, as in PyTorch) over images with their channels last."""

from __future__ import annotations

from typing import Literal

from gdlab.engine.initialisers.base import default_draw, draw_or
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.conv_kernels import conv_backward, conv_forward
from gdlab.engine.ops.depthwise_kernels import depthwise_backward, depthwise_forward, spread_axis
from gdlab.engine.ops.sizes import Margin, Size, pair
from gdlab.engine.ops.winograd_kernels import private_size, scratch_size, winograd_backward, winograd_forward
from gdlab.engine.ops.winograd_matrices import filled_share
from gdlab.engine.ops.winograd_zeros import masks_size
from gdlab.spec.base import knob
from gdlab.spec.kinds import OptionalInit


class _Conv(Layer):
    """The base of convolutions along one and along two axes."""

    out_channels: int = knob(16, "Number of filters, each of which makes one channel.", ge=1, le=65536)
    kernel_size: Size = knob(3, "Size of the filters.")
    stride: Size = knob(1, "Steps between neighbouring positions of a filter.")
    padding: Margin | Literal["same", "valid"] = knob(
        0, 'Zeros added at each border; "valid" adds none, "same" keeps the size at stride 1.'
    )
    dilation: Size = knob(1, "Distance between the points of a filter.")
    groups: int = knob(1, "Split the channels into this many parts that do not mix.", ge=1, le=65536)
    bias: bool = knob(True, "Add a trainable offset to each channel.")
    init: OptionalInit = knob(None, "How initial weights are drawn; none is PyTorch's default.")

    def _margins(self, kernel: tuple[int, int], dilation: tuple[int, int]) -> list[tuple[int, int]]:
        """Return zeros (before, after) along each axis."""
        if self.padding == "valid":
            return [(0, 0), (0, 0)]
        if self.padding == "same":
            total = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
            return [(t // 2, t - t // 2) for t in total]
        return [(p, p) for p in pair(self.padding)]

    def _check(self, builder: Builder, channels: int) -> None:
        if channels % self.groups or self.out_channels % self.groups:
            raise builder.refuse(
                self,
                f"has groups = {self.groups}, which must divide its {channels} input channels "
                f"and its {self.out_channels} output channels",
            )
        if self.padding == "same" and pair(self.stride) != (1, 1):
            raise builder.refuse(self, 'with padding = "same" needs stride = 1; give the padding as a number')

    def _suits_winograd(self, channels: int, sizes: _Sizes, rows: int, columns: int) -> bool:
        """Return whether the transform pays: 3×3 at stride 1, enough channels, tiles that hang over the edge by little.

        With few channels direct sums are about as fast, and their rounding errors are smaller; the shares from which a
        gradient's error stays below twice PyTorch's are measured in docs/performance.md.
        """
        plain = sizes.kernel == (3, 3) and sizes.stride == sizes.dilation == (1, 1) and self.groups == 1
        inside = max(max(m) for m in sizes.margins) <= 2
        fewest = min(channels, self.out_channels)
        return (
            plain
            and inside
            and min(rows, columns) >= 3
            and fewest >= 16
            and (fewest >= 32 or filled_share(rows, columns) >= 0.8)
        )

    def _emit(self, builder: Builder, x: Tensor, image: tuple[int, int, int], sizes: _Sizes, flat: bool) -> Tensor:
        """Emit the instruction for an image (channels, height, width); ``flat`` is one axis, channels first."""
        c, h, w = image
        (kh, kw), (sh, sw), (dh, dw) = sizes.kernel, sizes.stride, sizes.dilation
        (top, bottom), (left, right) = sizes.margins
        oh = (h + top + bottom - dh * (kh - 1) - 1) // sh + 1
        ow = (w + left + right - dw * (kw - 1) - 1) // sw + 1
        if oh < 1 or ow < 1:
            raise builder.refuse(
                self,
                f"has a window of {dh * (kh - 1) + 1}×{dw * (kw - 1) + 1}, larger than its input of "
                f"{h + top + bottom}×{w + left + right}; make kernel_size smaller or padding larger",
            )
        o, each = self.out_channels, c // self.groups
        default = default_draw(each * kh * kw)
        shape, axes = ((o, each, kw), (2, 1, 0)) if flat else ((o, each, kh, kw), (2, 3, 1, 0))
        parameters = [builder.parameter("weight", shape, draw_or(self.init, default), axes=axes)]
        if self.bias:
            parameters.append(builder.parameter("bias", (o,), default))
        y = builder.tensor((o, ow) if flat else (o, oh, ow))
        ints = (c, h, w, o, kh, kw, sh, sw, top, left, oh, ow, dh, dw, self.groups, int(self.bias), int(flat))
        if not flat and self._suits_winograd(c, sizes, oh, ow):
            kernels, scratch = (winograd_forward, winograd_backward), (0, scratch_size(c, h, w, o, oh, ow))
            shared = {"work": y.size * each * kh * kw, "private": private_size(c, w, o, ow)}
            masks = masks_size(c, h, w, o, oh, ow)
            builder.emit(*kernels, x, y, parameters=parameters, ints=ints, scratch=scratch, iscratch=masks, **shared)
            return y
        padded = ((oh - 1) * sh + dh * (kh - 1) + 1) * ((ow - 1) * sw + dw * (kw - 1) + 1) * c
        turned = (h * w * c + oh * ow * o) * int(flat)
        if self.groups == c == o > 1:
            tall, broad = spread_axis(h, oh, kh, sh, dh, top)[1], spread_axis(w, ow, kw, sw, dw, left)[1]
            kernels, scratch = (depthwise_forward, depthwise_backward), padded + turned + tall * broad * c
            builder.emit(*kernels, x, y, parameters=parameters, ints=ints, scratch=(0, scratch))
            return y
        spread = (h + kh - 1) * (w + kw - 1) * o
        scratch = padded + spread + o * each * kh * kw + turned + 64
        kernels, shared = (conv_forward, conv_backward), {"work": y.size * each * kh * kw, "private": scratch}
        builder.emit(*kernels, x, y, parameters=parameters, ints=ints, scratch=(0, scratch), **shared)
        return y


class _Sizes:
    """Kernel, stride, dilation and margins, (rows, columns) each."""

    def __init__(self, layer: _Conv, one_axis: bool) -> None:
        def both(value: Size) -> tuple[int, int]:
            return (1, pair(value)[1]) if one_axis else pair(value)

        self.kernel, self.stride, self.dilation = (both(v) for v in (layer.kernel_size, layer.stride, layer.dilation))
        self.margins = layer._margins(self.kernel, self.dilation)
        if one_axis:
            self.margins[0] = (0, 0)


class Conv2d(_Conv):
    r"""The convolution of images with trained filters.

    .. math:: y_o[i, j] = b_o + \sum_{c, u, v} w_{o c}[u, v]\; x_c[s i + d u - p,\, s j + d v - p]

    Shapes: (C, H, W) to (out_channels, ⌊(H + 2 padding − dilation (kernel_size − 1) − 1) / stride⌋ + 1, …).
    Parameters: ``weight`` (out_channels, C / groups, rows, columns), ``bias`` (out_channels,). Initial values as
    PyTorch's: uniform in ±1/√fan_in. The operation is PyTorch's cross-correlation.

    PyTorch's name: ``torch.nn.Conv2d``.

    >>> from gdlab.engine.ops.conv import Conv2d
    >>> Conv2d(out_channels=8, kernel_size=3).output_shape((1, 28, 28))
    (8, 26, 26)
    """

    type: Literal["Conv2d"] = "Conv2d"

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Convolve an image."""
        if len(x.shape) != 3:
            raise builder.refuse(
                self,
                f"needs (channels, height, width), and gets {x.shape}; "
                "set data.flatten = false, or put it before Flatten",
            )
        self._check(builder, x.shape[0])
        return self._emit(builder, x, (x.shape[0], x.shape[1], x.shape[2]), _Sizes(self, False), False)


class Conv1d(_Conv):
    r"""The convolution of sequences, channels first, with trained filters.

    .. math:: y_o[i] = b_o + \sum_{c, u} w_{o c}[u]\; x_c[s i + d u - p]

    Shapes: (C, L) to (out_channels, ⌊(L + 2 padding − dilation (kernel_size − 1) − 1) / stride⌋ + 1). Parameters:
    ``weight`` (out_channels, C / groups, kernel_size), ``bias`` (out_channels,).

    PyTorch's name: ``torch.nn.Conv1d``.

    >>> from gdlab.engine.ops.conv import Conv1d
    >>> Conv1d(out_channels=4, kernel_size=5, stride=2).output_shape((2, 50))
    (4, 23)
    """

    type: Literal["Conv1d"] = "Conv1d"

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Convolve a sequence."""
        if len(x.shape) != 2:
            raise builder.refuse(self, f"needs (channels, length), and gets {x.shape}")
        for name in ("kernel_size", "stride", "padding", "dilation"):
            if isinstance(getattr(self, name), tuple):
                raise builder.refuse(self, f"has one axis, so {name} must be one number")
        self._check(builder, x.shape[0])
        return self._emit(builder, x, (x.shape[0], 1, x.shape[1]), _Sizes(self, True), True)
