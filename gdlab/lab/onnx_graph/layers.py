"""Each layer as nodes of ONNX. A layer of another's own may have a method ``to_onnx(graph, x, shape, prefix)``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from math import prod
from typing import Any

import numpy as np

from gdlab.engine.ops.base import Layer, as_layers
from gdlab.engine.ops.sizes import pair
from gdlab.lab.onnx_graph.graph import Graph

Shape = tuple[int, ...]
#: Adds the nodes of a layer. Arguments: the graph, the name of its input, the layer, the shape of an example before
#: it, and what the names of its parameters begin with. It returns the name of its output.
Writer = Callable[[Graph, str, Any, Shape, str], str]

_WRITERS: dict[str, Writer] = {}


def writes_layer(*names: str) -> Callable[[Writer], Writer]:
    """Return a decorator that registers a function as the writer of layers of these types."""

    def register(writer: Writer) -> Writer:
        _WRITERS.update(dict.fromkeys(names, writer))
        return writer

    return register


def layers_as_nodes(graph: Graph, x: str, layers: Sequence[Any], shape: Shape, prefix: str = "") -> tuple[str, Shape]:
    """Add the nodes of layers and return the name and the shape of their output.

    Args:
        graph: where to add them.
        x: the name of the input, (N, *shape).
        layers: the layers, first to last.
        shape: the shape of an example.
        prefix: what the names of the parameters begin with.

    Raises:
        OutputError: naming the layer that ONNX cannot say.
    """
    for number, layer in enumerate(as_layers(layers)):
        x = _layer_as_nodes(graph, x, layer, shape, f"{prefix}{number}.")
        shape = layer.output_shape(shape)
    return x, shape


def _layer_as_nodes(graph: Graph, x: str, layer: Layer, shape: Shape, prefix: str) -> str:
    import_module("gdlab.lab.onnx_graph.activations")
    own: Any = getattr(layer, "to_onnx", None)
    if own is not None:
        return str(own(graph, x, shape, prefix))
    writer = _WRITERS.get(layer.type)
    if writer is None:
        raise graph.refuse(f"layer {prefix[:-1]} ({layer.type})", "there is no operator for it")
    return writer(graph, x, layer, shape, prefix)


# --- affine layers --------------------------------------------------------------------------------


@writes_layer("Linear")
def _linear(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    weight = graph.constant(graph.parameters[f"{prefix}weight"].T, name=f"{prefix}weight")
    y = graph.node("MatMul", x, weight)
    return graph.node("Add", y, graph.parameter(f"{prefix}bias")) if layer.bias else y


@writes_layer("Conv1d", "Conv2d")
def _conv(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    axes = len(shape) - 1
    kernel, stride, dilation = (pair(v)[-axes:] for v in (layer.kernel_size, layer.stride, layer.dilation))
    if layer.padding == "valid":
        begin = end = [0] * axes
    elif layer.padding == "same":
        total = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        begin, end = [t // 2 for t in total], [t - t // 2 for t in total]
    else:
        begin = end = list(pair(layer.padding)[-axes:])
    names = ("weight", "bias")[: 1 + layer.bias]
    return graph.node(
        "Conv",
        x,
        *(graph.parameter(f"{prefix}{name}") for name in names),
        kernel_shape=list(kernel),
        strides=list(stride),
        dilations=list(dilation),
        group=layer.groups,
        pads=[*begin, *end],
    )


@writes_layer("Embedding")
def _embedding(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    from onnx import TensorProto

    return graph.node("Gather", graph.parameter(f"{prefix}weight"), graph.node("Cast", x, to=TensorProto.INT64))


# --- pooling --------------------------------------------------------------------------------------


def _window(layer: Any) -> dict[str, Any]:
    kernel = pair(layer.kernel_size)
    stride = kernel if layer.stride is None else pair(layer.stride)
    return {
        "kernel_shape": list(kernel),
        "strides": list(stride),
        "pads": list(pair(layer.padding)) * 2,
        "ceil_mode": int(layer.ceil_mode),
    }


@writes_layer("MaxPool2d")
def _max_pool(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("MaxPool", x, dilations=list(pair(layer.dilation)), **_window(layer))


@writes_layer("AvgPool2d")
def _average_pool(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    window = _window(layer)
    if layer.ceil_mode:
        raise graph.refuse(f"layer {prefix[:-1]} (AvgPool2d)", "its ceil_mode counts the border in another way")
    if not layer.divisor_override:
        return graph.node("AveragePool", x, count_include_pad=int(layer.count_include_pad), **window)
    mean = graph.node("AveragePool", x, count_include_pad=1, **window)
    return graph.node("Mul", mean, graph.constant(prod(window["kernel_shape"]) / layer.divisor_override))


@writes_layer("AdaptiveAvgPool2d")
def _adaptive_average_pool(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    _, rows, columns = layer.output_shape(shape)
    down, across = _means(shape[1], rows), _means(shape[2], columns).T
    return graph.node("MatMul", graph.node("MatMul", graph.constant(down), x), graph.constant(across))


def _means(size: int, windows: int) -> np.ndarray:
    """Return the matrix (windows, size) that takes the means over windows which divide an axis."""
    made = np.zeros((windows, size), np.float32)
    for k in range(windows):
        first, last = k * size // windows, -(-(k + 1) * size // windows)
        made[k, first:last] = 1 / (last - first)
    return made


# --- normalisation --------------------------------------------------------------------------------


@writes_layer("BatchNorm1d", "BatchNorm2d")
def _batch_norm(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    if not layer.track_running_stats:
        raise graph.refuse(f"layer {prefix[:-1]} ({layer.type})", "without running statistics it needs all examples")
    scale = graph.parameter(f"{prefix}weight") if layer.affine else graph.constant(np.ones(shape[0]))
    shift = graph.parameter(f"{prefix}bias") if layer.affine and layer.bias else graph.constant(np.zeros(shape[0]))
    statistics = [graph.parameter(f"{prefix}running_{name}") for name in ("mean", "var")]
    return graph.node("BatchNormalization", x, scale, shift, *statistics, epsilon=layer.eps)


@writes_layer("LayerNorm")
def _layer_norm(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    wanted = layer.normalized_shape or shape[-1:]
    scale = graph.parameter(f"{prefix}weight") if layer.elementwise_affine else graph.constant(np.ones(wanted))
    shift = [graph.parameter(f"{prefix}bias")] if layer.elementwise_affine and layer.bias else []
    return graph.node("LayerNormalization", x, scale, *shift, axis=-len(wanted), epsilon=layer.eps)


@writes_layer("RMSNorm")
def _rms_norm(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    wanted = layer.normalized_shape or shape[-1:]
    weight = graph.parameters.get(f"{prefix}weight")
    precision = next(iter(graph.parameters.values())).dtype if weight is None else weight.dtype
    eps = float(np.finfo(precision).eps) if layer.eps is None else layer.eps
    axes = graph.constant(list(range(-len(wanted), 0)), np.int64)
    mean = graph.node("ReduceMean", graph.node("Mul", x, x), axes)
    y = graph.node("Div", x, graph.node("Sqrt", graph.node("Add", mean, graph.constant(eps))))
    return graph.node("Mul", y, graph.parameter(f"{prefix}weight")) if layer.elementwise_affine else y


@writes_layer("GroupNorm")
def _group_norm(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    groups, channels = layer.num_groups, shape[0]
    flat = graph.node("Reshape", x, graph.constant([0, groups, -1], np.int64))
    ones, zeros = graph.constant(np.ones(groups)), graph.constant(np.zeros(groups))
    y = graph.reshape(graph.node("InstanceNormalization", flat, ones, zeros, epsilon=layer.eps), shape)
    by_channel = (channels, *[1] * (len(shape) - 1))
    if layer.affine:
        y = graph.node("Mul", y, graph.constant(graph.parameters[f"{prefix}weight"].reshape(by_channel)))
    if layer.affine and layer.bias:
        y = graph.node("Add", y, graph.constant(graph.parameters[f"{prefix}bias"].reshape(by_channel)))
    return y


# --- shapes and passing on ------------------------------------------------------------------------


@writes_layer("Dropout", "Dropout2d", "Identity")
def _pass_on(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Identity", x)


@writes_layer("Flatten")
def _flatten(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.reshape(x, layer.output_shape(shape))


@writes_layer("Residual")
def _residual(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    y, after = layers_as_nodes(graph, x, layer.layers, shape, f"{prefix}layers.")
    return graph.node("Add", y, _shortcut(graph, x, layer, shape, after, f"{prefix}shortcut."))


def _shortcut(graph: Graph, x: str, layer: Any, shape: Shape, after: Shape, prefix: str) -> str:
    if layer.shortcut == "identity":
        return x
    stride = [-(-shape[k] // after[k]) for k in (1, 2)]
    if layer.shortcut == "pad":
        starts, ends, axes = ([0, 0], [2**31 - 1] * 2, [2, 3])
        thinned = graph.node("Slice", x, *(graph.constant(v, np.int64) for v in (starts, ends, axes, stride)))
        pads = [0] * 5 + [after[0] - shape[0], 0, 0]
        return graph.node("Pad", thinned, graph.constant(pads, np.int64))
    bias = [graph.parameter(f"{prefix}0.bias")] if graph.has(f"{prefix}0.bias") else []
    y = graph.node("Conv", x, graph.parameter(f"{prefix}0.weight"), *bias, kernel_shape=[1, 1], strides=stride)
    if not layer.batch_norm:
        return y
    names = ("weight", "bias", "running_mean", "running_var")
    return graph.node("BatchNormalization", y, *(graph.parameter(f"{prefix}1.{n}") for n in names), epsilon=1e-5)


# --- recurrent layers -----------------------------------------------------------------------------

#: The order of ONNX's gates among PyTorch's: i, o, f, g of i, f, g, o; z, r, n of r, z, n.
_GATES = {"RNN": (0,), "GRU": (1, 0, 2), "LSTM": (0, 3, 1, 2)}


@writes_layer("RNN", "GRU", "LSTM")
def _recurrent(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    y = graph.node("Transpose", x, perm=[1, 0, 2])
    directions, hidden = 1 + layer.bidirectional, layer.hidden_size
    last = ""
    for number in range(layer.num_layers):
        weights = [_gates(graph, layer, f"{prefix}{kind}_l{number}") for kind in ("weight_ih", "weight_hh")]
        kinds = ("bias_ih", "bias_hh") if layer.bias else ()
        biases = [_gates(graph, layer, f"{prefix}{kind}_l{number}") for kind in kinds]
        values = [*weights, *([np.concatenate(biases, 1)] if biases else [])]
        states, last = graph.node_of(
            layer.type,
            [y, *(graph.constant(value) for value in values)],
            2,
            hidden_size=hidden,
            direction="bidirectional" if layer.bidirectional else "forward",
            **_flavour(layer, directions),
        )
        turned = graph.node("Transpose", states, perm=[0, 2, 1, 3])
        y = graph.node("Reshape", turned, graph.constant([0, 0, directions * hidden], np.int64))
    if layer.return_sequence:
        return graph.node("Transpose", y, perm=[1, 0, 2])
    return graph.reshape(graph.node("Transpose", last, perm=[1, 0, 2]), (directions * hidden,))


def _flavour(layer: Any, directions: int) -> dict[str, Any]:
    """Return the attributes that only one kind has."""
    if layer.type == "GRU":
        return {"linear_before_reset": 1}
    if layer.type == "RNN":
        return {"activations": [layer.nonlinearity.capitalize()] * directions}
    return {}


def _gates(graph: Graph, layer: Any, name: str) -> np.ndarray:
    """Return a parameter of each direction with its gates in ONNX's order, (directions, gates · hidden, ...)."""
    made: list[np.ndarray] = []
    for suffix in ("", "_reverse")[: 1 + layer.bidirectional]:
        parts = np.split(graph.parameters[name + suffix], len(_GATES[layer.type]))
        made.append(np.concatenate([parts[k] for k in _GATES[layer.type]]))
    return np.stack(made)
