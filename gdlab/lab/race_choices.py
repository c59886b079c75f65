"""What a race can vary: well-known choices with values to begin with, and every field of the experiment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gdlab.lab.comparison.compared_run import field_text
from gdlab.lab.previews import member_choices
from gdlab.spec.base import Member
from gdlab.spec.change import change, flatten, parse_pair, parsed_value
from gdlab.spec.errors import SpecError
from gdlab.spec.kinds import LayerSpec
from gdlab.spec.run import RunSpec
from gdlab.translation import tr_noop

#: The race that *Race…* offers: rates at which each does well on small networks.
RACE = ("SGD(lr=0.1)", "SGD(lr=0.05, momentum=0.9)", "RMSprop(lr=0.002)", "Adam(lr=0.003)")

#: Several settings a variant, which are side by side instead of being crossed.
SIDE_BY_SIDE = tr_noop("Settings side by side")
#: The initialisers that a race of initial weights begins with; none is PyTorch's own for each layer.
_INITIALISERS = ("none", "XavierUniform", "KaimingNormal", "Orthogonal")
#: Fields that no race varies: they name the run, or the seeds are chosen apart.
_LEFT_OUT = ("name", "seed")


def race_choices(spec: RunSpec) -> dict[str, tuple[str, list[str]]]:
    """Return what a race can vary: the words, the dotted path and values to begin with, the experiment's own first.

    Well-known choices come first, then settings side by side (whose path is ""), then every field by its path.
    """
    rate = spec.optimizer.lr or 0.01
    found = {
        tr_noop("Optimizers"): ("optimizer", _optimizers(spec)),
        tr_noop("Learning rates"): ("optimizer.lr", [f"{rate * factor:.3g}" for factor in (0.1, 0.3, 1, 3, 10)]),
        tr_noop("Batch sizes"): (
            "training.batch_size",
            _with_own(field_text(spec.training.batch_size), ("8", "32", "128")),
        ),
        tr_noop("Precision"): ("training.dtype", ["float32", "float64"]),
    }
    schedules = [name for name in ("StepLR", "CosineAnnealingLR", "OneCycleLR") if name in member_choices("schedule")]
    own = "none" if spec.schedule is None else spec.schedule.as_call()
    found[tr_noop("Schedules")] = ("schedule", _with_own(own, ("none", *schedules)))
    for i, layer in enumerate(spec.network.layers):
        if layer.type == "Linear" and i < len(spec.network.layers) - 1:
            found[f"Width of layer {i}"] = (f"network.layers[{i}].out_features", ["8", "32", "128"])
        elif layer.type in ("ReLU", "Tanh", "Sigmoid"):
            kinds = [name for name in ("Sigmoid", "Tanh", "ReLU", "LeakyReLU") if name in member_choices("layer")]
            found[f"Activation at {i}"] = (f"network.layers[{i}].type", kinds)
    average = "none" if spec.training.average is None else spec.training.average.as_call()
    found[tr_noop("Averages of weights")] = (
        "training.average",
        _with_own(average, ("none", *member_choices("average"))),
    )
    found |= _networks(spec) | _initial_weights(spec)
    beside = f"optimizer={spec.optimizer.as_call()}; schedule={own}"
    found[SIDE_BY_SIDE] = ("", [beside, "optimizer=AdamW; schedule=CosineAnnealingLR"])
    return found | {path: (path, _begin_with(value)) for path, value in _fields(spec).items()}


def _networks(spec: RunSpec) -> dict[str, tuple[str, list[str]]]:
    """Return whole networks as settings side by side: the experiment's own, and one whose hidden layers are wider."""
    layers = spec.network.layers
    last = max((i for i, layer in enumerate(layers) if layer.type == "Linear"), default=-1)
    wider = [_wider(layer) if layer.type == "Linear" and i < last else layer for i, layer in enumerate(layers)]
    texts = [_named_layers("own layers", layers)]
    if wider != list(layers):
        texts.append(_named_layers("twice as wide", wider))
    return {tr_noop("Networks"): ("", texts)} if layers else {}


def _wider(layer: LayerSpec) -> LayerSpec:
    return layer.replace(out_features=2 * layer.to_dict()["out_features"])


def _named_layers(name: str, layers: Sequence[LayerSpec]) -> str:
    """Return a network as a setting with a name, by which its runs are called."""
    return f"name={name}; network.layers=[{', '.join(layer.as_call() for layer in layers)}]"


def _initial_weights(spec: RunSpec) -> dict[str, tuple[str, list[str]]]:
    """Return initialisers as settings side by side, each of all layers that draw weights."""
    places = [i for i, layer in enumerate(spec.network.layers) if "init" in type(layer).model_fields]
    names = [name for name in _INITIALISERS if name == "none" or name in member_choices("init")]
    texts = ["; ".join([f"name={n}", *(f"network.layers[{i}].init={n}" for i in places)]) for n in names]
    texts = [text.replace("name=none;", "name=PyTorch's weights;", 1) for text in texts]
    return {tr_noop("Initial weights"): ("", texts)} if places else {}


def race_variation(path: str, texts: Sequence[str]) -> tuple[dict[str, list[Any]], list[dict[str, Any]]]:
    """Return what values written as texts vary: values to be crossed by path, or settings side by side.

    Raises:
        SpecError: when a call is not well formed, or settings are not of the form KEY=VALUE; KEY=VALUE.
    """
    if path:
        return {path: [parsed_value(text, path) for text in texts]}, []
    return {}, [parse_pair(text) for text in texts]


def valid_values(spec: RunSpec, path: str, texts: Sequence[str]) -> list[str]:
    """Return those of some values that the experiment takes at a path; all where it takes none."""
    found: list[str] = []
    for text in texts:
        try:
            change(spec, {path: parsed_value(text, path)} if path else parse_pair(text))
        except (SpecError, ValueError):
            continue
        found.append(text)
    return found or list(texts)


def own_value(spec: RunSpec, path: str) -> str:
    """Return what the experiment has at a dotted path, as it is written in a field; "none" where it has nothing."""
    value: Any = spec
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        value = value[int(index)] if index else value
    return _written_value(value)


def _optimizers(spec: RunSpec) -> list[str]:
    """Return the experiment's optimizer and those of the usual race that are of another type."""
    return [spec.optimizer.as_call(), *(text for text in RACE if text.partition("(")[0] != spec.optimizer.type)]


def _with_own(own: str, others: Sequence[str]) -> list[str]:
    return [own, *(text for text in others if text != own)]


def _fields(spec: RunSpec) -> Mapping[str, Any]:
    """Return every field by its dotted path, with its value; of layers each one's."""
    flat = flatten(spec.to_dict())
    return {path: value for path, value in flat.items() if path not in _LEFT_OUT and not path.endswith(".type")}


def _begin_with(value: Any) -> list[str]:
    """Return values to begin with: both of a switch, a tenth and ten times a number, else the experiment's own."""
    if isinstance(value, bool):
        return ["true", "false"] if value else ["false", "true"]
    if isinstance(value, float) and value > 0:
        return [f"{value:g}", f"{value / 10:g}", f"{value * 10:g}"]
    if isinstance(value, int) and value > 1:
        return [f"{value}", f"{max(1, value // 2)}", f"{value * 2}"]
    return [_written_value(value)]


def _written_value(value: Any) -> str:
    """Return a value as a person writes it."""
    if value is None:
        return "none"
    if isinstance(value, Member):
        return value.as_call()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.lower() in ("none", "true", "false"):
        return f'"{value}"'  # the word, and not what it stands for elsewhere
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written_value(part) for part in value)}]"  # pyright: ignore[reportUnknownVariableType]
    return f"{value}"
