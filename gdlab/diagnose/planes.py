"""Directions through the parameters of trained networks: random and filter-normalised, a path, a line, three runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from gdlab.engine.network.tensors import Parameter
from gdlab.engine.program.arena import Arena
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
        steps: the step of each point of the path, (k,).
        race_steps: the same for the other runs.
        marks: the coordinates of the runs through which the plane or the line leads, (runs, 2), the centre first.
        buffers: running statistics at the centre and along each direction, (1 + directions, m); at other points they
            follow as the parameters do. None where they are those of the run everywhere.
    """

    centre: np.ndarray
    directions: np.ndarray
    first: tuple[float, float]
    second: tuple[float, float] = (0.0, 0.0)
    explained: tuple[float, ...] = ()
    path: np.ndarray | None = None
    race: tuple[np.ndarray, ...] = ()
    steps: np.ndarray | None = None
    race_steps: tuple[np.ndarray, ...] = ()
    marks: np.ndarray = field(default_factory=lambda: np.zeros((1, 2)))
    buffers: np.ndarray | None = None


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


@dataclass(frozen=True, eq=False)
class NetworkPoint:
    """The numbers of a trained network: its parameters, (n,) float64, and its running statistics, (m,) float64."""

    parameters: np.ndarray
    buffers: np.ndarray

    @classmethod
    def of(cls, arena: Arena) -> NetworkPoint:
        """Return a copy of an arena's."""
        held = [arena.mem[b.offset : b.offset + b.size] for b in arena.program.buffers]
        return cls(arena.weights.astype(np.float64), np.concatenate([*held, np.empty(0)]).astype(np.float64))


def line_plane(start: NetworkPoint, end: NetworkPoint) -> ParameterPlane:
    """Return the line through two points: 0 is the end, −1 the start, and a quarter more on both sides is shown."""
    direction = (end.parameters - start.parameters)[None, :]
    buffers = np.stack([end.buffers, end.buffers - start.buffers])
    marks = np.array([[0.0, 0.0], [-1.0, 0.0]])
    return ParameterPlane(end.parameters, direction, (-1.25, 0.25), marks=marks, buffers=buffers)


def three_plane(centre: NetworkPoint, second: NetworkPoint, third: NetworkPoint) -> ParameterPlane:
    """Return the plane through three networks, as Garipov et al. 2018 draw it: the first direction leads to the second.

    Both directions have length 1 and are at right angles; a quarter more than the triangle is shown on each side.

    Args:
        centre: the network at the coordinates (0, 0).
        second: the network on the first axis.
        third: the third one.

    Raises:
        DataError: when the three lie on a line, so that there is no plane through them.
    """
    u, v = second.parameters - centre.parameters, third.parameters - centre.parameters
    along, length = 0.0, float(np.linalg.norm(u))
    if length > 0:
        along = float(v @ u) / length**2
    across = v - along * u
    height = float(np.linalg.norm(across))
    if length == 0 or height < 1e-6 * max(length, float(np.linalg.norm(v))):
        raise DataError("the three runs lie on one line, so that there is no plane through them; take --plane line")
    directions = np.stack([u / length, across / height])
    by_u = (second.buffers - centre.buffers) / length
    by_v = (third.buffers - centre.buffers - along * length * by_u) / height
    marks = np.array([[0.0, 0.0], [length, 0.0], [along * length, height]])
    (a, b), (c, d) = _around(marks, 0.25)
    return ParameterPlane(
        centre.parameters, directions, (a, b), (c, d), marks=marks, buffers=np.stack([centre.buffers, by_u, by_v])
    )


def _around(places: np.ndarray, share: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both coordinates of a part of the plane that shows all places, and so much more around them.

    Args:
        places: (k, 2).
        share: the margin, as a share of the larger extent.
    """
    margin = share * max(float(np.ptp(places)), 1e-12)
    (a, c), (b, d) = (places.min(axis=0) - margin).tolist(), (places.max(axis=0) + margin).tolist()
    return (a, b), (c, d)


def path_plane(
    spec: RunSpec,
    examples: Examples,
    centre: np.ndarray,
    race: Sequence[RunSpec] = (),
    alive: Callable[[], None] = lambda: None,
) -> ParameterPlane:
    """Return the plane of the two principal directions of a run's path, seen from its end (Li et al. 2018, section 7).

    The run is trained again from its seed, which retraces its path bit for bit. Where there are other runs, their
    paths count as much.

    Args:
        spec: the run.
        examples: its examples.
        centre: the parameters that it ended with.
        race: other runs of the same network on the same examples.
        alive: is called now and then; it may raise KeyboardInterrupt.

    Raises:
        DataError: when the run does not end where it did, since it was changed or stopped while it trained, or when
            another run has another network.
    """
    steps, points = traced(spec, examples, alive)
    if not np.array_equal(points[-1].astype(np.float32), centre.astype(np.float32)):
        raise DataError(
            "the run cannot be retraced: trained again, it ends elsewhere, since it was stopped or changed while it "
            "trained; take --plane random or --plane line"
        )
    others = [traced(other, examples, alive) for other in race]
    if any(other.shape[1] != len(centre) for _, other in others):
        raise DataError("the runs of a race on one plane need the same network")
    paths = [path - centre for path in (points, *(other for _, other in others))]
    _, lengths, directions = np.linalg.svd(np.concatenate(paths), full_matrices=False)
    places, *raced = (path @ directions[:2].T for path in paths)
    total = float((lengths**2).sum()) or 1.0
    explained = tuple(float(length**2 / total) for length in lengths[:2])
    first, second = _around(np.concatenate([places, *raced]), 0.2)
    return ParameterPlane(
        centre, directions[:2], first, second, explained, places, tuple(raced), steps, tuple(s for s, _ in others),
        marks=np.array([places[-1], *(path[-1] for path in raced)]),
    )  # fmt: skip


def retraced(spec: RunSpec, examples: Examples) -> np.ndarray:
    """Return points of a run's path, (k, parameters), from its first step to its last, by training it again."""
    return traced(spec, examples)[1]


def traced(
    spec: RunSpec, examples: Examples, alive: Callable[[], None] = lambda: None
) -> tuple[np.ndarray, np.ndarray]:
    """Return steps of a run, (k,), and its parameters after each, (k, parameters), by training it again.

    Args:
        spec: the run.
        examples: its examples.
        alive: is called now and then; it may raise KeyboardInterrupt.

    Raises:
        DataError: when the run has fewer than two steps.
    """
    trainer = Trainer(spec, examples)
    steps, points = [0], [trainer.arena.weights.astype(np.float64)]
    every = max(1, -(-trainer.total_steps // PATH_POINTS))
    while not trainer.finished and trainer.advance(every):
        steps.append(trainer.step)
        points.append(trainer.arena.weights.astype(np.float64))
        alive()
    if len(points) < 3:
        raise DataError("the run is too short for a plane of its path; take --plane random")
    return np.array(steps), np.array(points)
