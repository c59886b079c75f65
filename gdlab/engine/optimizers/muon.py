"""Muon: momentum made orthogonal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import field_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.matrix_tiles import usable_tiles
from gdlab.engine.machine.native import FASTMATH, Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.newton_schulz import numbers_for_tiles, orthogonalise
from gdlab.engine.products.bfloat16_tiles import has_tiles
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange

if TYPE_CHECKING:
    from gdlab.engine.network.tensors import Parameter


class Muon(Optimizer):
    r"""Steps along each matrix's momentum, made orthogonal (Jordan et al. 2024; Liu et al. 2025).

    .. math:: B_t = \mu B_{t-1} + (1-\mu) G_t,\quad O_t = \mathrm{NS}(G_t + \mu (B_t - G_t)),\quad
       \theta \leftarrow (1-\gamma\lambda)\theta - \gamma \sqrt{\max(1, \tfrac{rows}{columns})}\, O_t

    NS is the Newton-Schulz iteration :math:`X \leftarrow aX + bXX^TX + cXX^TXX^TX`. In double precision it runs in
    that. In single precision its products round their operands to bfloat16 where the processor has tile registers for
    that (Intel AMX, on Linux) and the matrix's shorter side 64 rows or more, while :math:`X` and all sums stay single;
    elsewhere all is single. (PyTorch rounds all of it to bfloat16.)

    Muon is for matrices: weights with two axes. All else (biases, convolution kernels, the scales of normalisation) is
    updated by AdamW at the same rate and weight decay, with ``adamw_betas`` and ``adamw_eps``; PyTorch asks you to make
    that second optimizer yourself. Other names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.muon import Muon
    >>> optimizer = Muon(lr=0.02)
    >>> optimizer.hyper()["momentum"]
    0.95
    >>> list(optimizer.slots())
    ['momentum_buffer', 'exp_avg_sq']
    """

    title: ClassVar[str] = "Muon: orthogonalised momentum for matrices, AdamW for the rest"
    rule: ClassVar[str] = (
        "B ← μB + (1−μ)∇f\nO = NewtonSchulz(∇f + μ(B − ∇f))\nθ ← (1 − γλ)θ − γ·√max(1, rows/columns) · O\n"
        "vectors: AdamW"
    )
    cycles: ClassVar[str] = "momentum"
    moments: ClassVar[tuple[str, str]] = ("momentum_buffer", "")
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("momentum_buffer"), Vector("exp_avg_sq"))
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 5e-2, log=True),
        "momentum": SearchRange(0.85, 0.98),
        "weight_decay": SearchRange(1e-3, 0.3, log=True),
    }

    type: Literal["Muon"] = "Muon"
    weight_decay: float = knob(0.1, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)
    momentum: float = knob(0.95, "Decay of the running mean of the gradient.", ge=0, lt=1, live=True)
    nesterov: bool = knob(True, "Look ahead along the momentum before stepping.")
    ns_coefficients: tuple[float, float, float] = knob(
        (3.4445, -4.775, 2.0315), "Coefficients a, b, c of the Newton-Schulz iteration.", parts=("a", "b", "c")
    )
    eps: float = knob(1e-7, "Smallest norm by which a matrix is divided.", ge=0, log=True)
    ns_steps: int = knob(5, "Newton-Schulz iterations.", ge=1, le=99)
    adjust_lr_fn: Literal["original", "match_rms_adamw"] = knob("original", "How the rate follows a matrix's shape.")
    adamw_betas: tuple[Beta, Beta] = knob(
        (0.9, 0.999), "Decay of AdamW's running means.", live=True, parts=("adamw_beta1", "adamw_beta2")
    )
    adamw_eps: float = knob(1e-8, "Added to AdamW's denominator.", ge=0, log=True)

    @field_validator("adjust_lr_fn", mode="before")
    @classmethod
    def _none_is_original(cls, value: Any) -> Any:
        return "original" if value is None else value

    def named_state(self, parameter: Parameter, held: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return a matrix's ``momentum_buffer``, and AdamW's ``exp_avg`` and ``exp_avg_sq`` of all else."""
        first, second = (parameter.export(held[name]) for name in ("momentum_buffer", "exp_avg_sq"))
        matrix = len(parameter.shape) == 2
        return {"momentum_buffer": first} if matrix else {"exp_avg": first, "exp_avg_sq": second}

    def integers(self) -> list[int]:
        """Return whether the kernel may use tile registers, which each process asks for."""
        return [int(usable_tiles())]

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return muon_update


@njit(nogil=True, error_model="numpy", fastmath=FASTMATH, forceinline=True)
def _vector(w, g, m, v, t, lr, b1, b2, eps, decay):
    """Update what is no matrix as AdamW does."""
    real = w.dtype.type
    step, root = real(lr / (1.0 - b1**t)), real(1.0 / np.sqrt(1.0 - b2**t))
    kept, small = real(1.0 - lr * decay), real(eps)
    k1, k2, a1, a2 = real(b1), real(b2), real(1.0 - b1), real(1.0 - b2)
    for i in range(w.size):
        m[i] = k1 * m[i] + a1 * g[i]
        v[i] = k2 * v[i] + a2 * g[i] * g[i]
        w[i] = kept * w[i] - step * m[i] / (np.sqrt(v[i]) * root + small)


H, S = Muon.positions(), Muon.vector_positions()


@kernel
def muon_update(row, ctx, fp, mem, imem):
    """Update tensor by tensor.

    Args:
        row: the optimizer's row of the instruction table; its second integer is 1 where tile registers may be used.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: the parameter table.
    """
    h, t = row[abi.FP], ctx[abi.STEP] + 1
    real = view1(mem, row[abi.W], 1).dtype.type
    mu, fresh = real(fp[h + H.momentum]), real(1.0 - fp[h + H.momentum])
    tiles = has_tiles(mem) and row[abi.INT + 1] > 0
    kept, ahead = real(1.0 - fp[h + H.lr] * fp[h + H.weight_decay]), fp[h + H.nesterov] > 0.0
    for k in range(row[abi.INT]):
        e = row[abi.ISCRATCH] + abi.TENSOR * k
        first, n = imem[e + abi.T_OFFSET], imem[e + abi.T_SIZE]
        w, g = view1(mem, row[abi.W] + first, n), view1(mem, row[abi.DW] + first, n)
        m, v = (
            view1(mem, place(row, S.momentum_buffer) + first, n),
            view1(mem, place(row, S.exp_avg_sq) + first, n),
        )
        if imem[e + abi.T_AXES] != 2:
            _vector(
                w,
                g,
                m,
                v,
                t,
                fp[h + H.lr],
                fp[h + H.adamw_beta1],
                fp[h + H.adamw_beta2],
                fp[h + H.adamw_eps],
                fp[h + H.weight_decay],
            )
            continue
        outs, ins = imem[e + abi.T_SHAPE + 2], imem[e + abi.T_SHAPE + 3]
        # the matrix as it is stored, perhaps transposed: the iteration commutes with transposition
        columns = ins if imem[e + abi.T_STRIDE + 3] == 1 else outs
        u = np.empty(n + numbers_for_tiles(n // columns, columns, tiles), w.dtype)
        for i in range(n):
            m[i] += fresh * (g[i] - m[i])
            u[i] = g[i] + mu * (m[i] - g[i]) if ahead else m[i]
        c1, c2, c3, eps = fp[h + H.a], fp[h + H.b], fp[h + H.c], fp[h + H.eps]
        orthogonalise(u, n // columns, columns, c1, c2, c3, eps, np.int64(fp[h + H.ns_steps]))
        if fp[h + H.adjust_lr_fn] > 0.0:
            size = 0.2 * np.sqrt(np.float64(max(outs, ins)))
        else:
            size = np.sqrt(max(1.0, outs / ins))
        step = real(fp[h + H.lr] * size)
        for i in range(n):
            w[i] = kept * w[i] - step * u[i]
