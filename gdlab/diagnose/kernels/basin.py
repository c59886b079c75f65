"""The compiled loop over many starts: which minimum each descent comes to, and after how many steps."""

from __future__ import annotations

import numpy as np

from gdlab.diagnose.kernels.interpreter import tape_gradient, tape_value
from gdlab.diagnose.kernels.operations import OPTIONS
from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import call_op, doubles, ints

NOWHERE, AWAY = -1, -2  #: What stands for a descent that came to no known minimum, and for one that diverged.
#: A descent has come to a minimum when it stays near it for so many steps.
STAYS = 8


@njit(**OPTIONS)
def descend_to_minima(
    tape, update, frame, first, gradients, farthest, near, minima, xs, y, columns, steps, reached, taken
):
    """Descend from each of a row of starts, and write which minimum was reached and how fast.

    Args:
        tape: code and constants of the tape whose gradient a step is given.
        update: the address of the engine's kernel that runs the optimizer.
        frame: (5,) int64, the addresses of job, context, fp, mem and imem of an arena with two weights.
        first: context, fp and mem as they are before the first step.
        gradients: where mem holds the gradient.
        farthest: the distance from (0, 0) along an axis beyond which a descent has diverged.
        near: the distance below which a point is at a minimum.
        minima: (k, 2).
        xs: the first coordinate of each start of the row.
        y: the second coordinate of all of them.
        columns: which of the row's starts are meant.
        steps: how many steps are made at most.
        reached: int16, one a start of the row, written: the minimum, or what stands for none.
        taken: int32, likewise: the first step from which on the descent stayed near the minimum.
    """
    code, constants = tape
    job, ctx, fp, mem, imem = ints(frame[0]), ints(frame[1]), doubles(frame[2]), doubles(frame[3]), ints(frame[4])
    ctx0, fp0, mem0 = first
    work, bars = np.empty(len(constants)), np.empty(len(constants))
    square = near * near
    for column in columns:
        for i in range(len(ctx0)):
            ctx[i] = ctx0[i]
        for i in range(len(fp0)):
            fp[i] = fp0[i]
        for i in range(len(mem0)):
            mem[i] = mem0[i]
        mem[0], mem[1] = xs[column], y
        held, stayed = NOWHERE, 0
        reached[column], taken[column] = NOWHERE, steps
        for k in range(steps + 1):
            px, py = mem[0], mem[1]
            if not (abs(px) <= farthest and abs(py) <= farthest):
                reached[column], taken[column] = AWAY, k
                break
            here = NOWHERE
            for m in range(len(minima)):
                dx, dy = px - minima[m, 0], py - minima[m, 1]
                if dx * dx + dy * dy <= square:
                    here = m
            stayed = stayed + 1 if here == held and here != NOWHERE else 0
            held = here
            if stayed >= STAYS:
                reached[column], taken[column] = here, k - stayed
                break
            if k == steps:
                break
            tape_value(code, constants, px, py, float(k), work)
            by_x, by_y = tape_gradient(code, constants, work, bars)
            mem[gradients], mem[gradients + 1] = by_x, by_y
            call_op(update, job, ctx, fp, mem, imem)
            ctx[abi.STEP] += 1
