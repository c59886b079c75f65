"""The small networks that the program itself puts into an experiment: at its start, to fit data, or for a data set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from gdlab.data.base import Source, Suggestion
from gdlab.lab.presets import default_spec
from gdlab.spec.base import members
from gdlab.spec.kinds import LayerSpec, OptimizerSpec
from gdlab.spec.run import RunSpec

#: Sequences, curves and points of the plane are learnt in a reasonable time at this rate, ten times Adam's default.
QUICK_OPTIMIZER = "Adam(lr=0.01)"
#: What reads a sequence, whole or for an answer at each place, and what bends a curve.
READER, WHOLE_READER = ["GRU(hidden_size=64)"], ["GRU(hidden_size=64, return_sequence=true)"]
BENT = 2 * ["Linear(out_features=64)", "ReLU"]
#: Pixels along an edge from which on an image is worth pooling.
_POOLED = 8


def image_layers(shape: tuple[int, ...]) -> list[str]:
    """Return convolutions for an image (channels, height, width), each halved while it is large enough."""
    layers, edge = list[str](), min(shape[1:])
    for channels in (16, 32):
        layers += [f"Conv2d(out_channels={channels}, kernel_size=3, padding=1)", "ReLU"]
        if edge >= _POOLED:
            layers.append("MaxPool2d")
            edge //= 2
    return layers


def suggestion(spec: RunSpec) -> Suggestion | None:
    """Return what a data set suggests for itself, None where it is not as it comes or the network is one's own."""
    data = spec.data
    found = data.suggestion if isinstance(data, Source) else None
    return found if found is not None and data == type(data).example() and is_untouched(spec) else None


def is_untouched(spec: RunSpec) -> bool:
    """Return whether network and optimizer are what the program itself has put there."""
    shown = _outline(spec.network.layers)
    return any(shown == network and spec.optimizer == optimizer for network, optimizer in _own_networks())


def without_suggestion(spec: RunSpec) -> RunSpec:
    """Return an experiment with the network and the optimizer of the start, and the length that no suggestion set."""
    default, training = default_spec(), spec.training
    for found in _suggested():
        length = {k.partition(".")[2]: v for k, v in found.changes.items() if k.startswith("training.")}
        if length and all(getattr(training, name) == value for name, value in length.items()):
            training = training.replace(**{name: getattr(default.training, name) for name in length})
    return spec.replace(network=default.network, optimizer=default.optimizer, training=training)


@cache
def _suggested() -> tuple[Suggestion, ...]:
    """Return what the data sets suggest for themselves."""
    kinds = (kind for kind in members("data").values() if issubclass(kind, Source))
    return tuple(kind.suggestion for kind in kinds if kind.suggestion is not None)


@cache
def _own_networks() -> tuple[tuple[tuple[str, ...], OptimizerSpec], ...]:
    """Return the outlines of all networks that the program puts into an experiment, each with its optimizer."""
    start, last = default_spec(), "Linear(out_features=1)"
    own: list[tuple[Sequence[str], Any]] = [([*layers, last], QUICK_OPTIMIZER) for layers in (BENT, READER)]
    tokens = "Embedding(num_embeddings=2)"
    own += [([tokens, *reader, last], QUICK_OPTIMIZER) for reader in (READER, WHOLE_READER)]
    sizes = ((1, 4, 4), (1, 8, 8), (1, 16, 16))
    own += [([*image_layers(size), "Flatten", last], start.optimizer) for size in sizes]
    own += [(s.changes["network.layers"], s.changes.get("optimizer", start.optimizer)) for s in _suggested()]
    made = [start.replace(network={"layers": layers}, optimizer=optimizer) for layers, optimizer in own]
    return tuple((_outline(spec.network.layers), spec.optimizer) for spec in (start, *made))


def _outline(layers: Iterable[LayerSpec]) -> tuple[str, ...]:
    """Return the calls of layers without what depends on the data: the last number of outputs, and of tokens."""
    calls = [layer.as_call() for layer in layers]
    if calls and calls[-1].startswith("Linear"):
        calls[-1] = "Linear"
    return tuple("Embedding" if call.startswith("Embedding") else call for call in calls)
