"""Each layer as an expression of PyTorch. A layer of another's own may have a method ``to_torch(shape)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from gdlab.engine.network.builder import Builder
from gdlab.engine.ops.base import Layer, as_layers
from gdlab.engine.ops.sizes import pair
from gdlab.lab.files import OutputError

Shape = tuple[int, ...]
#: Returns the fields of a layer as PyTorch's arguments: positional ones under "", the others by name.
Arguments = Callable[[Any, Shape], dict[str, Any]]


def refuse_in_torch(what: str, why: str) -> OutputError:
    """Return the error that says what the script cannot say."""
    return OutputError(f"{what} cannot be written as a PyTorch script: {why}")


class TorchLayers:
    """The layers of a network as expressions.

    Args:
        layers: the layers, first to last.
        shape: the shape of an example.
        alone: whether some mini-batch has a single example.

    Attributes:
        text: the expression of the network.
        helpers: the names of the script's own classes that it uses.
    """

    def __init__(self, layers: Sequence[Any], shape: Shape, *, alone: bool = False) -> None:
        builder = Builder(shape)
        builder.build(as_layers(layers), builder.input)
        self._streams = {op.layer: op.stream for op in builder.instructions}
        self.helpers: set[str] = set()
        self._alone = alone
        self.text = self._sequential(layers, shape, "", 0)[0]

    def _sequential(self, layers: Sequence[Any], shape: Shape, prefix: str, depth: int) -> tuple[str, Shape]:
        lines: list[str] = []
        for number, layer in enumerate(as_layers(layers)):
            lines.append("    " * (depth + 1) + self._expression(layer, shape, f"{prefix}{number}", depth + 1) + ",")
            shape = layer.output_shape(shape)
        return "\n".join(["nn.Sequential(", *lines, "    " * depth + ")"]), shape

    def _expression(self, layer: Layer, shape: Shape, name: str, depth: int) -> str:
        own: Any = getattr(layer, "to_torch", None)
        if own is not None:
            return str(own(shape))
        if layer.type == "Residual":
            return self._residual(layer, shape, name, depth)
        if layer.type in ("Dropout", "Dropout2d"):
            self.helpers.add("Dropout")
            return f"Dropout({layer.p!r}, {self._streams[name]}, {layer.type == 'Dropout2d'})"  # type: ignore[attr-defined]
        if layer.type in ("RNN", "GRU", "LSTM"):
            return self._recurrent(layer, shape, name)
        if layer.type == "Transpose":
            self.helpers.add("Transpose")
            return "Transpose()"
        if not hasattr(_torch_layers(), layer.type):
            raise refuse_in_torch(f"layer {name} ({layer.type})", "PyTorch has none of this name")
        fields = {k: getattr(layer, k) for k in type(layer).model_fields if k != "type"}
        return f"{self._module(layer.type, shape)}({_call(_ARGUMENTS.get(layer.type, _as_they_are)(fields, shape))})"

    def _module(self, name: str, shape: Shape) -> str:
        """Return the class of a layer: the script's own batch normalisation where a batch has one value a channel."""
        if not (self._alone and name in ("BatchNorm1d", "BatchNorm2d") and prod(shape[1:]) == 1):
            return f"nn.{name}"
        self.helpers.add(name)
        return name

    def _recurrent(self, layer: Any, shape: Shape, name: str) -> str:
        if layer.dropout > 0 and layer.num_layers > 1:
            raise refuse_in_torch(f"layer {name} ({layer.type})", "the masks of its dropout differ")
        self.helpers.add(layer.type)
        wanted = ("hidden_size", "num_layers", "bias", "bidirectional", "nonlinearity")
        fields = {k: getattr(layer, k) for k in wanted if hasattr(layer, k)}
        return f"{layer.type}({_call({'': [shape[-1]], **fields, 'sequence': layer.return_sequence})})"

    def _residual(self, layer: Any, shape: Shape, name: str, depth: int) -> str:
        self.helpers.add("Residual")
        inner, after = self._sequential(layer.layers, shape, f"{name}.layers.", depth)
        beside = "None"
        if layer.shortcut == "projection":
            stride = tuple(-(-shape[k] // after[k]) for k in (1, 2))
            parts = [f"nn.Conv2d({shape[0]}, {after[0]}, 1, {stride}, bias={not layer.batch_norm})"]
            parts += [f"{self._module('BatchNorm2d', after)}({after[0]})"] * layer.batch_norm
            beside = f"nn.Sequential({', '.join(parts)})"
        return f"Residual({inner}, {layer.shortcut!r}, {beside})"


def _torch_layers() -> Any:
    """Return an object with an attribute for each type of layer that PyTorch has under gdlab's name."""
    return _Known


class _Known:
    """The layers of gdlab that ``torch.nn`` has under the same name, with the same fields."""

    AdaptiveAvgPool2d = AvgPool2d = BatchNorm1d = BatchNorm2d = CELU = Conv1d = Conv2d = ELU = Embedding = True
    Flatten = GELU = GroupNorm = Hardshrink = Hardsigmoid = Hardswish = Hardtanh = Identity = LayerNorm = True
    LeakyReLU = Linear = LogSigmoid = LogSoftmax = MaxPool2d = Mish = PReLU = RMSNorm = ReLU = ReLU6 = SELU = True
    SiLU = Sigmoid = Softmax = Softplus = Softshrink = Softsign = Tanh = Tanhshrink = Threshold = True


def _as_they_are(fields: dict[str, Any], shape: Shape) -> dict[str, Any]:
    return fields


def _without_init(*first: str) -> Arguments:
    """Return what puts a size of the input first and leaves the initialiser out: the script loads its weights."""

    def arguments(fields: dict[str, Any], shape: Shape) -> dict[str, Any]:
        size = shape[-1] if first == ("last",) else shape[0]
        return {"": [size], **{k: v for k, v in fields.items() if k != "init"}}

    return arguments


def _batch_norm(fields: dict[str, Any], shape: Shape) -> dict[str, Any]:
    momentum = None if fields["momentum"] == "cumulative" else fields["momentum"]
    return {"": [shape[0]], **fields, "momentum": momentum}


def _trailing(fields: dict[str, Any], shape: Shape) -> dict[str, Any]:
    return {**fields, "normalized_shape": fields["normalized_shape"] or shape[-1:]}


def _adaptive(fields: dict[str, Any], shape: Shape) -> dict[str, Any]:
    return {"output_size": tuple(n or None for n in pair(fields["output_size"]))}


_ARGUMENTS: dict[str, Arguments] = {
    "AdaptiveAvgPool2d": _adaptive,
    "AvgPool2d": lambda fields, shape: {**fields, "divisor_override": fields["divisor_override"] or None},
    "BatchNorm1d": _batch_norm,
    "BatchNorm2d": _batch_norm,
    "Conv1d": _without_init(),
    "Conv2d": _without_init(),
    "Embedding": lambda fields, shape: {k: v for k, v in fields.items() if k != "init"},
    "GroupNorm": lambda fields, shape: {"": [fields["num_groups"], shape[0]], **_but(fields, "num_groups")},
    "LayerNorm": _trailing,
    "Linear": _without_init("last"),
    "RMSNorm": _trailing,
}


def _but(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {k: v for k, v in fields.items() if k != name}


def _call(arguments: Mapping[str, Any]) -> str:
    """Return arguments as they are in a call."""
    first = [repr(value) for value in arguments.get("", ())]
    return ", ".join([*first, *(f"{name}={value!r}" for name, value in arguments.items() if name)])
