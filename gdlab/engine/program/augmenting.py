"""The augmentations of a run: whether they fit its examples, what they know of them, and what they make of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.losses.base import Loss
from gdlab.engine.machine import abi, augmentation, compiled_streams
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.loop import gather
from gdlab.engine.machine.native import call_op, copy, ints, kernel, reals, shift
from gdlab.engine.network.axes import to_torch_order
from gdlab.engine.program.arena import Arena, example_columns
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.program.spec_members import augmentations_of, loss_of
from gdlab.spec.errors import Problem
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

#: How many examples the levels are taken from at most, evenly spread over the training part.
_SAMPLED = 65_536


def augmentation_problems(spec: RunSpec, examples: Examples, loss: Loss | None = None) -> list[Problem]:
    """Return why a run's augmentations cannot be used on its examples, nothing where they can.

    Args:
        spec: the run.
        examples: its data.
        loss: the loss as the run's targets need it; the spec's if None.
    """
    found: list[Problem] = []
    loss, mixing = loss_of(spec) if loss is None else loss, 0
    for i, each in enumerate(augmentations_of(spec)):
        mixing += each.mixes
        text = _complaint(each, spec, examples, loss)
        if not text and each.mixes and mixing > 1:
            text = "examples can be mixed once only: remove all but one"
        if text:
            found.append(Problem(f"training.augmentation[{i}]", f"{each.type}: {text}"))
    return found


def _complaint(each: Augmentation, spec: RunSpec, examples: Examples, loss: Loss) -> str:
    layers = spec.network.layers
    if examples.look == "tokens" or (layers and layers[0].type == "Embedding"):
        return "the inputs are numbers of words, which cannot be changed a little"
    height, width, _ = grid_of(examples.shape, examples.image)
    is_image = len(examples.shape) == 3 or examples.image is not None
    if each.needs == "image" and not is_image:
        return f"it changes pictures, and an example has the shape {examples.shape}"
    if each.needs == "series" and (len(examples.shape) != 2 or (layers and layers[0].type == "Conv1d")):
        return f"it changes series of shape (time, columns), and an example has the shape {examples.shape}"
    if each.mixes and loss.targets == "class" and not loss.mixing_factor:
        return f"{loss.type} cannot mix classes where they weigh differently or some do not count"
    return each.complaint(height, width)


def grid_of(shape: tuple[int, ...], image: tuple[int, int, int] | None) -> tuple[int, int, int]:
    """Return an example's (height, width, channels) as the arena holds it: a table has one row, a series one column.

    Args:
        shape: of one example, in PyTorch's order.
        image: (height, width, channels) of a picture that is stored flat.
    """
    if image is not None:
        return image
    if len(shape) == 3:
        return shape[1], shape[2], shape[0]
    return (shape[0], 1, shape[1]) if len(shape) == 2 else (1, 1, int(np.prod(shape)))


def stream_keys(seed: int, members: Sequence[Augmentation]) -> list[int]:
    """Return the key of each augmentation's draws: by its type, and of equal types by their order.

    Runs that have an augmentation in common share its draws, whatever else they have.
    """
    names = [each.type for each in members]
    return [
        compiled_streams.key(seed, compiled_streams.AUGMENT, zlib.crc32(name.encode()), names[:i].count(name))
        for i, name in enumerate(names)
    ]


def fill_levels(arena: Arena, inputs: np.ndarray) -> None:
    """Write what the augmentations know of the training part: least, largest, mean and deviation of each channel.

    Args:
        arena: the run's.
        inputs: the training part, (N, size).
    """
    first, end = int(arena.job[columns.AUGMENT_FIRST]), int(arena.job[columns.AUGMENT_END])
    if first == end:
        return
    row = arena.ops.reshape(-1, abi.ROW)[first]
    channels, pixels = int(row[augmentation.CHANNELS]), int(row[augmentation.HEIGHT] * row[augmentation.WIDTH])
    x = inputs[:: -(-len(inputs) // _SAMPLED)].reshape(-1, channels)
    low, high = x.min(axis=0), x.max(axis=0)
    spread = x.std(axis=0, dtype=np.float64)
    if pixels == 1:
        spread[((x == low) | (x == high)).all(axis=0)] = 0.0
    at = int(row[abi.BUFFER])
    levels = arena.mem[at : at + augmentation.LEVELS * channels].reshape(augmentation.LEVELS, channels)
    levels[augmentation.LOW], levels[augmentation.HIGH] = low, high
    levels[augmentation.MEAN], levels[augmentation.SPREAD] = x.mean(axis=0, dtype=np.float64), spread


@kernel
def changed_inputs(job, ctx, fp, mem, imem):
    """Write the inputs of the job's examples to the result as the run's augmentations change them at this step.

    Args:
        job: the job; read are the examples' columns, TAKE and the augmentations, and RESULT is written to.
        ctx: the context; STEP and CAPACITY are read, BATCH is written.
        fp: the constants of the augmentations.
        mem: the float arena, whose place for inputs and targets is used.
        imem: the int64 arena, likewise.
    """
    result, first = reals(mem, job[columns.RESULT]), 0
    inputs, classes, values = (
        reals(mem, job[columns.INPUTS]),
        ints(job[columns.CLASSES]),
        reals(mem, job[columns.VALUES]),
    )
    while first < job[columns.TAKE]:
        n, order = min(ctx[abi.CAPACITY], job[columns.TAKE] - first), shift(ints(job[columns.ORDER]), first)
        ctx[abi.BATCH] = n
        gather(job, mem, imem, inputs, classes, values, order, n)
        if job[columns.AUGMENT] >= 0:
            copy(order, shift(imem, job[columns.NUMBERS]), n)
            call_op(job[columns.AUGMENT], job, ctx, fp, mem, imem)
        copy(shift(mem, job[columns.X0]), shift(result, first * job[columns.XN]), n * job[columns.XN])
        first += n


def augmented_inputs(arena: Arena, arrays: Arrays, numbers: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return training inputs as the run's augmentations change them in the epoch of its current step.

    Args:
        arena: the run's.
        arrays: the training part.
        numbers: which examples, int64.
        shape: the shape of one input, in PyTorch's order.
    """
    result = np.empty((len(numbers), int(arena.job[columns.XN])), arena.mem.dtype)
    told = example_columns(arrays, numbers) | {columns.EXAMPLES: len(arrays[0])}
    arena.run(changed_inputs, told | {columns.TAKE: len(numbers), columns.RESULT: result})
    return to_torch_order(result, shape)
