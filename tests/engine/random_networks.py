"""Draw networks that nobody would write by hand: layers, sizes, strides and nesting at random, from a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.engine.program.assembly import build_network
from gdlab.spec.errors import SpecError
from tests.engine.running import spec_of

Layers = list[dict[str, Any]]
_Block = Callable[[np.random.Generator, tuple[int, ...]], Layers]
RELU: dict[str, Any] = {"type": "ReLU"}
#: Sizes around the widths of vector registers and of the products' strips and tiles.
_WIDTHS = (1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65)
_SIDES = (1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 11, 12, 16)
_LARGEST = 3000  #: numbers an activation of an example


def random_images(rng: np.random.Generator) -> tuple[Layers, tuple[int, ...]]:
    """Return a network on images and the shape of its input."""
    shape = _one(rng, (1, 2, 3, 3, 5, 8, 9, 16, 17)), _one(rng, _SIDES), _one(rng, _SIDES)
    layers: Layers = []
    for _ in range(rng.integers(2, 6)):
        layers = _grown(rng, layers, shape, _image_block)
    return [*layers, {"type": "Flatten"}, {"type": "Linear", "out_features": _one(rng, (2, 3, 10, 16, 17))}], shape


def random_vectors(rng: np.random.Generator) -> tuple[Layers, tuple[int, ...]]:
    """Return a network on vectors, or on rows of vectors, and the shape of its input."""
    rows = (int(rng.integers(1, 9)),) if rng.random() < 0.3 else ()
    shape = (*rows, _one(rng, (*_WIDTHS, 128, 257, 300)))
    layers: Layers = []
    for _ in range(rng.integers(1, 4)):
        layers = _grown(rng, layers, shape, _vector_block)
    return [*layers, {"type": "Linear", "out_features": _one(rng, (2, 3, 10, 17))}], shape


def random_sequences(rng: np.random.Generator) -> tuple[Layers, tuple[int, ...]]:
    """Return a network on sequences and the shape of its input."""
    shape = _one(rng, (1, 2, 3, 5, 8, 13)), _one(rng, (1, 2, 3, 8, 16, 17, 40))
    layers: Layers = [{"type": "Linear", "out_features": _one(rng, _WIDTHS)}] if rng.random() < 0.3 else []
    layers += [_recurrent(rng, True)] if rng.random() < 0.5 else []
    layers += [{"type": "LayerNorm"}, RELU] if rng.random() < 0.3 else []
    layers += [_recurrent(rng, bool(rng.random() < 0.5)), {"type": "Linear", "out_features": 3}]
    return layers, shape


def output_shape(layers: Layers, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape of what leaves a network."""
    return build_network(spec_of(layers), shape)[1].shape


def _grown(rng: np.random.Generator, layers: Layers, shape: tuple[int, ...], block: _Block) -> Layers:
    """Return the layers with a block behind them, the first that fits and is small enough; sometimes nothing fits."""
    after = output_shape(layers, shape) if layers else shape
    for _ in range(20):
        longer = [*layers, *block(rng, after)]
        try:
            if max(t.size for t in build_network(spec_of(longer), shape)[0].tensors) <= _LARGEST:
                return longer
        except SpecError:
            continue
    return layers


def _one(rng: np.random.Generator, choices: tuple[int, ...]) -> int:
    return int(rng.choice(choices))


def _perhaps(rng: np.random.Generator, share: float, layer: dict[str, Any] = RELU) -> Layers:
    return [layer] if rng.random() < share else []


def _image_block(rng: np.random.Generator, shape: tuple[int, ...]) -> Layers:
    """Return one or two layers of those that images have, or a residual block, often with a rectifier behind."""
    kind = rng.choice(
        [
            "conv",
            "conv",
            "wide",
            "wide",
            "wide",
            "pool",
            "pool",
            "norm",
            "norm",
            "residual",
            "residual",
            "group",
            "dropout",
            "mean",
            "act",
            "depthwise",
        ]
    )
    behind = _perhaps(rng, 0.6)
    if kind == "conv":
        return [_conv(rng, shape[0]), *behind]
    if kind == "wide":
        return [_wide(rng), *behind, _wide(rng)]
    if kind == "depthwise":
        return [{**_conv(rng, shape[0]), "out_channels": shape[0], "groups": shape[0]}, *behind]
    if kind == "pool":
        if rng.random() < 0.5:  # as most networks have it
            return [RELU, {"type": "MaxPool2d"}]
        size = _one(rng, (2, 2, 2, 3))
        stride = _one(rng, (size, size, 1))
        pool = {"type": rng.choice(["MaxPool2d", "MaxPool2d", "AvgPool2d"]).item(), "kernel_size": size}
        return [*_perhaps(rng, 0.7), {**pool, "stride": stride, "padding": int(rng.random() < 0.2)}]
    if kind == "norm":
        return [{"type": "BatchNorm2d", "affine": bool(rng.random() < 0.7)}, *behind]
    if kind == "residual":
        return [_residual(rng, shape[0]), *behind]
    if kind == "group":
        return [{"type": "GroupNorm", "num_groups": _divisor(rng, shape[0])}, *behind]
    if kind == "dropout":
        return [{"type": rng.choice(["Dropout", "Dropout2d"]).item(), "p": 0.3}, *behind]
    if kind == "mean":
        return [{"type": "AdaptiveAvgPool2d", "output_size": [_one(rng, (1, 2, 3)), _one(rng, (1, 2))]}]
    return [{"type": rng.choice(["ReLU", "Tanh", "Sigmoid", "LeakyReLU", "GELU", "SiLU"]).item()}]


def _conv(rng: np.random.Generator, channels: int) -> dict[str, Any]:
    kernel = _one(rng, (1, 2, 3, 3, 3, 5))
    groups = _divisor(rng, channels) if rng.random() < 0.2 else 1
    return {
        "type": "Conv2d",
        "out_channels": groups * max(1, _one(rng, _WIDTHS[:-2]) // groups),
        "kernel_size": [kernel, kernel if rng.random() < 0.7 else _one(rng, (1, 2, 4))],
        "stride": [_one(rng, (1, 1, 1, 2)), _one(rng, (1, 1, 1, 3))],
        "padding": [_one(rng, (kernel // 2, 0, 2)), kernel // 2],
        "dilation": _one(rng, (1, 1, 1, 2)),
        "groups": groups,
        "bias": bool(rng.random() < 0.7),
    }


def _wide(rng: np.random.Generator) -> dict[str, Any]:
    """Return a convolution with the shape for Winograd's method where its input has 32 channels or more."""
    return {
        "type": "Conv2d",
        "out_channels": _one(rng, (32, 33, 40)),
        "kernel_size": 3,
        "padding": [_one(rng, (0, 1, 1, 2)), _one(rng, (0, 1, 1, 2))],
        "bias": bool(rng.random() < 0.7),
    }


def _residual(rng: np.random.Generator, channels: int) -> dict[str, Any]:
    """Return a residual block with any of the three shortcuts."""
    shortcut, wider, stride = rng.choice(["identity", "pad", "projection"]).item(), channels, 1
    if shortcut == "identity" and rng.random() < 0.3:
        return {"type": "Residual", "layers": [{"type": rng.choice(["Identity", "ReLU", "BatchNorm2d"]).item()}]}
    if shortcut != "identity":
        wider, stride = channels + int(rng.integers(0, 9)), _one(rng, (1, 2))
    first = {"type": "Conv2d", "out_channels": wider, "kernel_size": 3, "padding": 1, "stride": stride}
    layers = [first, *_perhaps(rng, 0.5, {"type": "BatchNorm2d"}), *_perhaps(rng, 0.6)]
    layers += _perhaps(rng, 0.3, {**first, "stride": 1})
    layers += _perhaps(rng, 0.2, {"type": "Residual", "layers": [{**first, "stride": 1}, RELU]})
    batch_norm = {"batch_norm": bool(rng.random() < 0.5)} if shortcut == "projection" else {}
    return {"type": "Residual", "layers": layers, "shortcut": shortcut, **batch_norm}


def _divisor(rng: np.random.Generator, n: int) -> int:
    return _one(rng, tuple(d for d in range(1, n + 1) if n % d == 0))


def _vector_block(rng: np.random.Generator, shape: tuple[int, ...]) -> Layers:
    """Return one layer of those that vectors have, often with a rectifier behind it."""
    linear = {"type": "Linear", "out_features": _one(rng, (*_WIDTHS, 128, 200)), "bias": bool(rng.random() < 0.8)}
    kept = {"type": "Linear", "out_features": shape[-1]}
    choices: list[dict[str, Any]] = [linear] * 4 + [
        {"type": "BatchNorm1d", "affine": bool(rng.random() < 0.7)},
        {"type": "LayerNorm"},
        {"type": "Dropout", "p": 0.3},
        {"type": "Residual", "layers": [kept, RELU]},
        {"type": "Residual", "layers": [RELU, kept]},
    ]
    return [choices[rng.integers(len(choices))], *_perhaps(rng, 0.6)]


def _recurrent(rng: np.random.Generator, sequence: bool) -> dict[str, Any]:
    layer = {
        "type": rng.choice(["RNN", "GRU", "LSTM"]).item(),
        "hidden_size": _one(rng, _WIDTHS),
        "num_layers": _one(rng, (1, 1, 2)),
        "bidirectional": bool(rng.random() < 0.4),
        "bias": bool(rng.random() < 0.8),
        "return_sequence": sequence,
    }
    return {**layer, "nonlinearity": "relu"} if layer["type"] == "RNN" and rng.random() < 0.4 else layer
