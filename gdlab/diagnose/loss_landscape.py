"""The loss of a trained network on a plane through its parameters, or on a line."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from gdlab import data as sources
from gdlab.data.output_files import atomic_write
from gdlab.diagnose.chosen_plane import PlaneKind, chosen_plane
from gdlab.diagnose.plane_network import PlaneNetwork, Split, loss_of_part
from gdlab.diagnose.planes import ParameterPlane
from gdlab.diagnose.trained_run import TrainedRun, check_trained
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.examples import Examples

#: How many other runs each kind of plane takes.
OTHERS: dict[str, tuple[int, int]] = {"random": (0, 0), "pca": (0, 7), "line": (0, 1), "three": (2, 2)}
COLUMNS = ("a", "b", "loss")
_MOST = 1001
_OWN_DATA = "the run was trained on arrays of its own, which it does not keep; give them as examples"


@dataclass(frozen=True, eq=False)
class LossLandscape:
    """The loss on a grid of points of a plane through a network's parameters.

    Attributes:
        kind: "random", "pca", "line" or "three".
        split: the part of the data over which the loss is the mean.
        plane: the directions, and the path where there is one.
        a: (columns,) coordinates along the first direction.
        b: (rows,) coordinates along the second one; one row for a line.
        losses: (rows, columns).
        centre_loss: the loss at the run's own parameters.
        names: what the run and the others are called, in the order of the plane's marks.
    """

    kind: PlaneKind
    split: Split
    plane: ParameterPlane
    a: np.ndarray
    b: np.ndarray
    losses: np.ndarray
    centre_loss: float
    names: tuple[str, ...] = ()

    @property
    def barrier(self) -> float:
        """Return how far the loss on a line rises above the straight line between its two ends, NaN for a plane."""
        return self._highest[1]

    @property
    def barrier_place(self) -> float:
        """Return where it rises highest, from 0 at the line's start to 1 at the run, NaN for a plane."""
        return self._highest[0]

    @property
    def ends(self) -> tuple[float, float]:
        """Return the loss at the start of a line and at its end, NaN for a plane."""
        if self.kind != "line":
            return float("nan"), float("nan")
        return float(np.interp(-1.0, self.a, self.losses[0])), self.centre_loss

    @property
    def _highest(self) -> tuple[float, float]:
        """Return the place and the height of a line's barrier; a height of 0 has the place 0."""
        if self.kind != "line":
            return float("nan"), float("nan")
        between = (self.a >= -1 - 1e-9) & (self.a <= 1e-9)
        losses, share = self.losses[0][between], self.a[between] + 1
        first, last = self.ends
        above = np.append(losses - (first + share * (last - first)), 0.0)  # the ends belong to the line in any case
        top = int(np.argmax(above))
        return (float(share[top]), float(above[top])) if above[top] > 0 else (0.0, 0.0)

    def to_csv(self, path: str | Path) -> None:
        """Write a row a point: both coordinates and the loss, with all digits."""
        with atomic_write(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for b, row in zip(self.b.tolist(), self.losses.tolist(), strict=True):
                writer.writerows((a, b, loss) for a, loss in zip(self.a.tolist(), row, strict=True))

    def to_npz(self, path: str | Path) -> None:
        """Write everything as named arrays of NumPy: coordinates, losses, marks, paths with their steps, names."""
        plane = self.plane
        arrays = {
            "a": self.a, "b": self.b, "losses": self.losses, "centre_loss": np.float64(self.centre_loss),
            "marks": plane.marks, "explained": np.array(plane.explained), "names": np.array(self.names, dtype=np.str_),
            "kind": np.str_(self.kind), "split": np.str_(self.split), "path": plane.path, "path_steps": plane.steps,
        }  # fmt: skip
        for k, (race, steps) in enumerate(zip(plane.race, plane.race_steps, strict=True), 1):
            arrays |= {f"path_{k}": race, f"path_{k}_steps": steps}
        with atomic_write(path) as temporary, temporary.open("wb") as file:
            np.savez(file, allow_pickle=False, **{key: held for key, held in arrays.items() if held is not None})

    def plot(self, path: str | Path) -> None:
        """Draw the contours, or the curve, into a PNG, SVG or PDF file."""
        from gdlab.diagnose.landscape_picture import draw_landscape

        with atomic_write(path) as temporary:
            draw_landscape(self, temporary, Path(path).suffix[1:].lower() or "png")


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
    others: Sequence[TrainedRun] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    partial: Callable[[LossLandscape], None] = lambda so_far: None,
) -> LossLandscape:
    """Return the loss on a plane through the parameters of a run, computed on all cores.

    Args:
        run: the run; its parameters are the centre.
        plane: "random": two random directions, normalised filter by filter; "pca": the principal directions of the
            run's path; "line": from its initial parameters, or from another run's, to its own; "three": through it
            and two other runs.
        size: points along each direction.
        span: how far a random plane reaches, in lengths of the parameters.
        seed: of the random directions.
        split: the mean of the loss is taken over the whole of this part of the data, in evaluation mode.
        other: the parameters of another run of the same network, for a line; ``others`` takes the run itself.
        examples: prepared examples, for runs on data of one's own.
        race: other runs of the same network on the same data, whose paths lie on the plane "pca" too.
        others: other runs of the same network: one for a line, two for "three", a race for "pca".
        progress: is told the rows that are done, and of how many; it may raise KeyboardInterrupt.
        partial: is given the landscape as far as it is computed, NaN elsewhere, after each pass from coarse to fine.

    Raises:
        SpecError: when a value is wrong.
        DataError: when the run has no parameters, or a path that cannot be retraced, or when another run has another
            network.
    """
    others = (*race, *others) if plane == "pca" else others
    _check(plane, size, span, split, len(others))
    check_trained(run, *others)
    if run.own_data and examples is None:
        raise DataError(_OWN_DATA)
    held = examples or sources.load(run.spec.data, run.spec.seed, dtype=run.spec.training.dtype)
    if split == "val" and len(held.x_val) == 0:
        raise DataError("the run has no validation part; take the training part")
    trainer = Trainer(run.spec, held, run.parameters)
    centre_loss = loss_of_part(trainer, split)
    ground = chosen_plane(plane, trainer, held, seed, span, other, others, lambda: progress(0, 1))
    a = _coordinates(ground.first, size)
    b = _coordinates(ground.second, size) if plane != "line" else np.zeros(1)
    losses = np.full((len(b), len(a)), np.nan)
    found = LossLandscape(plane, split, ground, a, b, losses, centre_loss, _names((run, *others)))
    _fill(found, run, held, progress, partial)
    return found


def _check(plane: str, size: int, span: float, split: str, others: int) -> None:
    problems = []
    if plane not in OTHERS:
        problems.append(Problem("plane", f"must be random, pca, line or three (got {plane})"))
    elif not OTHERS[plane][0] <= others <= OTHERS[plane][1]:
        wanted = {"random": "one run", "pca": "one to eight runs", "line": "one run or two", "three": "three runs"}
        problems.append(Problem("plane", f"{plane} takes {wanted[plane]} (got {others + 1})"))
    if not 3 <= size <= _MOST:
        problems.append(Problem("size", f"must be at least 3 and at most {_MOST} (got {size})"))
    if not 0 < span <= 1000:
        problems.append(Problem("span", f"must be above 0 and at most 1000 (got {span})"))
    if split not in ("train", "val"):
        problems.append(Problem("split", f"must be train or val (got {split})"))
    if problems:
        raise SpecError(problems)


def _names(runs: Sequence[TrainedRun]) -> tuple[str, ...]:
    """Return the runs' names, or their optimizers where these would be alike."""
    names = [run.spec.name for run in runs]
    if "" in names or len(set(names)) < len(names):
        names = [run.spec.optimizer.as_call() for run in runs]
    return tuple(name if names.count(name) == 1 else f"{name}, run {k}" for k, name in enumerate(names, 1))


def _coordinates(ends: tuple[float, float], size: int) -> np.ndarray:
    """Return evenly spaced coordinates; where 0 lies among them to rounding, it is 0."""
    places = np.linspace(*ends, size)
    places[np.abs(places) < 1e-12 * max(abs(ends[0]), abs(ends[1]))] = 0.0
    return places


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
    cores = max(1, os.cpu_count() or 1)
    networks: SimpleQueue[PlaneNetwork] = SimpleQueue()
    for _ in range(cores):
        networks.put(PlaneNetwork(Trainer(run.spec, examples, run.parameters), found.plane, found.split))

    def work(job: tuple[int, np.ndarray]) -> None:
        network, (row, columns) = networks.get(), job
        network.fill(found.losses[row], found.a, float(found.b[row]), columns)
        networks.put(network)

    whole, rows_in_all, done = np.arange(len(found.a)), len(found.b), 0
    parts = 1 if rows_in_all > 1 else cores
    with ThreadPoolExecutor(cores, thread_name_prefix="gdlab-landscape") as pool:
        try:
            for rows in _passes(rows_in_all):
                jobs = [(i, part) for i in rows for part in np.array_split(whole, parts)]
                for future in [pool.submit(work, job) for job in jobs]:
                    future.result()
                    done += 1
                    progress(done, rows_in_all * parts)
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
