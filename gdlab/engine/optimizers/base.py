"""What an optimizer is to the engine: one kernel over one flat vector, named state, live hyperparameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import Field

from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.positions import flattened, hyperparameters, numbered
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.kinds import OptimizerSpec

if TYPE_CHECKING:
    from gdlab.engine.network.tensors import Parameter

#: A decay rate of a running mean.
Beta = Annotated[float, Field(ge=0, lt=1)]


class Optimizer(OptimizerSpec):
    """The rule by which a gradient becomes a step; subclass it in a file of its own under ``engine/optimizers/``.

    Everything is declared once, by name, and every position follows from that: the fields are the hyperparameters,
    ``numbers`` and ``vectors`` the state. The kernel works on ``n = row[XN]`` numbers. With ``H = SGD.positions()``
    and ``S = SGD.vector_positions()``, say, it finds

    - parameters at ``mem[row[W]]`` and gradients at ``mem[row[DW]]``,
    - the vector ``momentum_buffer`` at ``mem[place(row, S.momentum_buffer)]``,
    - the hyperparameter ``momentum`` at ``fp[row[FP] + H.momentum]``, and numbers likewise.

    ``ctx[STEP]`` counts from 0. ``imem[row[ISCRATCH]]`` holds ``abi.TENSOR`` numbers for each of ``row[INT]``
    parameter tensors: its offset, size and number of axes, then its shape in PyTorch's order and the strides of these
    axes in the arena, both filled up on the left to four axes.

    Attributes:
        rule: the update in plain text, θ the parameters, γ the rate, one assignment a line.
        vectors: the vectors of the parameters' length that are kept, under PyTorch's names.
        numbers: the numbers that are kept, under PyTorch's names.
        counts_steps: whether PyTorch's state has the number of steps as ``step``.
        cycles: the hyperparameter that a schedule with ``cycle_momentum`` moves, "" when there is none.
        moments: the vectors of the mean gradient and of the mean squared gradient, "" where there is none.
        evaluates: the vector at which the network is evaluated, "" for the parameters themselves.
        by_parameter: whether the kernel treats each parameter by itself and writes no number that is kept, so that
            several threads may each take a part of the vector; a subclass says so anew.
        reads: the optimizer whose positions the kernel uses, where it is another's; None for its own.
    """

    rule: ClassVar[str] = ""
    vectors: ClassVar[tuple[Vector, ...]] = ()
    numbers: ClassVar[tuple[Number, ...]] = ()
    counts_steps: ClassVar[bool] = True
    cycles: ClassVar[str] = ""
    moments: ClassVar[tuple[str, str]] = ("", "")
    evaluates: ClassVar[str] = ""
    by_parameter: ClassVar[bool] = False
    reads: ClassVar[Any] = None

    @property
    def ascends(self) -> bool:
        """Return whether the loss is made larger: the kernel then gets the gradient with its sign changed."""
        return bool(getattr(self, "maximize", False))

    def integers(self) -> list[int]:
        """Return integers of the optimizer's own that the kernel reads from ``row[INT + 1]`` on."""
        return []

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        raise NotImplementedError

    # --- the edge of stability ----------------------------------------------------------------------------------------
    def stability_edge(self, lr: float, momentum: float | None = None, state: StepState | None = None) -> float:
        """Return the sharpness above which the steps along it grow, for a quadratic; NaN where no figure tells that.

        It is that of the Hessian, and of the preconditioned Hessian where :meth:`preconditioner` gives one.

        Args:
            lr: the learning rate of the step.
            momentum: the momentum or beta1 of the step, where a schedule moves it; the spec's if None.
            state: what is kept, for optimizers whose rate depends on it.
        """
        edge = self.edge_of_step(lr, self._first_momentum if momentum is None else momentum, state)
        return edge.sharpness if edge is not None else float("nan")

    def edge_formula(self) -> str:
        """Return how the edge follows from the hyperparameters, "" where there is none."""
        edge = self.edge_of_step(1.0, self._first_momentum)
        return edge.formula if edge is not None else ""

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge | None:
        """Return the edge of a step, None for an optimizer that has none; a subclass says so anew.

        Args:
            lr: the learning rate γ of the step.
            momentum: the momentum or beta1 of the step.
            state: what is kept, for optimizers whose rate depends on it; None before the first step.
        """
        return None

    @property
    def _first_momentum(self) -> float:
        """Return the hyperparameter that a schedule may cycle, 0 where there is none."""
        return self.hyper()[self.cycles] if self.cycles else 0.0

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return the diagonal by which each step divides the gradient, (n,), None for an optimizer that has none.

        Args:
            state: what is kept after the last step.
        """
        return None

    @property
    def preconditions(self) -> bool:
        """Return whether the optimizer divides the gradient by a diagonal of its own."""
        return type(self).preconditioner is not Optimizer.preconditioner

    @property
    def coupled_decay(self) -> float:
        """Return the weight decay that is added to the gradient before it is preconditioned."""
        decoupled = bool(getattr(self, "decoupled_weight_decay", False))
        return 0.0 if decoupled else float(getattr(self, "weight_decay", 0.0))

    # --- what follows from the declaration ----------------------------------------------------------------------------
    @classmethod
    def positions(cls) -> Any:
        """Return a named tuple of where ``fp`` holds each hyperparameter and number, counted from ``row[FP]``."""
        return numbered((*hyperparameters(cls), *(number.name for number in cls.numbers)))

    @classmethod
    def vector_positions(cls) -> Any:
        """Return a named tuple of where ``mem`` holds each vector, from ``row[BUFFER]`` in steps of ``row[YN]``."""
        return numbered(tuple(vector.name for vector in cls.vectors))

    def hyper(self) -> dict[str, float]:
        """Return the hyperparameters by name, in the order in which the kernel reads them."""
        names = hyperparameters(self.reads or type(self))
        return dict(zip(names, flattened(self, names), strict=True))

    def first_numbers(self) -> dict[str, list[float]]:
        """Return the first values of the numbers that are kept from step to step, by name."""
        return {n.name: [n.start] * (getattr(self, n.count) if n.count else 1) for n in self.numbers}

    def slots(self) -> dict[str, range]:
        """Return the names of the vectors that are kept, each with its places among all of them."""
        places: dict[str, range] = {}
        first = 0
        for vector in self.vectors:
            if not vector.when or getattr(self, vector.when):
                count = getattr(self, vector.count) if vector.count else 1
                places[vector.name], first = range(first, first + count), first + count
        return places

    def slot_count(self) -> int:
        """Return how many vectors of the parameters' length are kept."""
        return sum(map(len, self.slots().values()))

    def named_state(self, parameter: Parameter, held: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return what is kept for one parameter tensor in PyTorch's shapes, as copies.

        Args:
            parameter: the tensor, whose ``export`` gives PyTorch's order.
            held: its part of each vector, flat as the arena stores it; several vectors of one name are (count, size).
        """
        return {
            name: parameter.export(flat) if flat.ndim == 1 else np.array([parameter.export(one) for one in flat])
            for name, flat in held.items()
        }
