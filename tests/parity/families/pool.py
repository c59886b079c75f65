"""Pooling, each option of each, behind a convolution so that gradients pass."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import Case


def _pool(name: str, shape: tuple[int, ...] = (2, 8, 7), **layer: Any) -> Case:
    """Return a case with pooling between a convolution and a Linear layer."""
    first = {"type": "Conv2d", "out_channels": 5, "padding": 1}
    return Case(name, (first, layer, {"type": "Flatten"}, {"type": "Linear", "out_features": 3}), shape=shape)


CASES = (
    _pool("max_pool", type="MaxPool2d", kernel_size=2),
    _pool("max_pool_tiled", shape=(2, 8, 6), type="MaxPool2d", kernel_size=2),
    _pool("max_pool_overlap", type="MaxPool2d", kernel_size=3, stride=2, padding=1),
    _pool("max_pool_uneven", type="MaxPool2d", kernel_size=(3, 2), stride=(2, 1), padding=(1, 0)),
    _pool("max_pool_ceil", type="MaxPool2d", kernel_size=2, stride=3, ceil_mode=True),
    _pool("max_pool_dilation", type="MaxPool2d", kernel_size=2, stride=1, dilation=(2, 3)),
    _pool("avg_pool", type="AvgPool2d", kernel_size=2),
    _pool("avg_pool_overlap", type="AvgPool2d", kernel_size=3, stride=2, padding=1),
    _pool("avg_pool_ceil", type="AvgPool2d", kernel_size=3, stride=2, padding=1, ceil_mode=True),
    _pool("avg_pool_without_pad", type="AvgPool2d", kernel_size=3, padding=1, count_include_pad=False),
    _pool("avg_pool_ceil_without_pad", type="AvgPool2d", kernel_size=2, ceil_mode=True, count_include_pad=False),
    _pool("avg_pool_divisor", type="AvgPool2d", kernel_size=2, divisor_override=3),
    _pool("adaptive_avg_pool", type="AdaptiveAvgPool2d", output_size=1),
    _pool("adaptive_avg_pool_uneven", type="AdaptiveAvgPool2d", output_size=(3, 5)),
    _pool("adaptive_avg_pool_larger", type="AdaptiveAvgPool2d", output_size=9),
)
