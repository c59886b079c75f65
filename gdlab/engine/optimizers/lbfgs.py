"""L-BFGS: a quasi-Newton method with a short memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import field_validator

from gdlab.engine.optimizers.closure import ClosureOptimizer, Objective
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.engine.optimizers.line_search import Trial, strong_wolfe
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class LBFGS(ClosureOptimizer):
    r"""Steps along an inverse Hessian built from the last steps and gradient changes (Liu and Nocedal 1989).

    .. math:: \theta \leftarrow \theta + t\,d,\quad d = -H g,\quad
       s_k = \theta_{k+1} - \theta_k,\; y_k = g_{k+1} - g_k

    with H by the two-loop recursion over the last ``history_size`` pairs. One step makes up to ``max_iter`` such
    iterations on the step's mini-batch; it is meant for the whole batch. Names and defaults are PyTorch's; where it
    writes None, ``max_eval`` is 0 (1.25 × max_iter) and ``line_search_fn`` "none". It keeps 2 × history_size + 2
    vectors of the parameters' length.

    >>> from gdlab.engine.optimizers.lbfgs import LBFGS
    >>> optimizer = LBFGS(history_size=10, line_search_fn="strong_wolfe")
    >>> optimizer.hyper()["history_size"]
    10.0
    >>> list(optimizer.slots())
    ['old_dirs', 'old_stps', 'd', 'prev_flat_grad']
    """

    title: ClassVar[str] = "L-BFGS: quasi-Newton with a short memory"
    rule: ClassVar[str] = (
        "d = −H∇f, H from the last pairs s = Δθ, y = Δ∇f\nθ ← θ + t·d, t = γ or by a strong-Wolfe search"
    )
    vectors: ClassVar[tuple[Vector, ...]] = (
        Vector("old_dirs", count="history_size"),
        Vector("old_stps", count="history_size"),
        Vector("d"),
        Vector("prev_flat_grad"),
    )
    numbers: ClassVar[tuple[Number, ...]] = (
        Number("n_iter"),
        Number("pairs"),
        Number("oldest"),
        Number("t"),
        Number("H_diag"),
        Number("ro", count="history_size"),
    )
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-2, 1.0, log=True),
        "history_size": SearchRange(5, 50),
    }

    type: Literal["LBFGS"] = "LBFGS"
    lr: float = knob(1.0, "Length of a step, the first one tried by a line search.", log=True, live=True, ge=0, le=1e6)
    max_iter: int = knob(20, "Most iterations a step.", ge=1, le=100_000, live=True)
    max_eval: int = knob(0, "Most evaluations a step; 0 is 1.25 × max_iter.", ge=0, live=True)
    tolerance_grad: float = knob(1e-7, "Largest gradient entry at which a step ends.", ge=0, log=True, live=True)
    tolerance_change: float = knob(
        1e-9, "Change of loss or parameters at which a step ends.", ge=0, log=True, live=True
    )
    history_size: int = knob(100, "How many past pairs are remembered.", ge=1, le=1000)
    line_search_fn: Literal["none", "strong_wolfe"] = knob("none", "How the length of a step is found.")

    @field_validator("max_eval", mode="before")
    @classmethod
    def _none_is_zero(cls, value: Any) -> Any:
        return 0 if value is None else value

    def minimise(self, objective: Objective) -> float:
        """Iterate on the mini-batch until a bound or tolerance is met; return the loss at the start."""
        # without a line search the steps may run away; the run then ends as diverged, and says so
        with np.errstate(over="ignore", invalid="ignore"):
            return self._iterate(objective)

    def _iterate(self, objective: Objective) -> float:
        first = loss = objective.value_and_gradient()
        if not np.isfinite(first) or _largest(objective.gradient) <= self.tolerance_grad:
            return first
        most = self.max_eval or self.max_iter * 5 // 4
        for i in range(1, self.max_iter + 1):
            before = loss
            slope = self._aim(objective)
            if slope > -self.tolerance_change:
                break
            loss = self._move(objective, loss, slope, most, last=i == self.max_iter)
            if objective.evaluations >= most or self._settled(objective, loss - before):
                break
        return first

    def _aim(self, objective: Objective) -> float:
        """Set the direction, the first length to try and the last gradient; return the slope along the direction."""
        numbers, g = objective.numbers, objective.gradient
        d, last = objective.vectors["d"][0], objective.vectors["prev_flat_grad"][0]
        lr = objective.lr
        numbers["n_iter"][0] += 1
        if numbers["n_iter"][0] == 1:
            numbers["H_diag"][0], length = 1.0, min(1.0, 1.0 / float(np.abs(g).sum())) * lr
            d[:] = -g
        else:
            self._remember(objective, g - last, d * d.dtype.type(numbers["t"][0]))
            d[:], length = self._direction(objective), lr
        last[:] = g
        numbers["t"][0] = length
        return float(g @ d)

    def _remember(self, objective: Objective, y: np.ndarray, s: np.ndarray) -> None:
        """Add a pair to the ring unless its curvature is not positive; forget the oldest when it is full."""
        numbers, curvature = objective.numbers, float(y @ s)
        if curvature <= 1e-10:
            return
        count, oldest = int(numbers["pairs"][0]), int(numbers["oldest"][0])
        at = (oldest + count) % self.history_size
        if count == self.history_size:
            numbers["oldest"][0] = (oldest + 1) % self.history_size
        else:
            numbers["pairs"][0] += 1
        objective.vectors["old_dirs"][at], objective.vectors["old_stps"][at] = y, s
        numbers["ro"][at] = 1.0 / curvature
        numbers["H_diag"][0] = curvature / float(y @ y)

    def _direction(self, objective: Objective) -> np.ndarray:
        """Return −H g by the two-loop recursion (Nocedal and Wright 2006, algorithm 7.4).

        The pairs are read twice, which takes as long as the rest of a step; BLAS adds a multiple of one in one pass.
        """
        from scipy.linalg import get_blas_funcs

        numbers, h = objective.numbers, self.history_size
        changes, steps = objective.vectors["old_dirs"], objective.vectors["old_stps"]
        real, axpy = steps.dtype.type, get_blas_funcs("axpy", dtype=steps.dtype)
        ring = [(int(numbers["oldest"][0]) + k) % h for k in range(int(numbers["pairs"][0]))]
        q, alpha = -objective.gradient, {}
        for at in reversed(ring):
            alpha[at] = float(steps[at] @ q) * numbers["ro"][at]
            q = axpy(changes[at], q, a=-alpha[at])
        q *= real(numbers["H_diag"][0])
        for at in ring:
            q = axpy(steps[at], q, a=alpha[at] - float(changes[at] @ q) * numbers["ro"][at])
        return q

    def _move(self, objective: Objective, loss: float, slope: float, most: int, *, last: bool) -> float:
        """Step along the direction, and leave the gradient of the new point; return the loss there."""
        d, numbers, weights = objective.vectors["d"][0], objective.numbers, objective.weights
        real = d.dtype.type
        if self.line_search_fn == "none":
            weights += real(numbers["t"][0]) * d
            # after the last iteration the next mini-batch will be asked, not this one
            return loss if last else objective.value_and_gradient()
        origin = weights.copy()

        def at(t: float) -> Trial:
            weights[:] = origin + real(t) * d
            f = objective.value_and_gradient()
            return Trial(t, f, objective.gradient.copy(), float(objective.gradient @ d))

        start = Trial(0.0, loss, objective.gradient.copy(), slope)
        found, _ = strong_wolfe(
            at,
            start,
            float(numbers["t"][0]),
            _largest(d),
            tolerance=self.tolerance_change,
            budget=most - objective.evaluations,
        )
        weights[:] = origin + real(found.t) * d
        objective.gradient[:], numbers["t"][0] = found.g, found.t
        return found.f

    def _settled(self, objective: Objective, change: float) -> bool:
        """Return whether gradient, step or change of loss have become too small to go on."""
        small = _largest(objective.gradient) <= self.tolerance_grad
        still = _largest(objective.vectors["d"][0]) * abs(objective.numbers["t"][0]) <= self.tolerance_change
        return bool(small or still or abs(change) < self.tolerance_change)


def _largest(vector: np.ndarray) -> float:
    """Return the largest entry of a vector, (n,), without its sign; NaN where there is one."""
    return max(float(vector.max()), -float(vector.min()))
