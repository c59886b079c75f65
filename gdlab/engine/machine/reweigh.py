"""The correction of loss and gradient for losses whose items weigh differently."""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import ints, kernel, view1
from gdlab.engine.machine.vectors import scale_vector


@kernel
def reweigh(job, ctx, fp, mem, imem):
    """Divide loss and gradient by the sum of the items' weights in place of their number.

    The loss wrote its gradient as if the weights had a mean of 1: theirs is known once the whole mini-batch was seen.
    Where no item counts, both are 0.

    Args:
        job: the job; read are the table, the row of the loss and where the gradients stand.
        ctx: the context; read are GRADIENT, TOTAL and BATCH.
        fp: the accumulators; LOSS and WEIGHT are read, MEAN is written.
        mem: the float arena; the parameters' gradient and, where there is one, the input's are scaled.
        imem: not used.
    """
    weight = fp[abi.WEIGHT]
    fp[abi.MEAN] = fp[abi.LOSS] / weight if weight > 0.0 else fp[abi.LOSS]
    if ctx[abi.GRADIENT] == 0 or weight == 0.0:
        return
    items = ctx[abi.TOTAL] * ints(job[columns.OPS])[job[columns.LOSS_ROW] * abi.ROW + abi.INT]
    scale_vector(view1(mem, job[columns.GRADIENTS], job[columns.N_PARAMS]), items / weight)
    if job[columns.DX0] >= 0:
        scale_vector(view1(mem, job[columns.DX0], ctx[abi.BATCH] * job[columns.XN]), items / weight)
