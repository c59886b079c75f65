"""Walk down a surface with the engine's own optimizers: the same kernels that train networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdlab.data import catalogue as data_catalogue
from gdlab.diagnose.functions import SmoothFunction
from gdlab.engine import catalogue as engine_catalogue
from gdlab.engine.machine import abi, compiled_streams, loop
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.assembly import assemble
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec.kinds import OptimizerSpec
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class Walk:
    """The points of a walk, (steps + 1, n), and the surface's values there; it ends early where it diverged."""

    points: np.ndarray
    values: np.ndarray
    diverged: bool

    def steps_to(self, value: float) -> float:
        """Return after how many steps the surface was first this low, infinite for never."""
        hit = np.flatnonzero(self.values <= value)
        return float(hit[0]) if len(hit) else float("inf")


class _SurfaceMiniBatchObjective(MiniBatchObjective):
    """The objective that an optimizer sees of a surface."""

    def __init__(self, arena: Arena, surface: SmoothFunction) -> None:
        empty = np.zeros((0, 0))
        super().__init__(arena, (empty, empty, empty), np.zeros(0, np.int64), 0, 0)
        self._surface = surface

    def value(self) -> float:
        """Return the surface's height at the weights."""
        return self._note(self._surface.value(self.weights))

    def value_and_gradient(self) -> float:
        """Return the height, and leave the gradient in place."""
        self.gradient[:] = self._surface.gradient(self.weights)
        return self._note(self._surface.value(self.weights))


def descend(
    surface: SmoothFunction,
    optimizer: OptimizerSpec | str,
    start: np.ndarray,
    steps: int,
    *,
    seed: int = 0,
    noise: float = 0.0,
    stop: Callable[[], bool] = lambda: False,
) -> Walk:
    """Walk ``steps`` steps of an optimizer down a surface, in float64.

    Args:
        surface: what is walked on.
        optimizer: a spec or PyTorch's call, ``"SGD(lr=0.01, momentum=0.9)"``.
        start: the first point.
        steps: how many steps to take.
        seed: of the noise and of whatever the optimizer draws.
        noise: deviation of normal noise added to each gradient.
        stop: asked now and then; True ends the walk with KeyboardInterrupt.

    Raises:
        SpecError: when the optimizer is not well formed.
        KeyboardInterrupt: when ``stop`` returned True.
    """
    engine_catalogue.load_engine_members()
    data_catalogue.load_sources()
    n = len(start)
    spec = RunSpec(
        seed=seed,
        data="digits",
        network={"layers": ({"type": "Linear", "out_features": 1, "bias": False},)},
        loss="MSELoss",
        optimizer=optimizer,
        training={"dtype": "float64", "batch_size": 1},
    )
    arena = assemble(spec, (n,), 1, 1)
    arena.weights[:] = start
    grains = (
        noise
        * compiled_streams.normal(compiled_streams.key(seed, compiled_streams.NOISE, 1), n * steps).reshape(steps, n)
        if noise
        else None
    )
    points, values = [np.array(start, np.float64)], [surface.value(np.asarray(start, np.float64))]
    for k in range(steps):
        if k % 256 == 255 and stop():
            raise KeyboardInterrupt
        _step(arena, spec.optimizer, surface, None if grains is None else grains[k])
        points.append(arena.weights.copy())
        values.append(surface.value(points[-1]))
        if not np.isfinite(values[-1]) or abs(values[-1]) > 1e12:
            return Walk(np.array(points), np.array(values), True)
    return Walk(np.array(points), np.array(values), False)


def _step(arena: Arena, optimizer: OptimizerSpec, surface: SmoothFunction, grain: np.ndarray | None) -> None:
    arena.fp[arena.hyper] = optimizer.lr
    if isinstance(optimizer, ClosureOptimizer):
        optimizer.minimise(_SurfaceMiniBatchObjective(arena, surface))
    else:
        gradient = surface.gradient(arena.weights)
        arena.gradient[:] = gradient if grain is None else gradient + grain
        arena.run(loop.update)
    arena.ctx[abi.STEP] += 1
