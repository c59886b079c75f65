"""Turn a network into a program: a table of instructions and the layout of one flat arena.

Each layer's ``build`` (:class:`gdlab.engine.ops.base.Layer`) is called with a :class:`Builder` and the tensor that
reaches the layer. It checks the shape, declares parameters and buffers, emits instructions and returns the tensor that
leaves the layer. Nothing is compiled until :func:`gdlab.engine.network.layout.lay_out` asks each kernel for its
address.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np

from gdlab.engine.machine.native import Kernel
from gdlab.engine.network.liveness import gradient_root
from gdlab.engine.network.tensors import Draw, Instruction, LayerSummary, Parameter, Tensor
from gdlab.spec.base import Member
from gdlab.spec.errors import Problem, SpecError


class Buildable(Protocol):
    """What the builder needs of a layer."""

    type: str

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Declare parameters, emit instructions and return the output; see :class:`gdlab.engine.ops.base.Layer`."""
        ...


class Builder:
    """The instructions, parameters and tensors of a network, collected while its layers build themselves."""

    def __init__(self, input_shape: tuple[int, ...], *, input_gradient: bool = False) -> None:
        self.input = Tensor(input_shape, needs_gradient=input_gradient)
        self.tensors: list[Tensor] = [self.input]
        self.parameters: list[Parameter] = []
        self.buffers: list[Parameter] = []
        self.instructions: list[Instruction] = []
        self.couples_batch = False
        self.couples_evaluation = False
        self._scope: list[str] = []
        self.summary: list[LayerSummary] = []

    @contextmanager
    def scope(self, name: str) -> Generator[None]:
        """Prefix the names of parameters that are declared inside."""
        self._scope.append(name)
        try:
            yield
        finally:
            self._scope.pop()

    def tensor(self, shape: tuple[int, ...]) -> Tensor:
        """Declare an activation of this shape an example."""
        made = Tensor(shape)
        self.tensors.append(made)
        return made

    def alias(self, x: Tensor, shape: tuple[int, ...]) -> Tensor:
        """Return the same numbers under another shape, at no cost."""
        made = Tensor(shape, storage=x, needs_gradient=x.needs_gradient, gradient_of=x)
        self.tensors.append(made)
        return made

    def fork(self, x: Tensor) -> Tensor:
        """Return a second reader's view of ``x``: the same activations, a gradient of its own."""
        made = Tensor(x.shape, storage=x, needs_gradient=x.needs_gradient)
        self.tensors.append(made)
        return made

    def share_gradient(self, x: Tensor, y: Tensor) -> bool:
        """Let ``x`` have the very gradient of ``y``, which is made of it by addition; False when they cannot share."""
        root = gradient_root(x)
        if root is self.input or gradient_root(y) is root:
            return False
        root.gradient_of = y
        return True

    def parameter(
        self, name: str, shape: tuple[int, ...], draw: Draw, axes: tuple[int, ...] | None = None
    ) -> Parameter:
        """Declare a trainable parameter under PyTorch's name and shape, stored with ``axes`` permuted."""
        made = Parameter(self._name(name), shape, draw, axes or tuple(range(len(shape))))
        self.parameters.append(made)
        return made

    def buffer(self, name: str, shape: tuple[int, ...], value: float) -> Parameter:
        """Declare numbers that belong to the state of the network but are not trained."""
        made = Parameter(
            self._name(name),
            shape,
            lambda shape, _stream: np.full(shape, value),
            tuple(range(len(shape))),
            trainable=False,
        )
        self.buffers.append(made)
        return made

    def emit(self, forward: Kernel, backward: Kernel | None, x: Tensor, y: Tensor, **rest: object) -> None:
        """Append an instruction; see :class:`Instruction` for what may be given.

        ``scratch`` and ``iscratch`` are (numbers an example, numbers besides).
        """
        self.instructions.append(
            Instruction(forward, backward, x, y, stream=len(self.instructions), layer=".".join(self._scope), **rest)  # type: ignore[arg-type]
        )

    def refuse(self, layer: Member, message: str) -> SpecError:
        """Return the error that says why a layer does not fit where it stands; raise it."""
        return SpecError([Problem(f"network.layers{_indexed(self._scope)}", f"{layer.type} {message}")])

    def build(self, layers: Sequence[Buildable], x: Tensor) -> Tensor:
        """Build layers one after another, each in a scope of its index."""
        for i, layer in enumerate(layers):
            with self.scope(str(i)):
                before = sum(p.size for p in self.parameters)
                x = layer.build(self, x)
                count = sum(p.size for p in self.parameters) - before
                self.summary.append(LayerSummary(".".join(self._scope), layer.type, x.shape, count))
        return x

    def _name(self, name: str) -> str:
        return ".".join([*self._scope, name])


def _indexed(scope: Sequence[str]) -> str:
    return "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in scope)
