"""The arena: optimizers that descend on a surface from one start, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from gdlab.data.output_files import atomic_write
from gdlab.diagnose.endings import DescentEnding, ending_of
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.diagnose.walker import Descent, Walker
from gdlab.spec import streams
from gdlab.spec.calls import split_outside
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.kinds import AnyOptimizer, OptimizerSpec
from gdlab.spec.problems import to_spec_error

COLUMNS = ("optimizer", "step", "x", "y", "value", "gradient_norm")
MOST_STEPS = 1_000_000
_ADAPTER: TypeAdapter[OptimizerSpec] = TypeAdapter(AnyOptimizer)


@dataclass(frozen=True, eq=False)
class ArenaResult:
    """The descents of several optimizers on one surface, in the order in which the optimizers were given.

    Attributes:
        surface: what they descended on.
        start: where they began.
        descents: the way of each.
    """

    surface: Surface
    start: Point
    descents: tuple[Descent, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return a label for each optimizer: its call with the rate, and a number where the same call is twice."""
        calls = [call_of(descent.optimizer) for descent in self.descents]
        return tuple(f"{c} #{calls[: i + 1].count(c)}" if calls.count(c) > 1 else c for i, c in enumerate(calls))

    @cached_property
    def endings(self) -> tuple[DescentEnding, ...]:
        """Return what each descent came to."""
        return tuple(ending_of(self.surface, descent) for descent in self.descents)

    def rows(self) -> Iterator[tuple[str, int, float, float, float, float]]:
        """Yield every point of every descent, as :data:`COLUMNS` names its figures."""
        for label, descent in zip(self.labels, self.descents, strict=True):
            figures = zip(
                descent.points.tolist(), descent.values.tolist(), descent.gradient_norms.tolist(), strict=True
            )
            for step, ((x, y), value, norm) in enumerate(figures):
                yield label, step, x, y, value, norm

    def to_csv(self, path: str | Path) -> None:
        """Write every point of every descent as CSV, a row a step; figures have all their digits."""
        import csv

        with atomic_write(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(self.rows())

    def plot(self, path: str | Path) -> None:
        """Draw the paths over the contours, and the values over the steps, into a PNG, SVG or PDF file."""
        from gdlab.diagnose.arena_picture import draw_arena

        with atomic_write(path) as temporary:
            draw_arena(self, temporary, Path(path).suffix[1:].lower() or "png")


def arena(
    surface: Surface | str,
    optimizers: Sequence[OptimizerSpec | str] | str,
    *,
    start: Point | None = None,
    steps: int = 1000,
    noise: float = 0.0,
    seed: int = 0,
    walker: Walker | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> ArenaResult:
    """Let optimizers descend on a surface with the engine's own kernels, in float64, all from one start.

    >>> import gdlab
    >>> result = gdlab.arena("Booth", ["SGD(lr=0.05)", "SGD(lr=0.2)"], steps=200)
    >>> [ending.kind for ending in result.endings]
    ['minimum', 'diverged']

    Args:
        surface: a surface's name, perhaps with fields as in ``"Ravine(condition=50)"``, or a formula in x and y.
        optimizers: optimizers as calls such as ``"Adam(lr=0.1)"``, as specs, or several calls in one text.
        start: the first point, the surface's own if None.
        steps: how many steps each takes.
        noise: deviation of normal noise that is added to each gradient; all optimizers get the same.
        seed: of the noise, and of what an optimizer draws itself.
        walker: keeps what the engine needs from one call to the next, for callers in a hurry.
        stop: asked now and then; True ends with KeyboardInterrupt.

    Returns:
        The points, values and gradient norms of every step, and what each descent came to.

    Raises:
        SpecError: when a surface, an optimizer or a number is wrong; the message says what would be right.
    """
    ground, chosen = surface_of(surface), optimizers_of(optimizers)
    _check(steps, noise, start)
    first = (float(start[0]), float(start[1])) if start is not None else ground.first_point
    walker = walker or Walker()
    grains = noise_of(noise, seed, steps)
    descents: list[Descent] = []
    for optimizer in chosen:
        if stop():
            raise KeyboardInterrupt
        descents.append(walker.descend(ground, optimizer, first, steps, noise=grains, seed=seed, stop=stop))
    return ArenaResult(ground, first, tuple(descents))


def call_of(optimizer: OptimizerSpec) -> str:
    """Return an optimizer as a call that says the learning rate, be it the usual one or not."""
    name, _, rest = optimizer.short_call().partition("(")
    fields = [part.strip() for part in split_outside(rest.removesuffix(")"), ",") if part.strip()]
    others = [part for part in fields if not part.startswith("lr=")]
    return f"{name}({', '.join([f'lr={optimizer.lr:g}', *others])})"


def noise_of(deviation: float, seed: int, steps: int) -> np.ndarray | None:
    """Return the noise of each step, (steps, 2), None for none; it depends on the seed alone."""
    if deviation == 0:
        return None
    return deviation * streams.normal(streams.key(seed, streams.NOISE, 1), 2 * steps).reshape(steps, 2)


def optimizers_of(given: Sequence[OptimizerSpec | str] | str) -> tuple[OptimizerSpec, ...]:
    """Return the optimizers that a list or one text names; commas outside of brackets divide the text.

    Raises:
        SpecError: when one is not known or has a wrong value, or there is none.
    """
    parts = [part for part in split_outside(given, ",") if part.strip()] if isinstance(given, str) else list(given)
    if not parts:
        raise SpecError([Problem("optimizers", "names no optimizer; write at least one, such as SGD(lr=0.01)")])
    try:
        return tuple(_ADAPTER.validate_python(part) for part in parts)
    except ValidationError as error:
        problems = to_spec_error(error).problems
        raise SpecError([Problem(f"optimizers.{p.path}".rstrip("."), p.message) for p in problems]) from None


def _check(steps: int, noise: float, start: Point | None) -> None:
    if not 1 <= steps <= MOST_STEPS:
        raise SpecError([Problem("steps", f"must be at least 1 and at most {MOST_STEPS} (got {steps})")])
    if not (0 <= noise < float("inf")):
        raise SpecError([Problem("noise", f"must be a finite number, at least 0 (got {noise})")])
    if start is not None and not (len(start) == 2 and np.isfinite(start).all() and np.abs(start).max() <= 1e9):
        raise SpecError([Problem("start", f"must be two finite numbers x, y up to 1e9 (got {start})")])
