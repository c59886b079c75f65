"""Activations as nodes of ONNX."""

from __future__ import annotations

from typing import Any

from gdlab.lab.onnx_graph.graph import Graph
from gdlab.lab.onnx_graph.layers import Shape, writes_layer

#: Activations that are one operator: its name, and the attributes by the layer's fields.
_ONE_NODE: dict[str, tuple[str, dict[str, str]]] = {
    "CELU": ("Celu", {"alpha": "alpha"}),
    "ELU": ("Elu", {"alpha": "alpha"}),
    "GELU": ("Gelu", {"approximate": "approximate"}),
    "Hardswish": ("HardSwish", {}),
    "LeakyReLU": ("LeakyRelu", {"alpha": "negative_slope"}),
    "ReLU": ("Relu", {}),
    "SELU": ("Selu", {}),
    "Sigmoid": ("Sigmoid", {}),
    "Softsign": ("Softsign", {}),
    "Tanh": ("Tanh", {}),
}


@writes_layer(*_ONE_NODE)
def _one_node(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    operator, fields = _ONE_NODE[layer.type]
    return graph.node(operator, x, **{key: getattr(layer, field) for key, field in fields.items()})


@writes_layer("Hardsigmoid")
def _hard_sigmoid(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("HardSigmoid", x, alpha=1 / 6, beta=0.5)


@writes_layer("Hardtanh", "ReLU6")
def _clip(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    low, high = (0.0, 6.0) if layer.type == "ReLU6" else (layer.min_val, layer.max_val)
    return graph.node("Clip", x, graph.constant(low), graph.constant(high))


@writes_layer("Hardshrink", "Softshrink")
def _shrink(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Shrink", x, lambd=layer.lambd, bias=layer.lambd if layer.type == "Softshrink" else 0.0)


@writes_layer("SiLU")
def _silu(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Mul", x, graph.node("Sigmoid", x))


@writes_layer("Mish")
def _mish(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Mul", x, graph.node("Tanh", graph.node("Softplus", x)))


@writes_layer("LogSigmoid")
def _log_sigmoid(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Neg", graph.node("Softplus", graph.node("Neg", x)))


@writes_layer("Softplus")
def _softplus(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    beta = graph.constant(layer.beta)
    scaled = graph.node("Mul", x, beta)
    curved = graph.node("Div", graph.node("Softplus", scaled), beta)
    return graph.node("Where", graph.node("Greater", scaled, graph.constant(layer.threshold)), x, curved)


@writes_layer("Softmax", "LogSoftmax")
def _softmax(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node(layer.type, x, axis=layer.dim)


@writes_layer("Tanhshrink")
def _tanh_shrink(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    return graph.node("Sub", x, graph.node("Tanh", x))


@writes_layer("Threshold")
def _threshold(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    above = graph.node("Greater", x, graph.constant(layer.threshold))
    return graph.node("Where", above, x, graph.constant(layer.value))


@writes_layer("PReLU")
def _prelu(graph: Graph, x: str, layer: Any, shape: Shape, prefix: str) -> str:
    slopes = graph.parameters[f"{prefix}weight"]
    wide = slopes if layer.num_parameters == 1 else slopes.reshape(-1, *[1] * (len(shape) - 1))
    return graph.node("PRelu", x, graph.constant(wide))
