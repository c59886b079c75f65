"""The loss of a trained network on a plane through its parameters, or on a line."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Literal, Protocol

import numpy as np

from gdlab import data as sources
from gdlab.diagnose.planes import ParameterPlane, line_plane, path_plane, random_plane
from gdlab.engine.program.parameters import draw_parameters, load_parameters
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

PlaneKind = Literal["random", "pca", "line"]
Split = Literal["train", "val"]
COLUMNS = ("a", "b", "loss")
_MOST = 1001
_OWN_DATA = "the run was trained on arrays of its own, which it does not keep; give them as examples"


class TrainedRun(Protocol):
    """A run that has ended: its spec and its last parameters."""

    @property
    def spec(self) -> RunSpec:
        """Return what was trained."""
        ...

    @property
    def parameters(self) -> dict[str, np.ndarray]:
        """Return the parameters by PyTorch's names."""
        ...

    @property
    def own_data(self) -> bool:
        """Return whether the spec cannot bring back the examples."""
        ...


@dataclass(frozen=True, eq=False)
class LossLandscape:
    """The loss on a grid of points of a plane through a network's parameters.

    Attributes:
        kind: "random", "pca" or "line".
        split: the part of the data over which the loss is the mean.
        plane: the directions, and the path where there is one.
        a: (columns,) coordinates along the first direction.
        b: (rows,) coordinates along the second one; one row for a line.
        losses: (rows, columns).
        centre_loss: the loss at the run's own parameters.
    """

    kind: PlaneKind
    split: Split
    plane: ParameterPlane
    a: np.ndarray
    b: np.ndarray
    losses: np.ndarray
    centre_loss: float

    @property
    def barrier(self) -> float:
        """Return how far the loss on a line rises above the straight line between its two ends, NaN for a plane."""
        if self.kind != "line":
            return float("nan")
        between = (self.a >= -1 - 1e-9) & (self.a <= 1e-9)
        losses, share = self.losses[0][between], self.a[between] + 1
        ends = float(np.interp(-1.0, self.a, self.losses[0])), float(np.interp(0.0, self.a, self.losses[0]))
        above = losses - (ends[0] + share * (ends[1] - ends[0]))
        return max(0.0, float(np.max(above)))  # the ends belong to the line, also where no point of the grid is there

    def to_csv(self, path: str | Path) -> None:
        """Write a row a point: both coordinates and the loss, with all digits."""
        with Path(path).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for b, row in zip(self.b.tolist(), self.losses.tolist(), strict=True):
                writer.writerows((a, b, loss) for a, loss in zip(self.a.tolist(), row, strict=True))

    def plot(self, path: str | Path) -> None:
        """Draw the contours, or the curve, into a PNG, SVG or PDF file."""
        from gdlab.diagnose.landscape_picture import draw_landscape

        draw_landscape(self, path, Path(path).suffix[1:].lower() or "png")


def landscape(
    run: TrainedRun,
    plane: PlaneKind = "random",
    *,
    size: int = 101,
    span: float = 1.0,
    seed: int = 0,
    split: Split = "train",
    other: Mapping[str, np.ndarray] | None = None,
    examples: Examples | None = None,
    race: Sequence[TrainedRun] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    partial: Callable[[LossLandscape], None] = lambda so_far: None,
) -> LossLandscape:
    """Return the loss on a plane through the parameters of a run, computed on all cores.

    Args:
        run: the run; its parameters are the centre.
        plane: "random": two random directions, normalised filter by filter; "pca": the principal directions of the
            run's path; "line": from its initial parameters, or from ``other``, to its own.
        size: points along each direction.
        span: how far a random plane reaches, in lengths of the parameters.
        seed: of the random directions.
        split: the mean of the loss is taken over the whole of this part of the data, in evaluation mode.
        other: the parameters of another run of the same network, for a line.
        examples: prepared examples, for runs on data of one's own.
        race: other runs of the same network on the same data, whose paths lie on the plane "pca" too.
        progress: is told the rows that are done, and of how many; it may raise KeyboardInterrupt.
        partial: is given the landscape as far as it is computed, NaN elsewhere, after each pass from coarse to fine.

    Raises:
        SpecError: when a value is wrong.
        DataError: when the run has no parameters, or a path that cannot be retraced.
    """
    _check(plane, size, span, split)
    if not run.parameters:
        raise DataError("the run has no parameters; it has not been trained, or it failed")
    if run.own_data and examples is None:
        raise DataError(_OWN_DATA)
    held = examples or sources.load(run.spec.data, run.spec.seed, dtype=run.spec.training.dtype)
    if split == "val" and len(held.x_val) == 0:
        raise DataError("the run has no validation part; take the training part")
    trainer = Trainer(run.spec, held, run.parameters)
    centre_loss = loss_of_part(trainer, split)
    ground = _plane_of(plane, trainer, held, seed, span, other, [each.spec for each in race])
    a = _coordinates(ground.first, size)
    b = _coordinates(ground.second, size) if plane != "line" else np.zeros(1)
    losses = np.full((len(b), len(a)), np.nan)
    found = LossLandscape(plane, split, ground, a, b, losses, centre_loss)
    _fill(found, run, held, progress, partial)
    return found


def loss_of_part(trainer: Trainer, split: Split) -> float:
    """Return the mean loss over a part of a trainer's data, in evaluation mode."""
    arrays = trainer.training_arrays if split == "train" else trainer.validation_arrays
    return trainer.arena.evaluate(arrays, np.arange(len(arrays[0]), dtype=np.int64))[0]


def _check(plane: str, size: int, span: float, split: str) -> None:
    problems = []
    if plane not in ("random", "pca", "line"):
        problems.append(Problem("plane", f"must be random, pca or line (got {plane})"))
    if not 3 <= size <= _MOST:
        problems.append(Problem("size", f"must be at least 3 and at most {_MOST} (got {size})"))
    if not 0 < span <= 1000:
        problems.append(Problem("span", f"must be above 0 and at most 1000 (got {span})"))
    if split not in ("train", "val"):
        problems.append(Problem("split", f"must be train or val (got {split})"))
    if problems:
        raise SpecError(problems)


def _coordinates(ends: tuple[float, float], size: int) -> np.ndarray:
    """Return evenly spaced coordinates; where 0 lies among them to rounding, it is 0."""
    places = np.linspace(*ends, size)
    places[np.abs(places) < 1e-12 * max(abs(ends[0]), abs(ends[1]))] = 0.0
    return places


def _plane_of(
    kind: PlaneKind,
    trainer: Trainer,
    examples: Examples,
    seed: int,
    span: float,
    other: Mapping[str, np.ndarray] | None,
    race: Sequence[RunSpec],
) -> ParameterPlane:
    centre = trainer.arena.weights.astype(np.float64)
    if kind == "random":
        return random_plane(trainer, seed, span)
    if kind == "pca":
        return path_plane(trainer.spec, examples, centre, race)
    start = Trainer(trainer.spec, examples).arena
    if other is not None:
        load_parameters(start, other)
    else:
        draw_parameters(start, trainer.spec.seed)
    return line_plane(start.weights.astype(np.float64), centre)


def _fill(
    found: LossLandscape,
    run: TrainedRun,
    examples: Examples,
    progress: Callable[[int, int], None],
    partial: Callable[[LossLandscape], None],
) -> None:
    """Compute the losses at every pair of coordinates in place, a thread a core, each with a network.

    Every eighth row comes first, then the rows between them, and so on; a line is divided among the threads.
    """
    plane, a, b, losses = found.plane, found.a, found.b, found.losses
    second = plane.directions[1] if len(plane.directions) > 1 else np.zeros_like(plane.centre)
    cores = max(1, os.cpu_count() or 1)
    networks: SimpleQueue[Trainer] = SimpleQueue()
    for _ in range(cores):
        networks.put(Trainer(run.spec, examples, run.parameters))

    def work(job: tuple[int, np.ndarray]) -> None:
        row, columns = job
        trainer = networks.get()
        for j in columns:
            trainer.arena.weights[:] = plane.centre + a[j] * plane.directions[0] + b[row] * second
            losses[row, j] = loss_of_part(trainer, found.split)
        networks.put(trainer)

    whole, done = np.arange(len(a)), 0
    total = len(b) if len(b) > 1 else cores
    with ThreadPoolExecutor(cores, thread_name_prefix="gdlab-landscape") as pool:
        try:
            for rows in _passes(len(b)):
                jobs = [(i, part) for i in rows for part in np.array_split(whole, 1 if len(b) > 1 else cores)]
                for future in [pool.submit(work, job) for job in jobs]:
                    future.result()
                    done += 1
                    progress(done, total)
                partial(found)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _passes(rows: int) -> Iterator[list[int]]:
    """Yield rows from coarse to fine, each row once."""
    seen: set[int] = set()
    for apart in (8, 4, 2, 1):
        chosen = [row for row in range(0, rows, apart) if row not in seen]
        seen.update(chosen)
        if chosen:
            yield chosen


def filled_rows(losses: np.ndarray) -> np.ndarray:
    """Return losses on a grid in which a row that is not computed has the values of the nearest one below it.

    Args:
        losses: (rows, columns), the first row computed, rows of NaN elsewhere.
    """
    known = ~np.isnan(losses).all(axis=1)
    last = np.maximum.accumulate(np.where(known, np.arange(len(losses)), 0))
    return losses[last]
