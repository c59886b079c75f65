"""Put a run together: network, loss, optimizer and average in one table over one arena."""

from __future__ import annotations

import numpy as np

from gdlab.engine.losses.base import Loss
from gdlab.engine.network import memory_limit
from gdlab.engine.network.builder import Builder
from gdlab.engine.network.fusion import join_rectifiers
from gdlab.engine.network.layout import lay_out
from gdlab.engine.network.tensors import LayerSummary, Tensor
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.augmenting import grid_of
from gdlab.engine.program.parameters import draw_parameters
from gdlab.engine.program.run_layout import RunLayout, state_vectors
from gdlab.engine.program.spec_members import layers_of, loss_of
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import run_length

#: An activation tensor gets at most this many numbers, unless one mini-batch needs more.
_TENSOR_NUMBERS = 1 << 18
#: Networks on images are worked through in chunks whose activations, about this many numbers, stay in the cache.
_IMAGE_NUMBERS = 1 << 19
#: From so many weights on chunks are larger, since each reads and writes all weights again: of so many images, unless
#: their activations are more than so many numbers.
_MANY_WEIGHTS, _MANY_IMAGES, _MOST_NUMBERS = 1 << 20, 64, 1 << 25


def build_network(spec: RunSpec, shape: tuple[int, ...], *, input_gradient: bool = False) -> tuple[Builder, Tensor]:
    """Build the spec's layers on an input of this shape into instructions; nothing is compiled.

    Args:
        spec: the run.
        shape: the shape of one input.
        input_gradient: also compute the gradient by the input.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    builder = Builder(shape, input_gradient=input_gradient)
    output = builder.build(layers_of(spec), builder.input)
    if not spec.training.diagnostics_every:  # which sample each layer's output
        join_rectifiers(builder, output)
    return builder, output


def describe(spec: RunSpec, shape: tuple[int, ...]) -> list[LayerSummary]:
    """Return each layer's output shape and parameter count.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    return build_network(spec, shape)[0].summary


def check_network(spec: RunSpec, shape: tuple[int, ...], n_examples: int) -> None:
    """Refuse a run whose layers do not fit or whose arena would not; nothing is compiled and no memory taken.

    Raises:
        SpecError: with what does not fit.
    """
    builder, _ = build_network(spec, shape)
    if not builder.parameters:
        raise _nothing_to_train()
    _check_memory(spec, builder, chunk_size(builder, run_length(spec, n_examples).batch_size))


def _check_memory(spec: RunSpec, builder: Builder, capacity: int) -> None:
    memory_limit.check_memory(builder, capacity, state_vectors(spec), np.dtype(spec.training.dtype).itemsize)


def assemble(
    spec: RunSpec,
    shape: tuple[int, ...],
    target_width: int,
    n_examples: int,
    *,
    input_gradient: bool = False,
    loss: Loss | None = None,
    together: int = 0,
    image: tuple[int, int, int] | None = None,
) -> Arena:
    """Build the tables and the arena for a run, with initial weights drawn.

    Args:
        spec: the run.
        shape: the shape of one input.
        target_width: targets an example.
        n_examples: examples in the training part.
        input_gradient: also compute the gradient by the input.
        loss: the loss as the run's targets need it; the spec's if None.
        together: examples that are evaluated at once, where a layer takes its statistics from them.
        image: (height, width, channels) of inputs that are pictures stored flat.
    """
    loss = loss_of(spec) if loss is None else loss
    builder, output = build_network(spec, shape, input_gradient=input_gradient)
    items = _items(loss, output, target_width)
    length = run_length(spec, n_examples)
    capacity = max(chunk_size(builder, length.batch_size), together if builder.couples_evaluation else 0)
    _check_memory(spec, builder, capacity)
    program = lay_out(builder, output, capacity, spec.training.dtype, state_vectors(spec))
    if output.gradient < 0 or not program.parameters:
        raise _nothing_to_train()
    layout = RunLayout(spec, program, target_width, length.batch_size)
    layout.loss(loss, *items)
    layout.vectors(length.steps_per_epoch)
    layout.diagnostics()
    layout.step_options()
    layout.augmentations(loss, grid_of(shape, image))
    arena = layout.arena()
    arena.apply_options(spec)
    draw_parameters(arena, spec.seed)
    return arena


def _nothing_to_train() -> SpecError:
    return SpecError([Problem("network.layers", "has nothing to train: add a Linear layer, for a start")])


def _items(loss: Loss, output: Tensor, target_width: int) -> tuple[int, int]:
    try:
        return loss.items(output, target_width)
    except ValueError as error:
        raise SpecError([Problem("loss", f"{loss.type}: {error}")]) from None


def chunk_size(builder: Builder, batch: int) -> int:
    """Return how many examples the arena has room for: a larger mini-batch is worked through in chunks.

    Args:
        builder: the network.
        batch: examples of a mini-batch.
    """
    widest = max(t.size for t in builder.tensors)
    usual = max(1, min(256, _TENSOR_NUMBERS // max(widest, 1)))
    if builder.couples_batch:
        return max(batch, usual)
    weights = sum(p.size for p in builder.parameters)
    if any(len(t.shape) == 3 for t in builder.tensors):
        each = sum(t.size for t in builder.tensors if t.storage is None)
        more = min(_MANY_IMAGES, _MOST_NUMBERS // each) if weights >= _MANY_WEIGHTS else 0
        return min(batch, max(8, more, _IMAGE_NUMBERS // each))
    return max(min(batch, (8 if weights >= _MANY_WEIGHTS else 4) * usual), usual)
