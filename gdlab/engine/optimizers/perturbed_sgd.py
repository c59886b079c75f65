"""Perturbed gradient descent: a random push where the gradient is small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi, compiled_streams
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class PerturbedSGD(Optimizer):
    r"""Descent with random pushes off saddle points (Jin et al. 2017, "How to escape saddle points efficiently").

    .. math:: \|g_t\| \le g_{thres},\; t - t_{noise} > t_{thres}:\quad \theta \leftarrow \theta + \xi,\;
       \xi \sim \text{uniform in a ball of radius } r;\qquad \theta \leftarrow \theta - \gamma b_t

    with b the momentum as in SGD. ``noise`` adds normal noise of that deviation to every gradient besides (Ge et al.
    2015). All draws come from the run's noise stream, so runs that share a seed share them. With ``radius`` and
    ``noise`` 0 this is SGD.

    >>> from gdlab.engine.optimizers.perturbed_sgd import PerturbedSGD
    >>> optimizer = PerturbedSGD(radius=0.05)
    >>> optimizer.hyper()["radius"]
    0.05
    >>> list(optimizer.slots())
    ['momentum_buffer']
    """

    title: ClassVar[str] = "Perturbed gradient descent: pushes off saddle points"
    rule: ClassVar[str] = (
        "g ← ∇f + λθ + σ·N(0, 1)\n‖g‖ ≤ threshold, not pushed of late:  θ ← θ + ξ,  ‖ξ‖ ≤ r\nb ← μb + g\nθ ← θ − γb"
    )
    cycles: ClassVar[str] = "momentum"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("momentum_buffer"),)
    numbers: ClassVar[tuple[Number, ...]] = (Number("last_push", -1e18), Number("pushes"))
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 0.5, log=True),
        "momentum": SearchRange(0.0, 0.95),
        "radius": SearchRange(1e-2, 1.0, log=True),
    }

    type: Literal["PerturbedSGD"] = "PerturbedSGD"
    lr: float = knob(0.01, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    momentum: float = knob(0.0, "Share of the last step that is kept.", ge=0, lt=1, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    radius: float = knob(0.1, "Radius of the ball from which a push is drawn.", ge=0, log=True, live=True)
    threshold: float = knob(0.01, "Gradient norm up to which a push is given.", ge=0, log=True, live=True)
    interval: int = knob(10, "Fewest steps between two pushes.", ge=1, live=True)
    noise: float = knob(0.0, "Deviation of the noise added to every gradient.", ge=0, log=True, live=True)

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return the edge of SGD."""
        return StabilityEdge.of_momentum(lr, momentum, self.weight_decay)

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return perturbed_update


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def gaussian(stream, i):
    """Return a normal draw of a stream, by Box and Muller from the uniform draws 2i and 2i + 1.

    Args:
        stream: the stream's key.
        i: which draw.
    """
    scale = 1.0 / 9007199254740992.0
    a = (np.float64(compiled_streams.draw(stream, 2 * i) >> np.uint64(11)) + 0.5) * scale
    b = (np.float64(compiled_streams.draw(stream, 2 * i + 1) >> np.uint64(11)) + 0.5) * scale
    return np.sqrt(-2.0 * np.log(a)) * np.cos(2.0 * np.pi * b)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _push(w, stream, radius):
    """Add a draw from the ball to the weights: a direction, times radius · u^(1/n)."""
    n = w.size
    square = 0.0
    for i in range(n):
        square += gaussian(stream, i) ** 2
    u = (np.float64(compiled_streams.draw(stream, 2 * n) >> np.uint64(11)) + 0.5) / 9007199254740992.0
    scale = radius * u ** (1.0 / n) / np.sqrt(square)
    for i in range(n):
        w[i] += w.dtype.type(scale * gaussian(stream, i))


H, S = PerturbedSGD.positions(), PerturbedSGD.vector_positions()


@kernel
def perturbed_update(row, ctx, fp, mem, imem):
    """Update every parameter; push first when the gradient is small and the last push long ago.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step and the key of the noise are read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    b = view1(mem, place(row, S.momentum_buffer), n)
    real = w.dtype.type
    lr, mu, decay = real(fp[h + H.lr]), real(fp[h + H.momentum]), real(fp[h + H.weight_decay])
    # two streams a step: one for the push, one for the gradient's noise
    push = np.int64(compiled_streams.draw(ctx[abi.NOISE_KEY], 2 * t))
    noise = np.int64(compiled_streams.draw(ctx[abi.NOISE_KEY], 2 * t + 1))
    square = 0.0
    for i in range(n):
        if fp[h + H.noise] > 0.0:
            g[i] += real(fp[h + H.noise] * gaussian(noise, i))
        square += np.float64(g[i]) * np.float64(g[i])
    if (
        fp[h + H.radius] > 0.0
        and np.sqrt(square) <= fp[h + H.threshold]
        and t - fp[h + H.last_push] >= fp[h + H.interval]
    ):
        _push(w, push, fp[h + H.radius])
        fp[h + H.last_push] = t
        fp[h + H.pushes] += 1.0
    for i in range(n):
        b[i] = mu * b[i] + g[i] + decay * w[i]
        w[i] -= lr * b[i]
