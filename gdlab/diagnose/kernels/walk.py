"""The compiled loop of a descent on a surface: gradient, noise and the engine's own update, step after step."""

from __future__ import annotations

import numpy as np

from gdlab.diagnose.kernels.interpreter import tape_gradient, tape_value
from gdlab.diagnose.kernels.operations import OPTIONS
from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import call_op, doubles, ints

HIGHEST = 1e12  #: A descent whose value is farther from 0 has diverged.


@njit(**OPTIONS)
def walk(surface, step_loss, own_loss, update, frame, gradients, noise, farthest, points, values, norms):
    """Descend from ``points[0]`` and return how many steps were taken before the descent diverged or came to its end.

    Args:
        surface: code and constants of the surface's tape.
        step_loss: code and constants of the tape whose gradient a step is given; it may depend on the step.
        own_loss: 1 when the two tapes differ, 0 when one evaluation does for both.
        update: the address of the engine's kernel that runs the optimizer.
        frame: (5,) int64, the addresses of job, context, fp, mem and imem of an arena with two weights.
        gradients: where mem holds the gradient.
        noise: (steps, 2), what is added to the gradient of each step.
        farthest: the distance from (0, 0) along an axis beyond which a descent has diverged.
        points: (steps + 1, 2); the first row is given, the others are written.
        values: (steps + 1,), the surface's value at each point, written.
        norms: (steps + 1,), the norm of the surface's gradient at each point, written.
    """
    code, constants = surface
    step_code, step_constants = step_loss
    job, ctx, fp, mem, imem = ints(frame[0]), ints(frame[1]), doubles(frame[2]), doubles(frame[3]), ints(frame[4])
    work, bars = np.empty(len(constants)), np.empty(len(constants))
    step_work, step_bars = np.empty(len(step_constants)), np.empty(len(step_constants))
    same = own_loss == 0
    steps = len(noise)
    mem[0], mem[1] = points[0, 0], points[0, 1]
    for k in range(steps + 1):
        x, y = mem[0], mem[1]
        points[k, 0], points[k, 1] = x, y
        values[k] = tape_value(code, constants, x, y, 0.0, work)
        by_x, by_y = tape_gradient(code, constants, work, bars)
        norms[k] = np.sqrt(by_x * by_x + by_y * by_y)
        if not (abs(values[k]) <= HIGHEST and abs(x) <= farthest and abs(y) <= farthest) or k == steps:
            return k
        if not same:
            tape_value(step_code, step_constants, x, y, float(k), step_work)
            by_x, by_y = tape_gradient(step_code, step_constants, step_work, step_bars)
        mem[gradients], mem[gradients + 1] = by_x + noise[k, 0], by_y + noise[k, 1]
        call_op(update, job, ctx, fp, mem, imem)
        ctx[abi.STEP] += 1
    return steps
