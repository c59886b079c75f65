"""Descents on a surface in the plane by the engine's own optimizers, quick enough to follow a slider."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from gdlab.diagnose.kernels.walk import HIGHEST, walk
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.engine.machine import abi, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import handle
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.optimizers.sam import SAM
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.assembly import assemble
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec import streams
from gdlab.spec.kinds import OptimizerSpec
from gdlab.spec.run import RunSpec

#: How many diagonals of the map a descent may go before it counts as diverged.
_FARTHEST = 1000.0
#: How many descents are kept.
_MOST_KEPT = 32


@dataclass(frozen=True, eq=False)
class Descent:
    """The way of one optimizer down a surface; it ends early where it diverged.

    Attributes:
        optimizer: whose way it is.
        points: (steps + 1, 2), from the start on.
        values: (steps + 1,), the surface's value at each point.
        gradient_norms: (steps + 1,), the norm of its gradient there.
        evaluations: (steps + 1,), how often the surface had been evaluated when each point was reached.
        diverged: whether it left all bounds.
    """

    optimizer: OptimizerSpec
    points: np.ndarray
    values: np.ndarray
    gradient_norms: np.ndarray
    evaluations: np.ndarray
    diverged: bool

    @property
    def steps(self) -> int:
        """Return how many steps were taken."""
        return len(self.points) - 1

    @property
    def lowest(self) -> float:
        """Return the lowest value that was reached, infinite where none is finite."""
        return float(np.min(self.values, where=np.isfinite(self.values), initial=np.inf))

    def heights(self, base: float) -> np.ndarray:
        """Return the height of each point above a value, NaN where it is not above it or not finite."""
        is_above = np.isfinite(self.values) & (self.values > base)
        return np.subtract(self.values, base, out=np.full(len(self.values), np.nan), where=is_above)


@dataclass(frozen=True, eq=False)
class StepDetail:
    """What the next step of an optimizer is made of.

    Attributes:
        point: (2,), where it is.
        gradient: (2,), the surface's gradient there.
        momentum: (2,), the running mean or sum of gradients that it keeps, None where it keeps none.
        scale: (2,), the rate of each coordinate of an adaptive method, None for any other.
        ahead: (2,), where Nesterov's momentum would carry it before the gradient counts, None for any other.
        ascent: (2,), the point uphill at which SAM takes its gradient, None for any other.
    """

    point: np.ndarray
    gradient: np.ndarray
    momentum: np.ndarray | None = None
    scale: np.ndarray | None = None
    ahead: np.ndarray | None = None
    ascent: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class _KeptDescent:
    """A descent without noise, and what it was asked for with."""

    surface: Surface
    optimizer: OptimizerSpec
    start: Point
    steps: int
    seed: int
    descent: Descent

    def is_of(self, surface: Surface, optimizer: OptimizerSpec, start: Point, steps: int, seed: int) -> bool:
        """Return whether it answers the same question; surface and optimizer are immutable and asked by identity."""
        same = self.surface is surface and self.optimizer is optimizer
        return same and (self.start, self.steps, self.seed) == (start, steps, seed)


class _TapeObjective(MiniBatchObjective):
    """The surface as an optimizer sees it that asks for its value more than once a step."""

    def __init__(self, arena: Arena, surface: Surface, noise: np.ndarray) -> None:
        empty = np.zeros((0, 0))
        super().__init__(arena, (empty, empty, empty), np.zeros(0, np.int64), 0, 0)
        self._tape, self._noise = surface.tape, noise

    def value(self) -> float:
        """Return the surface's value at the weights."""
        return self._note(self._tape.value(self.weights))

    def value_and_gradient(self) -> float:
        """Return the value, and leave the gradient with the step's noise in place."""
        self.gradient[:] = self._tape.gradient(self.weights) + self._noise
        return self._note(self._tape.value(self.weights))


class Walker:
    """What descents on surfaces need from the engine, kept from one descent to the next: an arena an optimizer.

    The last descents without noise are kept, too: of eight optimizers a slider changes one.
    """

    def __init__(self) -> None:
        self._arenas: dict[OptimizerSpec, ReusableArena] = {}
        self._made: dict[int, _KeptDescent] = {}
        self._lock = Lock()
        self._last: tuple[tuple[object, ...], Descent, int] | None = None

    def descend(
        self,
        surface: Surface,
        optimizer: OptimizerSpec,
        start: Point,
        steps: int,
        *,
        noise: np.ndarray | None = None,
        seed: int = 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> Descent:
        """Return the way of an optimizer from a start.

        Args:
            surface: what is descended on.
            optimizer: the optimizer that descends.
            start: the first point.
            steps: how many steps are taken at most.
            noise: (steps, 2), what is added to the gradient of each step; None for nothing.
            seed: of what the optimizer draws itself.
            stop: asked now and then by optimizers that work in Python; True ends with KeyboardInterrupt.
        """
        kept = self._made.get(id(optimizer))
        if noise is None and kept is not None and kept.is_of(surface, optimizer, start, steps, seed):
            return kept.descent
        made = self._descend(surface, optimizer, start, np.zeros((steps, 2)) if noise is None else noise, seed, stop)
        if noise is None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            self._made[id(optimizer)] = _KeptDescent(surface, optimizer, start, steps, seed, made)
        return made

    def _descend(
        self,
        surface: Surface,
        optimizer: OptimizerSpec,
        start: Point,
        noise: np.ndarray,
        seed: int,
        stop: Callable[[], bool],
    ) -> Descent:
        with self._lock:
            held = self._arena(optimizer)
            arena = held.begin(optimizer, seed)
            if isinstance(optimizer, ClosureOptimizer):
                return _descend_in_python(arena, surface, optimizer, start, noise, stop)
            return _descend_compiled(held, surface, optimizer, start, noise)

    def detail(
        self,
        surface: Surface,
        optimizer: OptimizerSpec,
        start: Point,
        step: int,
        *,
        noise: np.ndarray | None = None,
        seed: int = 0,
    ) -> StepDetail | None:
        """Return what the next step of an optimizer is made of after ``step`` steps, None where it has ended before.

        Args:
            surface: what is descended on.
            optimizer: who descends; None is returned for L-BFGS and annealing, whose steps have no such parts.
            start: the first point.
            step: how many steps have been made.
            noise: (steps, 2), what is added to the gradient of each step; None for nothing.
            seed: of what the optimizer draws itself.
        """
        if isinstance(optimizer, SAM):
            descent = self._kept_descent(surface, optimizer, start, step, noise, seed)
            return _sam_detail(surface, optimizer, descent, step, noise)
        if isinstance(optimizer, ClosureOptimizer):
            return None
        grains = np.zeros((step, 2)) if noise is None else noise[:step]
        with self._lock:
            reused = self._arena(optimizer)
            arena = reused.begin(optimizer, seed)
            descent = _descend_compiled(reused, surface, optimizer, start, grains)
            if descent.steps < step or descent.diverged:
                return None
            held = {name: arena.vector(name)[0].copy() for name in arena.vectors}
        return _detail(surface, optimizer, descent.points[-1], held, step)

    def _kept_descent(
        self, surface: Surface, optimizer: SAM, start: Point, step: int, noise: np.ndarray | None, seed: int
    ) -> Descent:
        """Return a descent of an optimizer in Python, the last one where it is the same and long enough."""
        asked = (surface, optimizer, start, seed, b"" if noise is None else noise.tobytes())
        held = self._last
        if held is None or held[0] != asked or (held[2] < step and not held[1].diverged):
            most = step if noise is None else len(noise)
            made = self.descend(surface, optimizer, start, max(step, most), noise=noise, seed=seed)
            held = self._last = (asked, made, max(step, most))
        return held[1]

    def holds(self, optimizers: Sequence[OptimizerSpec]) -> bool:
        """Return whether every optimizer has its arena, so that nothing needs to be compiled or assembled."""
        return all(id(o) in self._made or _without_rate(o) in self._arenas for o in optimizers)

    def _arena(self, optimizer: OptimizerSpec) -> ReusableArena:
        """Return the arena of an optimizer."""
        key = _without_rate(optimizer)
        if key not in self._arenas:
            self._arenas[key] = ReusableArena(optimizer)
        return self._arenas[key]


def _without_rate(optimizer: OptimizerSpec) -> OptimizerSpec:
    """Return an optimizer with a rate of 0: those that differ in nothing else share an arena."""
    return optimizer.model_copy(update={"lr": 0.0})


class ReusableArena:
    """An arena of two weights and one optimizer, with what it was before its first step."""

    def __init__(self, optimizer: OptimizerSpec) -> None:
        spec = RunSpec(
            data="digits",
            network={"layers": ({"type": "Linear", "out_features": 1, "bias": False},)},
            loss="MSELoss",
            optimizer=optimizer,
            training={"dtype": "float64", "batch_size": 1},
        )
        self.spec = spec
        self.arena = assemble(spec, (2,), 1, 1)
        self._first = [held.copy() for held in self._held()]
        #: The addresses by which the compiled loop finds the arena.
        self.frame = frame_of(self.arena)

    def hold(self) -> None:
        """Take the state at hand, with its hyperparameters, for the one before the first step."""
        self._first = [held.copy() for held in self._held()]

    @property
    def first(self) -> tuple[np.ndarray, ...]:
        """Return context, fp and mem as they are before the first step."""
        return tuple(self._first[:3])

    def _held(self) -> tuple[np.ndarray, ...]:
        return self.arena.ctx, self.arena.fp, self.arena.mem, self.arena.imem

    def begin(self, optimizer: OptimizerSpec, seed: int) -> Arena:
        """Return the arena as it is before the first step, with an optimizer's hyperparameters."""
        for held, first in zip(self._held(), self._first, strict=True):
            held[:] = first
        self.arena.set_hyper(_of_the_engine(optimizer).hyper())
        self.arena.ctx[abi.NOISE_KEY] = streams.key(seed, streams.NOISE)
        return self.arena


def _of_the_engine(optimizer: OptimizerSpec) -> Optimizer:
    """Return an optimizer as the engine has it, which every optimizer is that has an arena."""
    assert isinstance(optimizer, Optimizer)
    return optimizer


def divergence_distance(surface: Surface) -> float:
    """Return the distance from (0, 0) along an axis beyond which a descent has diverged."""
    return _FARTHEST * surface.diagonal + max(abs(side) for side in surface.bounds())


def frame_of(arena: Arena) -> np.ndarray:
    """Return the addresses of job, context, fp, mem and imem, (5,) int64; keep the arena alive meanwhile."""
    return np.array([handle(a) for a in (arena.job, arena.ctx, arena.fp, arena.mem, arena.imem)], np.int64)


def _descend_compiled(
    held: ReusableArena, surface: Surface, optimizer: OptimizerSpec, start: Point, noise: np.ndarray
) -> Descent:
    steps, arena = len(noise), held.arena
    points, values, norms = np.empty((steps + 1, 2)), np.empty(steps + 1), np.empty(steps + 1)
    points[0] = start
    tape, own = surface.tape, surface.step_tape
    done = walk(
        (tape.code, tape.constants),
        (own.code, own.constants),
        int(own is not tape),
        loop.update.address("float64"),
        held.frame,
        int(arena.job[columns.GRADIENTS]),
        noise,
        divergence_distance(surface),
        points,
        values,
        norms,
    )
    kept = slice(done + 1)
    diverged = bool(done < steps) or not _within(points[done], float(values[done]), surface)
    return Descent(optimizer, points[kept], values[kept], norms[kept], np.arange(done + 1), diverged)


def _detail(
    surface: Surface, optimizer: OptimizerSpec, point: np.ndarray, held: Mapping[str, np.ndarray], step: int
) -> StepDetail:
    """Return what a step is made of, from the vectors that an optimizer keeps."""
    gradient = surface.tape.gradient(point)
    momentum = next((held[name] for name in ("exp_avg", "momentum_buffer") if name in held), None)
    if momentum is not None and not momentum.any():
        momentum = None
    square = next((held[name] for name in ("exp_avg_sq", "square_avg", "sum") if name in held), None)
    scale = None
    if square is not None and step > 0:
        betas = getattr(optimizer, "betas", None)
        root = np.sqrt(square / (1 - betas[1] ** step)) if betas else np.sqrt(square)
        scale = optimizer.lr / (root + float(getattr(optimizer, "eps", 1e-8)))
    ahead = None
    if getattr(optimizer, "nesterov", False) and momentum is not None:
        ahead = point - optimizer.lr * float(getattr(optimizer, "momentum", 0.0)) * momentum
    return StepDetail(point, gradient, momentum, scale, ahead)


def _sam_detail(
    surface: Surface, optimizer: SAM, descent: Descent, step: int, noise: np.ndarray | None
) -> StepDetail | None:
    """Return what a step of SAM is made of: the gradient at its point, and the point uphill where it takes another."""
    if descent.steps < step or (descent.diverged and step == descent.steps):
        return None
    point = descent.points[step]
    gradient = surface.tape.gradient(point)
    felt = gradient + noise[step] if noise is not None and step < len(noise) else gradient
    return StepDetail(point, gradient, ascent=point + optimizer.ascent(point, felt))


def _descend_in_python(
    arena: Arena,
    surface: Surface,
    optimizer: ClosureOptimizer,
    start: Point,
    noise: np.ndarray,
    stop: Callable[[], bool],
) -> Descent:
    arena.weights[:] = start
    points, evaluations = [arena.weights.copy()], [0]
    for k in range(len(noise)):
        if k % 64 == 63 and stop():
            raise KeyboardInterrupt
        objective = _TapeObjective(arena, surface, noise[k])
        optimizer.minimise(objective)
        arena.ctx[abi.STEP] += 1
        points.append(arena.weights.copy())
        evaluations.append(evaluations[-1] + objective.evaluations)
        if not _within(points[-1], surface.tape.value(points[-1]), surface):
            break
    there = np.array(points)
    norms = np.array([float(np.linalg.norm(surface.tape.gradient(point))) for point in there])
    values = surface.tape.values(there[:, 0], there[:, 1])
    diverged = not _within(there[-1], float(values[-1]), surface)
    return Descent(optimizer, there, values, norms, np.array(evaluations), diverged)


def _within(point: np.ndarray, value: float, surface: Surface) -> bool:
    return bool(abs(value) <= HIGHEST and np.abs(point).max() <= divergence_distance(surface))
