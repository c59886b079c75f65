"""The change of a mini-batch's examples before the network sees them, and the loss of mixed classes.

Which changes an example sees follows from the run's seed, the epoch and the example's number alone: not from the size
of the mini-batch, from the chunks in which it is worked through, or from where a run was interrupted. Runs of one seed
see the same changed examples.

The row of an augmentation gives its kernel X, the offset of one example's inputs in ``mem``, XN, how many numbers they
are, SCRATCH, room for as many, BUFFER, the levels (4, channels), FP, its constants, and as its own integers the size
of the example as (HEIGHT, WIDTH, CHANNELS), channels last, and DRAWS, the key of the stream of this example in this
epoch. One that mixes finds the other example at X2 and leaves the first one's share at Y.

In the functions here ``stream`` is the key of a stream, ``i`` the number of a draw or the place of an example in the
chunk, ``n`` a count, ``job`` the job, ``row`` the row of an augmentation, ``at`` the offset of an example's inputs,
``number`` and ``partner`` numbers of examples of the training part, ``epoch`` the epoch from 0, ``share`` the share of
the first of two examples, ``ctx`` the context, ``fp`` the constants, ``mem`` the float arena and ``imem`` the int64
arena.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.compiled_streams import draw
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, call_op, copy, ints, kernel, reals, shift, view1, view2

#: The integers of an augmentation's row.
HEIGHT, WIDTH, CHANNELS, DRAWS, MIXES = range(abi.INT, abi.INT + 5)
#: What is known of each channel of the training part: the least and the largest number, the mean, and the standard
#: deviation, which is 0 for a column of a table that has two values only.
LOW, HIGH, MEAN, SPREAD = range(4)
LEVELS = 4
_BITS, _HALF = np.uint64(11), np.uint64(32)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def uniform_draw(stream, i):
    """Return draw ``i`` of a stream as a number between 0 and 1, float64."""
    return (np.float64(draw(stream, i) >> _BITS) + 0.5) / 9007199254740992.0


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def normal_draw(stream, i):
    """Return a standard normal draw of a stream, by Box and Muller from the uniform draws 2i and 2i + 1."""
    a, b = uniform_draw(stream, 2 * i), uniform_draw(stream, 2 * i + 1)
    return np.sqrt(-2.0 * np.log(a)) * np.cos(2.0 * np.pi * b)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def whole_draw(stream, i, n):
    """Return draw ``i`` of a stream as a whole number from 0 to n − 1."""
    return np.int64(((draw(stream, i) >> _HALF) * np.uint64(n)) >> _HALF)


@njit(nogil=True, error_model="numpy", fastmath=FASTMATH)
def _apply(row, at, number, epoch, ctx, fp, mem, imem):
    """Run one augmentation on the inputs at ``mem[at]``, which are those of the example ``number``."""
    own = np.int64(draw(row[abi.STREAM], epoch))
    row[abi.X], row[DRAWS] = at, np.int64(draw(own, number))
    call_op(row[abi.FORWARD], row, ctx, fp, mem, imem)


@njit(nogil=True, error_model="numpy", fastmath=FASTMATH)
def _fetch_partner(job, row, r, epoch, number, i, ctx, fp, mem, imem):
    """Choose the example to mix with, augment it by the rows before row ``r``, and keep its targets.

    Args:
        job: the job.
        row: the row of the augmentation that mixes.
        r: its place in the table.
        epoch: the epoch.
        number: the number of the example that is mixed.
        i: its place in the chunk.
        ctx: the context.
        fp: constants.
        mem: the float arena.
        imem: the int64 arena.

    Returns:
        The partner's number.
    """
    own = np.int64(draw(row[abi.STREAM], epoch))
    partner = whole_draw(np.int64(draw(own, number)), 0, job[columns.EXAMPLES])
    width, targets = job[columns.XN], job[columns.TARGETS]
    copy(shift(reals(mem, job[columns.INPUTS]), partner * width), shift(mem, job[columns.PARTNER]), width)
    for k in range(job[columns.AUGMENT_FIRST], r):
        _apply(shift(ints(job[columns.OPS]), k * abi.ROW), job[columns.PARTNER], partner, epoch, ctx, fp, mem, imem)
    if job[columns.PARTNER_CLASSES] >= 0:
        classes = shift(ints(job[columns.CLASSES]), partner * targets)
        copy(classes, shift(imem, job[columns.PARTNER_CLASSES] + i * targets), targets)
    return partner


@njit(nogil=True, error_model="numpy", fastmath=FASTMATH)
def _mix_values(job, partner, i, share, mem):
    """Mix the targets of the chunk's example ``i``, which are values, with the partner's."""
    if job[columns.TARGET_FLOAT] < 0:
        return
    n = job[columns.TARGETS]
    own, other = (
        view1(mem, job[columns.TARGET_FLOAT] + i * n, n),
        view1(reals(mem, job[columns.VALUES]), partner * n, n),
    )
    for j in range(n):
        own[j] = share * own[j] + (own.dtype.type(1) - share) * other[j]


@kernel
def augment_chunk(job, ctx, fp, mem, imem):
    """Change the inputs of a chunk, and where examples are mixed their targets, by every augmentation of the run.

    Args:
        job: the job; read are the training part, the rows of the augmentations and the places that they use.
        ctx: the context; BATCH and STEP are read.
        fp: the constants of the augmentations.
        mem: the float arena; inputs, targets that are values, and shares are written.
        imem: the int64 arena; the numbers of the examples are read, the partners' classes are written.
    """
    steps = (job[columns.EXAMPLES] + job[columns.BATCH_SIZE] - 1) // job[columns.BATCH_SIZE]
    epoch = ctx[abi.STEP] // steps
    for i in range(ctx[abi.BATCH]):
        number, at = imem[job[columns.NUMBERS] + i], job[columns.X0] + i * job[columns.XN]
        for r in range(job[columns.AUGMENT_FIRST], job[columns.AUGMENT_END]):
            row = shift(ints(job[columns.OPS]), r * abi.ROW)
            if row[MIXES] == 1:
                partner = _fetch_partner(job, row, r, epoch, number, i, ctx, fp, mem, imem)
                row[abi.X2], row[abi.Y] = job[columns.PARTNER], job[columns.SHARES] + i
                _apply(row, at, number, epoch, ctx, fp, mem, imem)
                _mix_values(job, partner, i, mem[row[abi.Y]], mem)
            else:
                _apply(row, at, number, epoch, ctx, fp, mem, imem)


@kernel
def blend_classes(row, ctx, fp, mem, imem):
    """Turn loss and gradient of each example's own class into those of its mixture with the partner's class.

    The loss is linear in one-hot targets with the factor c, so that with the share s of the own class it changes by
    c (1 − s) (x_own − x_partner), and the gradient at those two outputs likewise.

    Args:
        row: the row; X, DX and the integers (items, outputs) are the loss's, ISCRATCH and BUFFER are the offsets of
            the own and the partners' classes in ``imem``, SCRATCH that of the shares in ``mem``, FP that of c.
        ctx: the context; BATCH and TOTAL are read.
        fp: LOSS is changed.
        mem: the float arena; the gradient by the outputs is changed.
        imem: the int64 arena.
    """
    items, outputs = row[abi.INT], row[abi.INT + 1]
    n = ctx[abi.BATCH] * items
    x, d = view2(mem, row[abi.X], n, outputs), view2(mem, row[abi.DX], n, outputs)
    own, other = view1(imem, row[abi.ISCRATCH], n), view1(imem, row[abi.BUFFER], n)
    shares, factor = view1(mem, row[abi.SCRATCH], ctx[abi.BATCH]), fp[row[abi.FP]]
    real, scale = x.dtype.type, 1.0 / (ctx[abi.TOTAL] * items)
    for k in range(n):
        a, b = own[k], other[k]
        rest = factor * (1.0 - np.float64(shares[k // items]))
        fp[abi.LOSS] += rest * (np.float64(x[k, a]) - np.float64(x[k, b]))
        d[k, a] += real(rest * scale)
        d[k, b] -= real(rest * scale)
