"""Convolutions, each option of each."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import ADAM, Case, Table

_HEAD: tuple[Table, ...] = ({"type": "Flatten"}, {"type": "Linear", "out_features": 3})


def _conv(name: str, shape: tuple[int, ...] = (3, 7, 6), before: tuple[Table, ...] = (), **layer: Any) -> Case:
    """Return a case with one convolution before a Linear layer."""
    kind = "Conv1d" if len(shape) == 2 else "Conv2d"
    return Case(name, (*before, {"type": kind, "out_channels": 4, **layer}, *_HEAD), shape=shape)


CASES = (
    _conv("conv2d"),
    _conv("conv2d_kernel_1", kernel_size=1),
    _conv("conv2d_kernel_2_by_3", kernel_size=(2, 3)),
    _conv("conv2d_without_bias", bias=False),
    _conv("conv2d_padding", padding=1),
    _conv("conv2d_padding_beyond_kernel", kernel_size=2, padding=3),
    _conv("conv2d_padding_uneven", padding=(0, 2)),
    _conv("conv2d_same", kernel_size=3, padding="same"),
    _conv("conv2d_same_even_kernel", kernel_size=(4, 2), padding="same"),
    _conv("conv2d_same_dilation", kernel_size=3, padding="same", dilation=2),
    _conv("conv2d_valid", kernel_size=3, padding="valid"),
    _conv("conv2d_stride", stride=2, padding=1),
    _conv("conv2d_stride_uneven", stride=(2, 3), padding=1),
    _conv("conv2d_stride_beyond_kernel", kernel_size=2, stride=3),
    _conv("conv2d_dilation", shape=(2, 9, 8), dilation=(2, 3)),
    _conv("conv2d_dilation_stride", shape=(2, 9, 8), dilation=2, stride=2, padding=2),
    _conv("conv2d_groups", shape=(4, 6, 6), groups=2, padding=1),
    _conv("conv2d_depthwise", shape=(4, 6, 6), groups=4, kernel_size=2, stride=2),
    Case(
        "conv2d_depthwise_separable",
        (
            {"type": "Conv2d", "out_channels": 17, "kernel_size": 1},
            {"type": "Conv2d", "out_channels": 17, "padding": 1, "groups": 17},
            {"type": "Tanh"},
            {"type": "Conv2d", "out_channels": 6, "kernel_size": 1},
            {"type": "Conv2d", "out_channels": 6, "stride": 2, "padding": 1, "groups": 6, "bias": False},
            *_HEAD,
        ),
        shape=(2, 7, 9),
        optimizer=ADAM,
    ),
    _conv("conv2d_depthwise_dilation", shape=(4, 9, 8), groups=4, kernel_size=(2, 3), dilation=2, padding=2),
    _conv("conv2d_depthwise_steps", shape=(4, 9, 8), groups=4, stride=(2, 3), padding=1),
    _conv("conv1d_depthwise", shape=(4, 12), kernel_size=5, padding=2, stride=2, groups=4),
    _conv("conv2d_wide", shape=(3, 9, 17), out_channels=37, padding=1),
    Case(
        "conv2d_winograd",
        (
            {"type": "Conv2d", "out_channels": 32, "padding": 1},
            {"type": "ReLU"},
            {"type": "Conv2d", "out_channels": 35, "padding": 1},
            {"type": "ReLU"},
            {"type": "Conv2d", "out_channels": 33, "padding": (2, 0), "bias": False},
            *_HEAD,
        ),
        shape=(2, 5, 7),
        optimizer=ADAM,
    ),
    Case(
        "conv2d_stack",
        (
            {"type": "Conv2d", "out_channels": 16, "padding": 1},
            {"type": "ReLU"},
            {"type": "Conv2d", "out_channels": 18, "padding": 1},
            {"type": "ReLU"},
            {"type": "Conv2d", "out_channels": 5, "stride": 2, "padding": 1},
            *_HEAD,
        ),
        shape=(2, 9, 11),
        optimizer=ADAM,
    ),
    _conv("conv1d", shape=(3, 9)),
    _conv("conv1d_options", shape=(4, 12), kernel_size=4, stride=2, padding=1, dilation=2, groups=2, bias=False),
    _conv("conv1d_same", shape=(3, 8), padding="same", before=({"type": "Conv1d", "out_channels": 5},)),
)


def modules() -> dict[str, Any]:
    """Give torch the number of input channels and our defaults."""
    from torch import nn

    def conv(kind: Any) -> Any:
        return lambda t, shape: kind(shape[0], **{"out_channels": 16, "kernel_size": 3, **t})

    return {"Conv1d": conv(nn.Conv1d), "Conv2d": conv(nn.Conv2d)}
