"""The curvature of the training loss while a run trains: sharpness, trace, noise of the gradient, its alignment.

``training.curvature_every`` = k measures at the start and after every k-th step; 0 does nothing. Nothing that is
measured influences the run: it is asked of a second arena of the network, in float64. A measurement takes some
eighty gradients over the examples that are used: 2048 at most, 64 of pictures. The seconds of training do not count it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.step_state import StepState
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.program.measuring import measuring_spec
from gdlab.engine.training.hessian_blocks import block_product, preconditioned_product
from gdlab.engine.training.hessian_products import HessianProducts
from gdlab.engine.training.lanczos import Product, measured_examples, sharpest
from gdlab.engine.training.noise_scale import noise_scale
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec import streams
from gdlab.spec.run import RunSpec

#: What is measured of the whole network, and of each layer: the layer's share of the sharpest direction, squared, and
#: of the trace, the sum over the layer's own parameters; of its block, where asked for, the extreme eigenvalues.
SHARPNESS, EDGE = "train/sharpness", "train/stability_edge"
PRECONDITIONED = "train/preconditioned_sharpness"
LOWEST, TRACE, TRACE_ERROR = "train/lowest_eigenvalue", "train/hessian_trace", "train/hessian_trace_error"
NOISE, COSINE = "train/noise_scale", "train/gradient_cosine"
LAYER_SHARE, LAYER_TRACE = "sharpness_share", "hessian_trace"
LAYER_SHARPNESS, LAYER_LOWEST = "layer_sharpness", "layer_lowest_eigenvalue"

#: Random vectors of Hutchinson's estimate of the trace.
_SIGNS = 8


class CurvatureSampler:
    """The measurements of one run's curvature.

    Args:
        arena: the run's own, which is only read.
        arrays: the training part, as the machine reads it.
        shape: the shape of one input.
        targets: targets of an example.
        seed: the run's.
        assemble: makes an arena of the network of a spec.
    """

    def __init__(
        self,
        arena: Arena,
        arrays: Arrays,
        shape: tuple[int, ...],
        targets: int,
        seed: int,
        assemble: Callable[[RunSpec], Arena],
    ) -> None:
        self._run, self._arrays, self._seed, self._assemble = arena, arrays, seed, assemble
        self.count = measured_examples(len(arrays[0]), shape, targets)
        self._held: tuple[Arena, Arrays] | None = None
        self._before: np.ndarray | None = None

    def note_gradient(self, spec: RunSpec) -> None:
        """Compute the gradient at the present parameters, with which the next sample's is compared.

        Args:
            spec: the run with its live edits.
        """
        self._prepare(spec)
        self._before = self._gradient(self._run.weights.astype(np.float64))

    def step_state(self, momentum: float | None) -> StepState:
        """Return what the run's optimizer has kept after its last step.

        Args:
            momentum: the momentum or beta1 of that step, where a schedule moves it.
        """
        arena = self._run
        vectors = {name: arena.vector(name)[0].astype(np.float64) for name, held in arena.vectors.items() if held}
        numbers = {name: float(arena.number(name)[0]) for name, held in arena.numbers.items() if held}
        return StepState(int(arena.ctx[abi.STEP]), vectors, numbers, momentum)

    def sample(self, spec: RunSpec, batch: int, optimizer: Optimizer, state: StepState) -> dict[str, float]:
        """Return what is measured at the present parameters, by tag; NaN where a gradient is not finite.

        Args:
            spec: the run with its live edits.
            batch: examples of a mini-batch.
            optimizer: the run's, whose preconditioned Hessian is measured too, where it has a preconditioner.
            state: what it has kept.
        """
        self._prepare(spec)
        point = self._run.weights.astype(np.float64)
        gradient, before = self._gradient(point), self._before
        self._before = None
        product = HessianProducts(self._gradient, point, float(np.finfo(np.float64).eps))
        ends = sharpest(product, len(point), seed=self._seed)
        traces = self._traces(product) if np.isfinite(ends.highest) else np.full((_SIGNS, len(point)), np.nan)
        preconditioned = self._preconditioned(product, optimizer, state)
        blocks = self._block_ends(product) if spec.training.curvature_by_layer else {}
        self._weights(point)
        totals = traces.sum(axis=1)
        return {
            SHARPNESS: ends.highest,
            **preconditioned,
            LOWEST: ends.lowest,
            TRACE: float(totals.mean()),
            TRACE_ERROR: float(totals.std(ddof=1) / np.sqrt(_SIGNS)),
            NOISE: noise_scale(self._part_gradient, self.count, batch),
            COSINE: _cosine(before, gradient),
            **self._by_layer(ends.direction**2, LAYER_SHARE),
            **self._by_layer(traces.mean(axis=0), LAYER_TRACE),
            **blocks,
        }

    # --- inside -----------------------------------------------------------------------------------------------------
    def _prepare(self, spec: RunSpec) -> None:
        """Make the second arena at the first measurement, and give it the present values of live options."""
        measuring = measuring_spec(spec)
        if self._held is None:
            n = len(self._arrays[0])
            order = streams.order(streams.key(self._seed, streams.ORDER, 2**31), n)[: self.count]
            inputs, classes, values = (array[order] if len(array) == n else array for array in self._arrays)
            arrays = inputs.astype(np.float64), np.ascontiguousarray(classes), values.astype(np.float64)
            self._held = self._assemble(measuring), arrays
            self._order = np.arange(self.count, dtype=np.int64)
        self._held[0].apply_options(measuring)

    def _weights(self, point: np.ndarray) -> None:
        assert self._held is not None
        self._held[0].weights[:] = point

    def _part_gradient(self, first: int, size: int) -> np.ndarray:
        """Return the gradient at the second arena's parameters over some of the examples."""
        assert self._held is not None
        arena, arrays = self._held
        objective = MiniBatchObjective(arena, arrays, self._order, first, size)
        objective.value_and_gradient()
        return objective.gradient.copy()

    def _gradient(self, point: np.ndarray) -> np.ndarray:
        self._weights(point)
        return self._part_gradient(0, self.count)

    def _traces(self, product: HessianProducts) -> np.ndarray:
        """Return Hutchinson's estimates of the Hessian's diagonal, v ∘ Hv of random signs v, (vectors, parameters)."""
        keys = [streams.key(self._seed, streams.NOISE, 31, k) for k in range(_SIGNS)]
        n = self._run.program.n_parameters
        signs = [np.where(streams.uniform(key, n) < 0.5, -1.0, 1.0) for key in keys]
        return np.array([v * product(v) for v in signs])

    def _preconditioned(self, product: Product, optimizer: Optimizer, state: StepState) -> dict[str, float]:
        """Return the largest eigenvalue of the preconditioned Hessian, nothing where there is no preconditioner."""
        diagonal = optimizer.preconditioner(state)
        if diagonal is None:
            return {}
        both = preconditioned_product(product, diagonal, optimizer.coupled_decay)
        return {PRECONDITIONED: sharpest(both, len(diagonal), seed=self._seed).highest}

    def _block_ends(self, product: Product) -> dict[str, float]:
        """Return the extreme eigenvalues of each layer's block of the Hessian."""
        found: dict[str, float] = {}
        for name, where in self._layers().items():
            block = block_product(product, self._run.program.n_parameters, where)
            ends = sharpest(block, len(where), seed=self._seed)
            found |= {f"{LAYER_SHARPNESS}/{name}": ends.highest, f"{LAYER_LOWEST}/{name}": ends.lowest}
        return found

    def _by_layer(self, values: np.ndarray, tag: str) -> dict[str, float]:
        """Return the sum of each layer's part of a vector of the parameters' length."""
        return {f"{tag}/{name}": float(values[where].sum()) for name, where in self._layers().items()}

    def _layers(self) -> dict[str, np.ndarray]:
        """Return the places of each layer's parameters in the flat vector, by the layer's name."""
        places: dict[str, list[np.ndarray]] = {}
        for p in self._run.program.parameters:
            name = p.name.rpartition(".")[0] or p.name
            places.setdefault(name, []).append(np.arange(p.offset, p.offset + p.size))
        return {name: np.concatenate(parts) for name, parts in places.items()}


def _cosine(one: np.ndarray | None, other: np.ndarray) -> float:
    """Return the cosine of the angle between two vectors, NaN where there is none."""
    if one is None:
        return float("nan")
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size > 0 and np.isfinite(size) else float("nan")
