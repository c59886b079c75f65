"""The compiled loop over the points of a row of a plane through a network's parameters: its loss at each."""

from __future__ import annotations

from gdlab.diagnose.kernels.operations import OPTIONS
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import call_op, doubles, ints


@njit(**OPTIONS)
def losses_along(evaluate, frame, mem, parameters, buffers, lowest, first, shares, b, columns, evaluated, losses):
    """Write the loss at points of one row: at the centre, plus a times the first direction, plus b times the second.

    Args:
        evaluate: the address of the engine's loop, whose job says that nothing is trained and everything evaluated.
        frame: (5,) int64, the addresses of job, context, fp, mem and imem of the network's arena.
        mem: the float arena as an array, of the run's dtype; parameters and running statistics are written.
        parameters: (3, n) float64: the centre and two directions, in mem from its start on.
        buffers: (3, m) float64: the running statistics there and how they change; no columns where they stay.
        lowest: (m,) float64, what each of them is at least.
        first: (m,) int64, where each is in mem.
        shares: (points,) float64, a of every point of the row.
        b: the row's own coordinate.
        columns: which points are meant, int64.
        evaluated: (2,) float64, where the engine leaves the mean loss.
        losses: (points,) float64, written.
    """
    job, ctx, fp, imem = ints(frame[0]), ints(frame[1]), doubles(frame[2]), ints(frame[4])
    pointer, n, m = doubles(frame[3]), parameters.shape[1], buffers.shape[1]
    for column in columns:
        a = shares[column]
        for i in range(n):
            mem[i] = parameters[0, i] + a * parameters[1, i] + b * parameters[2, i]
        for i in range(m):
            mem[first[i]] = max(buffers[0, i] + (a * buffers[1, i] + b * buffers[2, i]), lowest[i])
        call_op(evaluate, job, ctx, fp, pointer, imem)
        losses[column] = evaluated[0]
