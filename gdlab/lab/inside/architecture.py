"""A network as a picture: its layers with shapes, parameters and cost, and what each unit says of the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.program.assembly import describe
from gdlab.engine.trainer import Trainer
from gdlab.lab import views
from gdlab.lab.inside.cost import multiply_adds

#: Places of the plane along an edge of a unit's picture, and the units of a layer that have one.
_GRID, _UNITS = 24, 10


@dataclass(frozen=True)
class LayerBox:
    """One layer of the picture.

    Attributes:
        name: its place, such as ``3`` or ``3.layers.1``.
        title: its type with the fields that differ from their defaults.
        shape: of what leaves it, an example, in PyTorch's order.
        parameters: how many numbers are trained.
        multiply_adds: products of an example's forward pass.
        depth: how many layers it lies within.
    """

    name: str
    title: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    depth: int


@dataclass(frozen=True, eq=False)
class UnitColumn:
    """The units of one dense layer of a small network, or the inputs.

    Attributes:
        title: the layer and the activation behind it.
        responses: what each unit says over the plane, row 0 at the lower edge, (shown, places, places).
        weights: from the units of the column before that are shown, (shown, shown before); (0, 0) for the inputs.
        biases: (shown,), zeros where there are none.
        units: how many units the layer has.
    """

    title: str
    responses: np.ndarray
    weights: np.ndarray
    biases: np.ndarray
    units: int


@dataclass(frozen=True, eq=False)
class NetworkPicture:
    """A network at one moment.

    Attributes:
        input_shape: of one example.
        layers: in order, inner layers behind the one that holds them.
        columns: of a dense network on points of a plane the units, from the inputs to the outputs; else none.
        features: the names of the inputs.
        x_range: the ends of the plane along x.
        y_range: the ends along y.
        step: the run's step.
    """

    input_shape: tuple[int, ...]
    layers: tuple[LayerBox, ...]
    columns: tuple[UnitColumn, ...]
    features: tuple[str, ...]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    step: int

    @property
    def parameters(self) -> int:
        """Return how many numbers are trained."""
        return sum(layer.parameters for layer in self.layers if not layer.depth)

    @property
    def multiply_adds(self) -> int:
        """Return the products of an example's forward pass."""
        return sum(layer.multiply_adds for layer in self.layers if not layer.depth)


def network_picture(trainer: Trainer) -> NetworkPicture:
    """Return a network's layers, and of a dense network on points of a plane what each of its units says there."""
    examples = trainer.examples
    counted = multiply_adds(trainer.arena.program.instructions)
    titles = {str(k): layer.as_call() for k, layer in enumerate(trainer.spec.network.layers)}
    boxes = [
        LayerBox(
            s.name,
            titles.get(s.name, s.type),
            s.shape,
            s.parameters,
            sum(n for name, n in counted.items() if name == s.name or name.startswith(f"{s.name}.")),
            s.name.count("."),
        )
        for s in describe(trainer.spec, examples.shape)
    ]
    drawn = views.has_plane(examples) and "absent" not in examples.extra
    ranges = views.plane_ranges(examples) if drawn else ((0.0, 1.0), (0.0, 1.0))
    columns = _columns(trainer, *ranges) if drawn else ()
    features = examples.features or ("x₁", "x₂")
    return NetworkPicture(examples.shape, tuple(sorted(boxes, key=_place)), columns, features, *ranges, trainer.step)


def _place(box: LayerBox) -> tuple[tuple[int, str], ...]:
    """Return by what layers are sorted: the outer one before those within it."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in box.name.split("."))


def _columns(trainer: Trainer, x_range: tuple[float, float], y_range: tuple[float, float]) -> tuple[UnitColumn, ...]:
    """Return the units of every dense layer, none where other layers are between them."""
    layers = trainer.spec.network.layers
    dense = [k for k, layer in enumerate(layers) if layer.type == "Linear"]
    grid = np.stack(np.meshgrid(np.linspace(*x_range, _GRID), np.linspace(*y_range, _GRID)), axis=-1).reshape(-1, 2)
    inputs = views.plane_inputs(trainer.examples, grid)
    said, parameters, width = trainer.layer_outputs(inputs), trainer.parameters, int(inputs.shape[1])
    pictures = np.moveaxis(inputs.reshape(_GRID, _GRID, width), -1, 0).astype(np.float64)
    columns = [UnitColumn("Input", pictures[:_UNITS], np.empty((0, 0)), np.zeros((width,)), width)]
    for k, end in zip(dense, [*(j - 1 for j in dense[1:]), len(layers) - 1], strict=True):
        out = said.get(str(end))
        if out is None or out.ndim != 2 or f"{k}.weight" not in parameters:
            return ()
        weight = parameters[f"{k}.weight"]
        bias = parameters.get(f"{k}.bias", np.zeros(len(weight)))
        if len(weight) != out.shape[1] or (len(columns) == 1 and weight.shape[1] != width):
            return ()
        shown = np.nan_to_num(out[:, :_UNITS].astype(np.float64), posinf=0.0, neginf=0.0)  # of a run that diverged
        responses = np.moveaxis(shown.reshape(_GRID, _GRID, -1), -1, 0)
        title = " + ".join(layer.type for layer in layers[k : end + 1])
        joined = weight[:_UNITS, :_UNITS].astype(np.float64)
        columns.append(UnitColumn(title, responses, joined, bias[:_UNITS].astype(np.float64), len(weight)))
    return tuple(columns)
