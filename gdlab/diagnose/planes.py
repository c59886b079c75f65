"""Directions through the parameters of a trained network: random and filter-normalised, the run's own path, a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.engine.network.tensors import Parameter
from gdlab.engine.trainer import Trainer
from gdlab.spec import streams
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

#: Points of a run's path from which its principal directions are computed.
PATH_POINTS = 60


@dataclass(frozen=True, eq=False)
class ParameterPlane:
    """A part of a plane, or of a line, in the space of the parameters.

    Attributes:
        centre: the parameters at the coordinates (0, 0), (n,) float64.
        directions: (2, n), or (1, n) for a line; a coordinate counts lengths of its direction.
        first: the least and the greatest coordinate along the first direction.
        second: those along the second one, (0, 0) for a line.
        explained: the shares of the path's squared distances that the directions explain; none where there is no path.
        path: the coordinates of points of the run's path, (k, 2); none likewise.
        race: the same for other runs that share the plane.
    """

    centre: np.ndarray
    directions: np.ndarray
    first: tuple[float, float]
    second: tuple[float, float] = (0.0, 0.0)
    explained: tuple[float, ...] = ()
    path: np.ndarray | None = None
    race: tuple[np.ndarray, ...] = ()


def random_plane(trainer: Trainer, seed: int, span: float) -> ParameterPlane:
    """Return a plane of two random directions, normalised filter by filter (Li et al. 2018, section 4).

    Each part of a direction that leads to one unit or filter is as long as the parameters that lead to it. Parameters
    of one axis (biases, normalisation) stay as they are.

    Args:
        trainer: whose parameters are the centre.
        seed: of the normal draws.
        span: how far the plane reaches from the centre along each direction, in lengths of the parameters.
    """
    centre = trainer.arena.weights.astype(np.float64)
    drawn = np.zeros((2, len(centre)))
    for i, row in enumerate(drawn):
        for j, parameter in enumerate(trainer.arena.program.parameters):
            if len(parameter.shape) > 1:
                part = slice(parameter.offset, parameter.offset + parameter.size)
                normal = streams.normal(streams.key(seed, streams.NOISE, 21, i, j), parameter.size)
                row[part] = filter_normalised(parameter, normal, centre[part])
    return ParameterPlane(centre, drawn, (-span, span), (-span, span))


def filter_normalised(parameter: Parameter, direction: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return a direction, flat as stored, whose part for each filter is as long as the filter's weights.

    PyTorch's first axis counts the filters.
    """
    d, w = parameter.export(direction), parameter.export(weights)
    axes = tuple(range(1, d.ndim))
    lengths = np.sqrt((d**2).sum(axis=axes, keepdims=True))
    wanted = np.sqrt((w**2).sum(axis=axes, keepdims=True))
    return parameter.load(d * (wanted / np.maximum(lengths, 1e-300)))


def line_plane(start: np.ndarray, end: np.ndarray) -> ParameterPlane:
    """Return the line through two points: 0 is the end, −1 the start, and a quarter more on both sides is shown."""
    return ParameterPlane(end, (end - start)[None, :], (-1.25, 0.25))


def path_plane(spec: RunSpec, examples: Examples, centre: np.ndarray, race: Sequence[RunSpec] = ()) -> ParameterPlane:
    """Return the plane of the two principal directions of a run's path, seen from its end (Li et al. 2018, section 7).

    The run is trained again from its seed, which retraces its path bit for bit. Where there are other runs, their
    paths count as much.

    Args:
        spec: the run.
        examples: its examples.
        centre: the parameters that it ended with.
        race: other runs of the same network on the same examples.

    Raises:
        DataError: when the run does not end where it did, since it was changed or stopped while it trained, or when
            another run has another network.
    """
    points = retraced(spec, examples)
    if not np.array_equal(points[-1].astype(np.float32), centre.astype(np.float32)):
        raise DataError(
            "the run cannot be retraced: trained again, it ends elsewhere, since it was stopped or changed while it "
            "trained; take --plane random or --plane line"
        )
    others = [retraced(other, examples) for other in race]
    if any(other.shape[1] != len(centre) for other in others):
        raise DataError("the runs of a race on one plane need the same network")
    paths = [path - centre for path in (points, *others)]
    _, lengths, directions = np.linalg.svd(np.concatenate(paths), full_matrices=False)
    places, *raced = (path @ directions[:2].T for path in paths)
    every = np.concatenate([places, *raced])
    margin = 0.2 * max(float(np.ptp(every)), 1e-12)
    low, high = every.min(axis=0) - margin, every.max(axis=0) + margin
    total = float((lengths**2).sum()) or 1.0
    explained = tuple(float(length**2 / total) for length in lengths[:2])
    (a, b), (c, d) = zip(low.tolist(), high.tolist(), strict=True)
    return ParameterPlane(centre, directions[:2], (a, b), (c, d), explained, places, tuple(raced))


def retraced(spec: RunSpec, examples: Examples) -> np.ndarray:
    """Return points of a run's path, (k, parameters), from its first step to its last, by training it again."""
    trainer = Trainer(spec, examples)
    points = [trainer.arena.weights.astype(np.float64)]
    every = max(1, -(-trainer.total_steps // PATH_POINTS))
    while not trainer.finished and trainer.advance(every):
        points.append(trainer.arena.weights.astype(np.float64))
    if len(points) < 3:
        raise DataError("the run is too short for a plane of its path; take --plane random")
    return np.array(points)
