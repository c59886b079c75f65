"""The curvature of a trained network's loss: extreme eigenvalues, trace, density of the spectrum, and its path."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdlab import data as sources
from gdlab.data.output_files import atomic_write
from gdlab.diagnose.curvature import sharpness
from gdlab.diagnose.probe import Probe
from gdlab.diagnose.trained_run import TrainedRun, check_trained
from gdlab.engine.program.measuring import measuring_spec
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.lanczos import Product, extremes
from gdlab.engine.training.noise_scale import noise_scale, suggested_batch
from gdlab.spec import streams
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.examples import Examples

_PROBES, _LANCZOS, _CHECKS = 8, 30, 3
#: Largest number of points of a run's path at which its sharpness is measured.
MOST_POINTS = 1000


@dataclass(frozen=True, eq=False)
class CurvatureReport:
    """The curvature of the training loss at a run's parameters.

    Attributes:
        lowest: the lowest eigenvalue of the Hessian.
        highest: its highest eigenvalue, the sharpness.
        trace: the sum of its eigenvalues, by Hutchinson's method.
        trace_error: the standard error of that sum.
        asymmetry: the share by which u·Hv and v·Hu differ for random u and v: the error of the Hessian's products,
            which are central differences of exact gradients.
        eigenvalues: nodes of the spectrum's density, ascending.
        weights: the share of the spectrum at each node; they add up to 1.
        gradient_error: the largest relative difference between the gradient and differences of the loss along random
            directions.
        lr: the learning rate of the run's spec.
        noise_scale: the batch size at which the noise of a mini-batch's gradient is as large as the gradient; NaN where
            there is no gradient.
        steps: the steps of the run's path at which its sharpness was measured.
        sharpness_path: the sharpness there.
    """

    lowest: float
    highest: float
    trace: float
    trace_error: float
    asymmetry: float
    eigenvalues: np.ndarray
    weights: np.ndarray
    gradient_error: float
    lr: float
    noise_scale: float
    steps: np.ndarray
    sharpness_path: np.ndarray

    @property
    def stable_rate(self) -> float:
        """Return 2/λ_max, up to which plain gradient descent is stable; NaN where nothing curves upwards."""
        return 2 / self.highest if self.highest > 0 else float("nan")

    @property
    def suggested_batch(self) -> int:
        """Return the power of two that is nearest to the noise scale, at least 1; 0 where that is not known."""
        return suggested_batch(self.noise_scale)

    def to_csv(self, path: str | Path) -> None:
        """Write step, sharpness and 2/lr at each point of the run's path."""
        with atomic_write(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("step", "sharpness", "two_over_lr"))
            bound = 2 / self.lr if self.lr > 0 else float("inf")
            writer.writerows(
                (s, v, bound) for s, v in zip(self.steps.tolist(), self.sharpness_path.tolist(), strict=True)
            )

    def spectrum_to_csv(self, path: str | Path) -> None:
        """Write the nodes of the spectrum's density and their shares."""
        with atomic_write(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("eigenvalue", "share"))
            writer.writerows(zip(self.eigenvalues.tolist(), self.weights.tolist(), strict=True))


def curvature(
    run: TrainedRun,
    *,
    count: int = 0,
    along: int = 0,
    examples: Examples | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> CurvatureReport:
    """Return the curvature of the training loss at a run's parameters, in float64.

    >>> import gdlab
    >>> layers = ["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"]
    >>> run = gdlab.train(gdlab.RunSpec(data="moons", network={"layers": layers}, training={"epochs": 2}))
    >>> found = gdlab.curvature(run)
    >>> found.lowest < found.highest and found.gradient_error < 1e-6
    True

    Args:
        run: the run.
        count: training examples that are used, 0 for all.
        along: at how many points of the run's path, from its first step to its last, the sharpness is measured too; the
            run is trained again for it.
        examples: prepared examples, for runs on data of one's own.
        progress: is told the share that is done; it may raise KeyboardInterrupt.

    Raises:
        SpecError: when a number is out of range.
        DataError: when the run has no parameters, or its examples cannot be had.
    """
    if not (0 <= along <= MOST_POINTS and count >= 0):
        raise SpecError(
            [Problem("along", f"must be from 0 to {MOST_POINTS}, and count at least 0 (got {along}, {count})")]
        )
    check_trained(run)
    if run.own_data and examples is None:
        raise DataError("the run was trained on arrays of its own, which it does not keep; give them as examples")
    spec = run.spec.replace(training=run.spec.training.replace(dtype="float64"))
    held = examples or sources.load(spec.data, spec.seed, dtype="float64")
    trainer = Trainer(spec, held, run.parameters)
    batch = trainer.batch_size
    with Probe(trainer, count) as probe:
        n = len(probe.weights)
        ends = extremes(probe.hessian_product, n, tolerance=1e-5, seed=spec.seed)
        progress(0.3)
        nodes, shares, traces = spectrum_density(probe.hessian_product, n, seed=spec.seed)
        progress(0.6)
        asymmetry, error = _asymmetry(probe, spec.seed), gradient_check(probe, spec.seed)
        scale = noise_scale(lambda first, size: probe.gradient(probe.weights, first, size)[1], probe.count, batch)
    steps, path = _along(run, held, along, count, progress)
    spread = float(traces.std(ddof=1) / np.sqrt(len(traces)))
    # Nodes are values of the Hessian in some direction, so that they lie within its eigenvalues: both ends hold them.
    lowest, highest = min(ends.lowest, float(nodes[0])), max(ends.highest, float(nodes[-1]))
    return CurvatureReport(
        lowest, highest, float(traces.mean()), spread, asymmetry, nodes, shares, error,
        run.spec.optimizer.lr, scale, steps, path,
    )  # fmt: skip


def spectrum_density(
    product: Product, n: int, *, probes: int = _PROBES, steps: int = _LANCZOS, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the density of a symmetric matrix's spectrum by stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017).

    Args:
        product: the matrix times a vector.
        n: rows of the matrix.
        probes: random vectors of signs.
        steps: products for each of them.
        seed: of the signs.

    Returns:
        Nodes, ascending, the share of the spectrum at each, and Hutchinson's estimate of the trace from each vector.
    """
    nodes, shares, traces = [], [], np.empty(probes)
    for k in range(probes):
        q = np.where(streams.uniform(streams.key(seed, streams.NOISE, 31, k), n) < 0.5, -1.0, 1.0) / np.sqrt(n)
        alpha, beta = _lanczos(product, q, min(steps, n))
        values, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
        nodes.append(values)
        shares.append(vectors[0] ** 2 / probes)
        traces[k] = n * alpha[0]
    found, held = np.concatenate(nodes), np.concatenate(shares)
    order = np.argsort(found)
    return found[order], held[order], traces


def gradient_check(probe: Probe, seed: int) -> float:
    """Return the largest relative difference between the gradient and differences of the loss along random directions.

    Args:
        probe: the network at hand; float64 gives the sharper differences.
        seed: of the directions.
    """
    point = probe.weights.astype(np.float64)
    _, gradient = probe.gradient(point)
    worst, step = 0.0, 1e-5 * (1 + float(np.linalg.norm(point))) / np.sqrt(len(point))
    for k in range(_CHECKS):
        v = streams.normal(streams.key(seed, streams.NOISE, 37, k), len(point))
        slope = (probe.value(point + step * v) - probe.value(point - step * v)) / (2 * step)
        worst = max(worst, abs(slope - gradient @ v) / max(float(np.linalg.norm(gradient) * np.sqrt(len(v))), 1e-300))
    return float(worst)


def _lanczos(product: Product, q: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the tridiagonal matrix of Lanczos' method from a unit vector, with full reorthogonalisation."""
    basis, alpha, beta = np.zeros((steps, len(q))), np.zeros(steps), np.zeros(steps)
    for k in range(steps):
        basis[k] = q
        w = product(q)
        alpha[k] = q @ w
        for _ in range(2):
            w = w - basis[: k + 1].T @ (basis[: k + 1] @ w)
        beta[k] = np.linalg.norm(w)
        if beta[k] < 1e-10 * max(np.abs(alpha).max(), 1e-300):
            return alpha[: k + 1], beta[:k]
        q = w / beta[k]
    return alpha, beta[: steps - 1]


def _asymmetry(probe: Probe, seed: int) -> float:
    n = len(probe.weights)
    u, v = (streams.normal(streams.key(seed, streams.NOISE, 41, k), n) for k in range(2))
    hu, hv = probe.hessian_product(u), probe.hessian_product(v)
    size = float(np.linalg.norm(hu) * np.linalg.norm(v)) or 1.0
    return float(abs(u @ hv - v @ hu) / size)


def _along(
    run: TrainedRun, examples: Examples, along: int, count: int, progress: Callable[[float], None]
) -> tuple[np.ndarray, np.ndarray]:
    """Return steps of the run's path, the first and the last among them, and the sharpness at each.

    The run is trained again for it; of one point alone it is the last step.
    """
    if along == 0:
        return np.empty(0, np.int64), np.empty(0)
    trainer, measuring = Trainer(run.spec, examples), Trainer(measuring_spec(run.spec), examples)
    steps: list[int] = []
    found: list[float] = []
    last = trainer.total_steps
    wanted = np.unique(np.rint(np.linspace(0, last, along)).astype(np.int64)).tolist() if along > 1 else [last]
    for step in wanted:
        if step > trainer.step:
            trainer.advance(step - trainer.step)
        steps.append(trainer.step)
        measuring.arena.weights[:] = trainer.arena.weights
        found.append(sharpness(measuring, count=count).highest)
        progress(0.7 + 0.3 * len(steps) / len(wanted))
        if trainer.finished:  # perhaps before its last step, as an early stop ends it
            break
    return np.array(steps, np.int64), np.array(found)
