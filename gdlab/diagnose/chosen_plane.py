"""The plane through a run's parameters that is asked for by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np

from gdlab.diagnose.planes import NetworkPoint, ParameterPlane, line_plane, path_plane, random_plane, three_plane
from gdlab.diagnose.trained_run import TrainedRun
from gdlab.engine.program.parameters import draw_parameters, load_parameters
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

PlaneKind = Literal["random", "pca", "line", "three"]


def chosen_plane(
    kind: PlaneKind,
    trainer: Trainer,
    examples: Examples,
    seed: int,
    span: float,
    other: Mapping[str, np.ndarray] | None,
    others: Sequence[TrainedRun],
    alive: Callable[[], None],
) -> ParameterPlane:
    """Return a plane, or a line, through the parameters of a trainer.

    Args:
        kind: which.
        trainer: at the parameters that are the centre.
        examples: the run's, from which paths are retraced.
        seed: of random directions.
        span: how far a random plane reaches, in lengths of the parameters.
        other: the parameters at which a line begins, where ``others`` has none; the initial ones if None.
        others: the other runs.
        alive: is called now and then; it may raise KeyboardInterrupt.

    Raises:
        DataError: when a run has another network, or cannot be retraced.
    """
    if kind == "random":
        return random_plane(trainer, seed, span)
    if kind == "pca":
        centre = trainer.arena.weights.astype(np.float64)
        return path_plane(trainer.spec, examples, centre, [each.spec for each in others], alive)
    # A trainer for each network, since a network's running statistics are part of it.
    begins: list[Mapping[str, np.ndarray] | None] = [each.parameters for each in others] or [other]
    points = [_network_point(trainer.spec, examples, parameters) for parameters in begins]
    here = NetworkPoint.of(trainer.arena)
    return line_plane(points[0], here) if kind == "line" else three_plane(here, *points)


def _network_point(spec: RunSpec, examples: Examples, parameters: Mapping[str, np.ndarray] | None) -> NetworkPoint:
    """Return the numbers of a network, at the initial parameters that the seed draws if none are given.

    Raises:
        DataError: when the parameters are another network's.
    """
    arena = Trainer(spec, examples).arena
    if parameters is None:
        draw_parameters(arena, spec.seed)
        return NetworkPoint.of(arena)
    try:
        load_parameters(arena, parameters)
    except (SpecError, DataError, ValueError) as error:
        raise DataError(f"the runs need the same network: {error}") from error
    return NetworkPoint.of(arena)
