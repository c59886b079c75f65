"""Basins of attraction: from many starts at once, which minimum an optimizer comes to, and how fast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from gdlab.data.output_files import atomic_write
from gdlab.diagnose.arena import optimizers_of
from gdlab.diagnose.endings import NEAR
from gdlab.diagnose.kernels.basin import AWAY, NOWHERE, descend_to_minima
from gdlab.diagnose.minima import minima_on_map
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.diagnose.walker import ReusableArena, divergence_distance, frame_of
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine import loop
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.kinds import OptimizerSpec

#: Every so many starts along each side are computed first, then those between them, and so on.
_COARSEST = 8
_MOST_SIDE, _MOST_STEPS = 4000, 100_000
_ROWS = 8


@dataclass(frozen=True, eq=False)
class BasinMap:
    """Which minimum each start comes to, over the map of a surface.

    Attributes:
        surface: what is descended on.
        optimizer: who descends.
        minima: the minima, the lowest first.
        x: (side,) the first coordinates of the starts.
        y: (side,) the second ones.
        reached: (side, side) int16, a row a y: the number of the minimum, -1 for none, -2 for a descent that diverged.
        taken: (side, side) int32, the steps until the descent stayed near it.
        spacing: every so many starts along each side have been computed; 1 when all have.
    """

    surface: Surface
    optimizer: OptimizerSpec
    minima: tuple[Point, ...]
    x: np.ndarray
    y: np.ndarray
    reached: np.ndarray
    taken: np.ndarray
    spacing: int = 1

    @property
    def shares(self) -> dict[str, float]:
        """Return the share of the starts that come to each minimum, to none, and that diverge."""
        held = self.reached[:: self.spacing, :: self.spacing]
        names = {f"({x:.4g}, {y:.4g})": i for i, (x, y) in enumerate(self.minima)}
        return {name: float(np.mean(held == i)) for name, i in {**names, "none": NOWHERE, "diverged": AWAY}.items()}

    @property
    def mean_steps(self) -> float:
        """Return the mean of the steps of those that come to a minimum, NaN where none does."""
        part = slice(None, None, self.spacing)
        taken = self.taken[part, part][self.reached[part, part] >= 0]
        return float(taken.mean()) if len(taken) else float("nan")

    def picture(self, colors: np.ndarray, none: np.ndarray, away: np.ndarray, steps: int) -> np.ndarray:
        """Return the map as pixels, (side, side, 3) uint8 from the bottom up: slower starts are darker.

        Args:
            colors: (k, 3) colours of the minima from 0 to 255, taken in turn.
            none: the colour of starts that come to no minimum.
            away: the colour of those that diverge.
            steps: the number of steps that is darkest.
        """
        reached, taken = (self._filled(a) for a in (self.reached, self.taken))
        chosen = np.asarray(colors, float)[np.maximum(reached, 0) % len(colors)]
        shade = 1.0 - 0.75 * np.log1p(np.minimum(taken, steps)) / np.log1p(steps)
        chosen = chosen * shade[..., None]
        chosen[reached == NOWHERE] = none
        chosen[reached == AWAY] = away
        return np.clip(chosen, 0, 255).astype(np.uint8)

    def _filled(self, held: np.ndarray) -> np.ndarray:
        """Return an array in which what has not been computed has the value of its neighbour below and to the left."""
        at = np.arange(len(held)) // self.spacing * self.spacing
        return held[np.ix_(at, at)]

    def to_npz(self, path: str | Path) -> None:
        """Write x, y, reached, taken and minima as NumPy arrays."""
        with atomic_write(path) as temporary, temporary.open("wb") as file:
            np.savez_compressed(
                file, x=self.x, y=self.y, reached=self.reached, taken=self.taken, minima=np.array(self.minima)
            )


def basins(
    surface: Surface | str,
    optimizer: OptimizerSpec | str,
    *,
    size: int = 1000,
    steps: int = 500,
    progress: Callable[[float, BasinMap], None] = lambda share, map_so_far: None,
) -> BasinMap:
    """Return which minimum an optimizer comes to from each of ``size`` × ``size`` starts, computed on all cores.

    >>> import gdlab
    >>> found = gdlab.basins("Himmelblau", "SGD(lr=0.01)", size=20, steps=100)
    >>> [round(share, 2) for share in found.shares.values()][:4]  # the minima of Himmelblau's function
    [0.26, 0.26, 0.25, 0.23]

    Args:
        surface: a surface's name, perhaps with fields, or a formula in x and y.
        optimizer: an optimizer as a call or as a spec.
        size: starts along each side of the map.
        steps: how many steps each descent makes at most.
        progress: is told the share that is done, and the map so far, a few times; it may raise KeyboardInterrupt.

    Raises:
        SpecError: when a surface, an optimizer or a number is wrong.
    """
    ground, (chosen,) = surface_of(surface), optimizers_of([optimizer])
    _check(chosen, size, steps)
    left, right, bottom, top = ground.bounds()
    x, y = np.linspace(left, right, size), np.linspace(bottom, top, size)
    reached, taken = np.full((size, size), NOWHERE, np.int16), np.full((size, size), steps, np.int32)
    minima = minima_on_map(ground)
    work = _Work(ground, chosen, minima, steps)
    done = 0
    for spacing, rows in _passes(size):
        blocks = [rows[i : i + _ROWS] for i in range(0, len(rows), _ROWS)]
        found = BasinMap(ground, chosen, minima, x, y, reached, taken, spacing)
        for count in work.run(found, blocks, spacing):
            done += count
            progress(done / size**2, found if done == size**2 else _coarser(found, size))
    return BasinMap(ground, chosen, minima, x, y, reached, taken)


def _coarser(found: BasinMap, size: int) -> BasinMap:
    """Return the map as of the last whole pass, which a picture may show."""
    spacing = min(2 * found.spacing, _COARSEST, size)
    fields = (found.surface, found.optimizer, found.minima, found.x, found.y, found.reached, found.taken)
    return BasinMap(*fields, spacing)


def is_compiled(optimizer: OptimizerSpec) -> bool:
    """Return whether an optimizer's steps are compiled, so that a million descents take seconds."""
    return not isinstance(optimizer, ClosureOptimizer)


def _check(optimizer: OptimizerSpec, size: int, steps: int) -> None:
    problems = []
    if not is_compiled(optimizer):
        problems.append(Problem("optimizer", f"{optimizer.type} works in Python; take one that is compiled"))
    if not 2 <= size <= _MOST_SIDE:
        problems.append(Problem("size", f"must be at least 2 and at most {_MOST_SIDE} (got {size})"))
    if not 1 <= steps <= _MOST_STEPS:
        problems.append(Problem("steps", f"must be at least 1 and at most {_MOST_STEPS} (got {steps})"))
    if problems:
        raise SpecError(problems)


def _passes(size: int) -> Iterator[tuple[int, np.ndarray]]:
    """Yield spacings from coarse to fine, and the rows that each pass visits."""
    spacing = _COARSEST
    while spacing >= 1:
        yield spacing, np.arange(0, size, spacing)
        spacing //= 2


class _Work:
    """The threads' arenas, and what a row of starts needs."""

    def __init__(self, surface: Surface, optimizer: OptimizerSpec, minima: tuple[Point, ...], steps: int) -> None:
        self._cores = max(1, os.cpu_count() or 1)
        self._surface, self._steps = surface, steps
        self._minima = np.array(minima, float).reshape(-1, 2)
        self._arenas: SimpleQueue[ReusableArena] = SimpleQueue()
        for _ in range(self._cores):
            made = ReusableArena(optimizer)
            made.begin(optimizer, 0)
            made.hold()
            self._arenas.put(made)

    def run(self, found: BasinMap, blocks: list[np.ndarray], spacing: int) -> Iterator[int]:
        """Compute blocks of rows, and yield for each how many starts it held."""
        with ThreadPoolExecutor(self._cores, thread_name_prefix="gdlab-basins") as pool:
            futures = [pool.submit(self._block, found, rows, spacing) for rows in blocks]
            try:
                for future in futures:
                    yield future.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _block(self, found: BasinMap, rows: np.ndarray, spacing: int) -> int:
        arena = self._arenas.get()
        try:
            return sum(self._row(arena, found, int(row), spacing) for row in rows)
        finally:
            self._arenas.put(arena)

    def _row(self, held: ReusableArena, found: BasinMap, row: int, spacing: int) -> int:
        """Compute the starts of a row that no coarser pass has computed."""
        coarser_row = spacing < _COARSEST and row % (2 * spacing) == 0
        first, apart = (spacing, 2 * spacing) if coarser_row else (0, spacing)
        chosen = np.arange(first, len(found.x), apart)
        tape, arena = self._surface.step_tape, held.arena
        descend_to_minima(
            (tape.code, tape.constants),
            loop.update.address("float64"),
            frame_of(arena),
            held.first,
            int(arena.job[columns.GRADIENTS]),
            divergence_distance(self._surface),
            NEAR * self._surface.diagonal,
            self._minima,
            found.x,
            float(found.y[row]),
            chosen,
            self._steps,
            found.reached[row],
            found.taken[row],
        )
        return len(chosen)
