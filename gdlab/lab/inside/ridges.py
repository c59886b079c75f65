"""How activations, gradients and updates of each layer are spread, at several steps of a run, and what is alarming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.asked import held_out
from gdlab.lab.number_text import format_number, format_share

BINS = 48
_EXAMPLES = 64  # whose activations are taken
_POWERS = (-10.0, 2.0)  # between which powers of ten gradients and updates are counted
_DEAD, _SATURATED = 0.3, 0.5  # shares from which on a layer is alarming
_VANISHING, _EXPLODING = 1e-3, 100.0  # of the last layer's gradient; of the run's first one
_TOO_LARGE = 0.1  # of the weights, in one step
#: Activations that can be dead, and how near to the ends of their range those that saturate are when they have.
_RECTIFIERS = ("ReLU", "ReLU6", "Threshold", "Hardshrink", "Softshrink")
_ENDS = {"Tanh": (-1.0, 1.0), "Sigmoid": (0.0, 1.0), "Hardtanh": (-1.0, 1.0), "Softsign": (-1.0, 1.0)}
_NEAR = 0.02  # share of that range


@dataclass(frozen=True, eq=False)
class Ridge:
    """How the numbers of one layer are spread at one step.

    Attributes:
        edges: of the bins, (bins + 1,): values of activations, powers of ten of gradients and updates.
        counts: numbers in each bin, (bins,).
        size: the root mean square of the numbers.
        share: of an activation the share of dead units or of saturated numbers, NaN where it has neither.
        zeros: how many of the numbers are 0 exactly.
    """

    edges: np.ndarray
    counts: np.ndarray
    size: float
    share: float = float("nan")
    zeros: int = 0


@dataclass(frozen=True, eq=False)
class RidgeMoment:
    """The ridges of all layers at one step, by the layer's or the parameter's name.

    Attributes:
        step: the step.
        activations: by the layer's name.
        gradients: of the last mini-batch, by the weight's name; empty where none are known.
        updates: a step, on the mean since the moment before, by the weight's name; empty at the first.
        weights: the weights themselves, by name, from which the next moment's updates follow.
    """

    step: int
    activations: Mapping[str, Ridge]
    gradients: Mapping[str, Ridge]
    updates: Mapping[str, Ridge]
    weights: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class LayerAlarm:
    """Something that is wrong in a layer, in words: what was measured, and what to try."""

    layer: str
    text: str
    advice: str


@dataclass(frozen=True, eq=False)
class RidgeHistory:
    """The moments of a run, and what is alarming in the last of them.

    Attributes:
        moments: from the first step to the last.
        titles: of each layer and weight by name, such as ``1 Tanh``.
        alarms: the worst first; none where nothing is alarming.
        words: which examples the activations are of.
        step: the run's step.
    """

    moments: tuple[RidgeMoment, ...]
    titles: Mapping[str, str]
    alarms: tuple[LayerAlarm, ...]
    words: str
    step: int


def ridge_history(run: ActiveRun, known: dict[int, RidgeMoment]) -> RidgeHistory:
    """Return the moments at which a run saved its state, and the present one.

    Args:
        run: the run; the states that it saved are put into its network one after another, and its own comes back.
        known: moments that were computed before, by step; new ones are added.

    Raises:
        DataError: when the run's data are not at hand.
    """
    trainer = run.network()
    types = {str(k): layer.type for k, layer in enumerate(trainer.spec.network.layers)}
    asked = held_out(trainer, _EXAMPLES)
    memory = trainer.arena.mem
    own = memory[: trainer.arena.program.persistent].copy()
    moments: list[RidgeMoment] = []
    try:
        for point in run.branch_points:
            if point.step not in known:
                memory[: len(own)] = point.state["mem"]
                known[point.step] = _moment(trainer, types, asked.x, point.step, moments[-1] if moments else None)
            moments.append(known[point.step])
    finally:
        memory[: len(own)] = own
    if not moments or moments[-1].step != trainer.step:
        trained = run.trainer is not None and trainer.step > 0
        before = moments[-1] if moments else None
        moments.append(_moment(trainer, types, asked.x, trainer.step, before, trained=trained))
    weighed = {name: f"{name} of {types.get(name.split('.')[0], '')}" for name in moments[-1].weights}
    titles = {name: f"{name} {types.get(name, '')}".strip() for name in moments[-1].activations} | weighed
    return RidgeHistory(tuple(moments), titles, layer_alarms(moments, types), asked.words, trainer.step)


def layer_alarms(moments: list[RidgeMoment], types: Mapping[str, str]) -> tuple[LayerAlarm, ...]:
    """Return what is wrong at the last of some moments: dead, saturated, vanishing, exploding, too large a step."""
    now, found = moments[-1], list[LayerAlarm]()
    for name, ridge in now.activations.items():
        kind = types.get(name, "")
        if kind in _RECTIFIERS and ridge.share >= _DEAD:
            text = f"{format_share(ridge.share)} of the units of layer {name} ({kind}) are dead: 0 for every example."
            found.append(LayerAlarm(name, text, "try a lower learning rate, or LeakyReLU in its place"))
        elif kind in _ENDS and ridge.share >= _SATURATED:
            text = f"{format_share(ridge.share)} of the outputs of layer {name} ({kind}) are saturated, at its ends."
            found.append(LayerAlarm(name, text, "try a lower learning rate, smaller initial weights, or ReLU"))
    sizes = {name: ridge.size for name, ridge in now.gradients.items()}
    if len(sizes) > 1:
        first, last = next(iter(sizes)), next(reversed(sizes))
        if sizes[first] < _VANISHING * sizes[last]:
            text = f"The gradient vanishes on its way: {format_number(sizes[first], 2)} at {first}, "
            text += f"{format_number(sizes[last], 2)} at {last}."
            found.append(LayerAlarm(first, text, "try ReLU, a normalisation between the layers, or Residual layers"))
    for name, size in sizes.items():
        start = next((moment.gradients[name].size for moment in moments if name in moment.gradients), size)
        if not np.isfinite(size) or size > _EXPLODING * start > 0:
            text = f"The gradient of {name} explodes: {format_number(size, 2)}, and {format_number(start, 2)} at first."
            found.append(LayerAlarm(name, text, "try a lower learning rate, or clip the gradient's norm"))
    for name, update in now.updates.items():
        size = _size(now.weights[name])
        if size > 0 and update.size > _TOO_LARGE * size:
            text = f"Each step moves {name} by {format_share(update.size / size)} of its size."
            found.append(LayerAlarm(name, text, "try a tenth of the learning rate"))
    return tuple(found)


def _moment(
    trainer: Trainer,
    types: Mapping[str, str],
    x: np.ndarray,
    step: int,
    before: RidgeMoment | None,
    *,
    trained: bool = True,
) -> RidgeMoment:
    """Return the ridges of the network as it is; ``trained`` says whether a gradient of a step is there."""
    arena = trainer.arena
    said = {name: out for name, out in trainer.layer_outputs(x).items() if "." not in name and name in types}
    matrices = [p for p in arena.program.parameters if len(p.shape) > 1]
    weights = {p.name: arena.weights[p.offset : p.offset + p.size].astype(np.float64) for p in matrices}
    gradients = {p.name: arena.gradient[p.offset : p.offset + p.size].astype(np.float64) for p in matrices}
    updates: dict[str, np.ndarray] = {}
    if before is not None and step > before.step:
        updates = {name: (weights[name] - before.weights[name]) / (step - before.step) for name in weights}
    return RidgeMoment(
        step,
        {name: _of_activations(out.astype(np.float64), types[name]) for name, out in said.items()},
        {name: _of_sizes(values) for name, values in gradients.items()} if trained else {},
        {name: _of_sizes(values) for name, values in updates.items()},
        weights,
    )


def _of_activations(out: np.ndarray, kind: str) -> Ridge:
    """Return how what leaves a layer (N, ...) is spread, and the share that is dead or saturated."""
    numbers = out.reshape(len(out), -1)
    finite = numbers[np.isfinite(numbers)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
    share = float("nan")
    if kind in _RECTIFIERS:
        units = out.reshape(*out.shape[:2], -1) if out.ndim == 4 else out.reshape(-1, out.shape[-1])[:, :, None]
        dead: np.ndarray = (units == 0).all(axis=(0, 2))
        share = float(np.mean(dead))
    elif kind in _ENDS:
        bottom, top = _ENDS[kind]
        near = _NEAR * (top - bottom)
        share = float(np.mean((numbers <= bottom + near) | (numbers >= top - near)))
    return Ridge(edges, np.histogram(finite, edges)[0], _size(numbers), share)


def _of_sizes(values: np.ndarray) -> Ridge:
    """Return how the powers of ten of some numbers are spread; zeros are counted apart."""
    edges = np.linspace(*_POWERS, BINS + 1)
    some = np.abs(values[np.isfinite(values) & (values != 0)])
    counts = np.histogram(np.clip(np.log10(some), *_POWERS), edges)[0]
    return Ridge(edges, counts, _size(values), zeros=int(np.count_nonzero(values == 0)))


def _size(values: np.ndarray) -> float:
    """Return the root mean square, which of a run that diverged may be infinite or none."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.sqrt(np.mean(values**2)))
