"""The compiled loop that trains every network: it runs the rows of the instruction table one after the other.

Each kernel here is compiled once and cached; it knows no layer, loss or optimizer, only addresses. Like an op's kernel
it takes five pointers, with the job (:mod:`~gdlab.engine.machine.job_columns`) in the row's place; arrays that only one
call needs stand in the job by their addresses. Python calls these kernels through ``native.Frame``, without the
interpreter's lock.

Arguments that all functions here share:
    job: (columns,) int64: sizes, addresses and places, as ``job_columns`` declares them.
    ctx: (columns,) int64: the state of the step: mode, counters and chunk, as ``abi`` declares them.
    fp: (columns,) float64: the accumulators of the loss, then the constants of optimizer, schedule and average.
    mem: the float arena, float32 or float64: parameters, gradients, optimizer state, activations.
    imem: the int64 arena: classes, tokens and counters.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.compiled_streams import shuffle
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import (
    FASTMATH,
    call_op,
    copy,
    doubles,
    flush_subnormals,
    ints,
    kernel,
    reals,
    restore_rounding,
    shift,
    view1,
)

OPTIONS = {"nogil": True, "error_model": "numpy", "fastmath": FASTMATH}


@njit(**OPTIONS)
def gather(job, mem, imem, inputs, classes, values, order, n):
    """Copy the first ``n`` examples of an order, and their targets, into the arenas; neighbours are copied at once.

    Args:
        job: the job; read are the sizes of an example and the places of inputs and targets in the arenas.
        mem: the float arena; the inputs, and targets that are values, are written.
        imem: the int64 arena; targets that are classes are written.
        inputs: (N, job[XN]), the inputs of a part of the data, in the arena's dtype.
        classes: (N, job[TARGETS]) int64; read when the targets are classes.
        values: (N, job[TARGETS]), in the arena's dtype; read when the targets are values.
        order: (at least n,) int64, the numbers of the examples.
        n: how many examples are copied, at least 1 and at most the arena's capacity.
    """
    width, targets, each = job[columns.XN], job[columns.TARGETS], 1
    if order[n - 1] == order[0] + n - 1:  # or else they are no neighbours, and need not be compared
        while each < n and order[each] == order[0] + each:
            each += 1
    each = n if each == n else 1
    for i in range(0, n, each):
        at = order[i]
        copy(shift(inputs, at * width), shift(mem, job[columns.X0] + i * width), each * width)
        if job[columns.TARGET_INT] >= 0:
            copy(shift(classes, at * targets), shift(imem, job[columns.TARGET_INT] + i * targets), each * targets)
        else:
            copy(shift(values, at * targets), shift(mem, job[columns.TARGET_FLOAT] + i * targets), each * targets)


@njit(**OPTIONS)
def forward(job, first, last, ctx, fp, mem, imem):
    """Run the rows of the table from ``first`` until ``last``, each by its forward kernel.

    Args:
        job: the job; read is the address of the table.
        first: the first row.
        last: the row after the last.
        ctx: the context, as the kernels read it.
        fp: the accumulators and constants.
        mem: the float arena.
        imem: the int64 arena.
    """
    for i in range(first, last):
        row = shift(ints(job[columns.OPS]), i * abi.ROW)
        call_op(row[abi.FORWARD], row, ctx, fp, mem, imem)


@njit(**OPTIONS)
def run_options(job, first, last, ctx, mem, imem):
    """Run the step options whose rows stand from ``first`` until ``last``; one that is off has no kernel.

    Args:
        job: the job; read are the addresses of the table and of the settings.
        first: the first row.
        last: the row after the last.
        ctx: the context, as the option's kernel reads it.
        mem: the float arena, whose gradient or parameters the options change.
        imem: the int64 arena.
    """
    settings = doubles(job[columns.SETTINGS])
    for i in range(first, last):
        row = shift(ints(job[columns.OPS]), i * abi.ROW)
        if row[abi.FORWARD] >= 0:
            call_op(row[abi.FORWARD], row, ctx, settings, mem, imem)


@njit(**OPTIONS)
def _penalise(job, ctx, mem, imem):
    """Run the step options that act on the loss and return the sum of their penalties.

    Args:
        job: the job; read are the rows of the options and the address of the settings.
        ctx: the context.
        mem: the float arena; the penalties' gradients are added to the gradient.
        imem: the int64 arena.
    """
    settings = doubles(job[columns.SETTINGS])
    settings[columns.PENALTY] = 0.0
    run_options(job, job[columns.LOSS_OPTIONS], job[columns.GRADIENT_OPTIONS], ctx, mem, imem)
    return settings[columns.PENALTY]


@njit(**OPTIONS)
def backward(job, ctx, fp, mem, imem):
    """Run the network's rows in reverse order, each by its backward kernel where it has one.

    Args:
        job: the job; read are the address of the table and the row of the loss.
        ctx: the context.
        fp: the accumulators and constants.
        mem: the float arena; the gradients of activations and parameters are written.
        imem: the int64 arena.
    """
    for i in range(job[columns.LOSS_ROW] - 1, -1, -1):
        row = shift(ints(job[columns.OPS]), i * abi.ROW)
        if row[abi.BACKWARD] >= 0:
            call_op(row[abi.BACKWARD], row, ctx, fp, mem, imem)


@njit(**OPTIONS)
def chunks(job, ctx, fp, mem, imem, inputs, classes, values, order, n, whole):
    """Run ``n`` examples through the network and the loss, and back where ``ctx`` asks for gradients.

    Examples beyond the arena's capacity are worked through in chunks whose gradients add up.

    Args:
        job: the job; read are the table and the places of inputs and targets.
        ctx: the context; GRADIENT is read, the columns of the chunk are written.
        fp: the accumulators; the sums over all examples and MEAN are written.
        mem: the float arena; activations, and gradients where they are asked for, are written.
        imem: the int64 arena; targets are written.
        inputs: (N, job[XN]), the inputs of a part of the data.
        classes: (N, job[TARGETS]) int64, the targets where they are classes.
        values: (N, job[TARGETS]), the targets where they are values.
        order: (at least n,) int64, the numbers of the examples.
        n: the number of examples; 0 leaves a mean of 0.
        whole: 1 when the examples are one mini-batch, whose random draws differ from example to example and which is
            augmented where the run augments, else 0.

    Returns:
        The mean loss, without penalties.
    """
    fp[abi.LOSS] = 0.0
    fp[abi.COUNT] = 0.0
    fp[abi.CORRECT] = 0.0
    fp[abi.WEIGHT] = 0.0
    ctx[abi.TOTAL] = n
    done = 0
    while done < n:
        left = n - done
        chunk = left if left < ctx[abi.CAPACITY] else ctx[abi.CAPACITY]
        ctx[abi.BATCH] = chunk
        ctx[abi.FIRST] = done * whole
        ctx[abi.ACCUMULATE] = 1 if done > 0 else 0
        gather(job, mem, imem, inputs, classes, values, shift(order, done), chunk)
        if whole == 1 and job[columns.AUGMENT] >= 0:
            copy(shift(order, done), shift(imem, job[columns.NUMBERS]), chunk)
            call_op(job[columns.AUGMENT], job, ctx, fp, mem, imem)
        forward(job, np.int64(0), job[columns.LOSS_ROW] + 1, ctx, fp, mem, imem)
        if whole == 1 and job[columns.BLEND_ROW] >= 0:
            forward(job, job[columns.BLEND_ROW], job[columns.BLEND_ROW] + 1, ctx, fp, mem, imem)
        if ctx[abi.GRADIENT] == 1:
            backward(job, ctx, fp, mem, imem)
        done += chunk
    fp[abi.COUNT] = fp[abi.COUNT] if fp[abi.COUNT] > 1.0 else 1.0  # no example: a mean of 0
    fp[abi.MEAN] = fp[abi.LOSS] / fp[abi.COUNT]
    if job[columns.REWEIGH] >= 0:
        call_op(job[columns.REWEIGH], job, ctx, fp, mem, imem)
    return fp[abi.MEAN]


@njit(**OPTIONS)
def _mini_batch(job, ctx, fp, mem, imem):
    """Run the job's examples through the network and the loss as one mini-batch, and return the mean loss.

    Args:
        job: the job; read are ORDER, FIRST, TAKE and the addresses of the training part.
        ctx: the context; GRADIENT is read.
        fp: the accumulators, which are written.
        mem: the float arena.
        imem: the int64 arena.
    """
    order = shift(ints(job[columns.ORDER]), job[columns.FIRST])
    inputs, classes, values = (
        reals(mem, job[columns.INPUTS]),
        ints(job[columns.CLASSES]),
        reals(mem, job[columns.VALUES]),
    )
    return chunks(job, ctx, fp, mem, imem, inputs, classes, values, order, job[columns.TAKE], np.int64(1))


@kernel
def gradient(job, ctx, fp, mem, imem):
    """Leave the gradient of the loss over the job's examples as the optimizer takes it: with penalties, and clipped.

    Args:
        job: the job; read are the examples' columns, the table and the settings, where the penalty is left.
        ctx: the context; its mode and the columns of a chunk are written.
        fp: the accumulators; MEAN is left there, the mean loss without penalties.
        mem: the float arena; activations and the gradient are written.
        imem: the int64 arena; the targets are written.
    """
    mode = flush_subnormals()
    ctx[abi.TRAIN], ctx[abi.GRADIENT] = 1, 1
    _mini_batch(job, ctx, fp, mem, imem)
    _penalise(job, ctx, mem, imem)
    run_options(job, job[columns.GRADIENT_OPTIONS], job[columns.PARAMETER_OPTIONS], ctx, mem, imem)
    restore_rounding(mode)


@kernel
def value(job, ctx, fp, mem, imem):
    """Leave the mean loss over the job's examples, in training mode and without a gradient.

    Args:
        job: the job; read are the examples' columns, the table and the settings, where the penalty is left.
        ctx: the context; its mode and the columns of a chunk are written.
        fp: the accumulators; MEAN is left there, the mean loss without penalties.
        mem: the float arena; activations are written.
        imem: the int64 arena; the targets are written.
    """
    mode = flush_subnormals()
    ctx[abi.TRAIN], ctx[abi.GRADIENT] = 1, 0
    _mini_batch(job, ctx, fp, mem, imem)
    _penalise(job, ctx, mem, imem)
    restore_rounding(mode)


@njit(**OPTIONS)
def _update(job, ctx, fp, mem, imem):
    """Run the rows of optimizer and average, then the options that act on the parameters; arguments as for update."""
    forward(job, job[columns.UPDATE_ROW], job[columns.UPDATE_END], ctx, fp, mem, imem)
    run_options(job, job[columns.PARAMETER_OPTIONS], job[columns.OPTIONS_END], ctx, mem, imem)


@kernel
def update(job, ctx, fp, mem, imem):
    """Run the optimizer's kernel, weight averaging, and the step options that act on the parameters.

    Args:
        job: the job; read are the table and the settings.
        ctx: the context; STEP is read.
        fp: the optimizer's and the average's constants, which may change.
        mem: the float arena; parameters and optimizer state are written, the gradient is read.
        imem: the int64 arena.
    """
    mode = flush_subnormals()
    _update(job, ctx, fp, mem, imem)
    restore_rounding(mode)


@njit(**OPTIONS)
def _swap(a, b, n):
    """Exchange the first ``n`` numbers of two arrays that do not overlap."""
    for i in range(n):
        held = a[i]
        a[i] = b[i]
        b[i] = held


@njit(**OPTIONS)
def _evaluate(job, ctx, fp, mem, imem, out):
    """Write mean loss and share correct of the validation part, at the averaged parameters where there are any.

    Args:
        job: the job; read are the validation part and the place of the averaged parameters.
        ctx: the context; its mode and the columns of the chunk are written.
        fp: the accumulators, which are written.
        mem: the float arena; the parameters are exchanged with the average and put back.
        imem: the int64 arena.
        out: (2,) float64, where loss and share are written.
    """
    point = job[columns.POINT]
    if point >= 0 and (fp[job[columns.POINT_COUNT]] == 0.0 if job[columns.POINT_COUNT] >= 0 else ctx[abi.STEP] == 0):
        point = -1
    if point >= 0:
        _swap(mem, shift(mem, point), job[columns.N_PARAMS])
    ctx[abi.TRAIN], ctx[abi.GRADIENT] = 0, 0
    inputs, classes = reals(mem, job[columns.VAL_INPUTS]), ints(job[columns.VAL_CLASSES])
    values, order = reals(mem, job[columns.VAL_VALUES]), ints(job[columns.VAL_ORDER])
    out[0] = chunks(job, ctx, fp, mem, imem, inputs, classes, values, order, job[columns.VAL_EXAMPLES], np.int64(0))
    out[1] = fp[abi.CORRECT] / fp[abi.COUNT]
    if point >= 0:
        _swap(mem, shift(mem, point), job[columns.N_PARAMS])


@njit(**OPTIONS)
def _train(job, ctx, fp, mem, imem, order, n, rates, out, probe):
    """Train on one mini-batch; return False when its loss is not finite, before the parameters are touched.

    Args:
        job: the job; read are the table, the training part and the places of the learning rate.
        ctx: the context; STEP is raised by 1 unless the loss is not finite.
        fp: the accumulators, and the optimizer's constants, into which the rate is written.
        mem: the float arena.
        imem: the int64 arena.
        order: (n,) int64, the numbers of the mini-batch's examples.
        n: the size of the mini-batch.
        rates: (2,) float64: the learning rate, and the momentum or beta that a schedule cycles, NaN for none.
        out: (3,) float64, where mean loss, penalty and share correct are written.
        probe: (job[PROBE_WIDTH],) float64, where norms are written at a step that is probed.
    """
    inputs, classes, values = (
        reals(mem, job[columns.INPUTS]),
        ints(job[columns.CLASSES]),
        reals(mem, job[columns.VALUES]),
    )
    ctx[abi.TRAIN], ctx[abi.GRADIENT] = 1, 1
    loss = chunks(job, ctx, fp, mem, imem, inputs, classes, values, order, n, np.int64(1))
    out[0], out[1], out[2] = loss, 0.0, fp[abi.CORRECT] / fp[abi.COUNT]
    if not np.isfinite(loss):
        return False
    out[1] = _penalise(job, ctx, mem, imem)
    probing = job[columns.PROBE_EVERY] > 0 and (ctx[abi.STEP] + 1) % job[columns.PROBE_EVERY] == 0
    if probing:
        call_op(job[columns.SNAPSHOT_KERNEL], job, ctx, fp, mem, imem)
    run_options(job, job[columns.GRADIENT_OPTIONS], job[columns.PARAMETER_OPTIONS], ctx, mem, imem)
    fp[job[columns.HYPER]] = rates[0]
    if not np.isnan(rates[1]):
        fp[job[columns.CYCLED]] = rates[1]
    _update(job, ctx, fp, mem, imem)
    if probing:
        call_op(job[columns.SAMPLE_KERNEL], job, ctx, probe, mem, imem)
    ctx[abi.STEP] += 1
    return True


@njit(**OPTIONS)
def _reorder(order, n, key):
    """Write the numbers 0 to n − 1 in the random order that the key of an epoch determines."""
    for i in range(n):
        order[i] = i
    shuffle(view1(order, 0, n), key)


@kernel
def advance(job, ctx, fp, mem, imem):
    """Train on so many mini-batches, over as many epochs as that takes, and evaluate where the job says.

    A loss that is not finite, of a mini-batch or of the validation part, ends the call after it was recorded.

    Args:
        job: the job; all its columns are read, and STEPS_DONE, EVALUATIONS_DONE and EPOCHS_BEGUN are written.
        ctx: the context; STEP counts on.
        fp: the accumulators and the constants of optimizer, schedule and average.
        mem: the float arena; parameters and optimizer state move on.
        imem: the int64 arena.
    """
    order, keys = ints(job[columns.ORDER]), ints(job[columns.KEYS])
    rates, out, evaluations = doubles(job[columns.RATES]), doubles(job[columns.OUT]), doubles(job[columns.EVALUATIONS])
    total, first, shuffles = job[columns.EXAMPLES], job[columns.FIRST], job[columns.KEYS] != 0
    mode, done, evaluated, epochs, sampled, fine = flush_subnormals(), 0, 0, 0, 0, True
    if job[columns.EVALUATE_FIRST] == 1:
        _evaluate(job, ctx, fp, mem, imem, evaluations)
        evaluated, fine = 1, bool(np.isfinite(evaluations[0]))
    if shuffles and job[columns.FRESH] == 1:
        _reorder(order, total, keys[0])
    while fine and done < job[columns.STEPS]:
        if first >= total:
            first, epochs = 0, epochs + 1
            if shuffles:
                _reorder(order, total, keys[epochs])
        left = total - first
        n = left if left < job[columns.BATCH_SIZE] else job[columns.BATCH_SIZE]
        probe, at = shift(doubles(job[columns.PROBES]), sampled * job[columns.PROBE_WIDTH]), shift(order, first)
        fine = _train(job, ctx, fp, mem, imem, at, n, shift(rates, 2 * done), shift(out, 3 * done), probe)
        done += 1
        if fine:
            first += n
            if job[columns.PROBE_EVERY] > 0 and ctx[abi.STEP] % job[columns.PROBE_EVERY] == 0:
                sampled += 1
            if ctx[abi.STEP] % job[columns.EVALUATE_EVERY] == 0 or ctx[abi.STEP] == job[columns.LAST]:
                if job[columns.VAL_EXAMPLES] > 0:
                    _evaluate(job, ctx, fp, mem, imem, shift(evaluations, 2 * evaluated))
                    fine = bool(np.isfinite(evaluations[2 * evaluated]))
                    evaluated += 1
    job[columns.STEPS_DONE], job[columns.EVALUATIONS_DONE], job[columns.EPOCHS_BEGUN] = done, evaluated, epochs
    restore_rounding(mode)
