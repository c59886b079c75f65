"""Steps of optimizers that evaluate a mini-batch more than once: in Python, around compiled evaluations."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.program import diagnostics
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.engine.training.segment import Segment


def closure_steps(
    optimizer: ClosureOptimizer,
    arena: Arena,
    arrays: Arrays,
    order: np.ndarray,
    first: int,
    segment: Segment,
    sound: np.ndarray | None = None,
) -> int:
    """Do the steps of a segment within one epoch, from ``order[first]`` on; return the gradients taken beyond one each.

    A loss that is not finite ends them after it was recorded.

    Args:
        optimizer: the optimizer, which chooses how often it evaluates a mini-batch.
        arena: the memory of the run and its kernels.
        arrays: the training examples and their targets.
        order: the numbers of the examples in the order of this epoch, int64.
        first: the position in ``order`` at which the segment begins.
        segment: the steps to do, with the arrays that their figures are written to.
        sound: receives the weights of the last step whose loss was finite, shape (parameters,); None if not needed.
    """
    batch, extra, sampled = int(arena.job[columns.BATCH_SIZE]), 0, 0
    every = int(arena.job[columns.PROBE_EVERY])
    for s in range(len(segment.out)):
        size = min(batch, len(order) - first)
        arena.fp[arena.hyper] = segment.rates[s, 0]
        probing = every > 0 and (int(arena.ctx[abi.STEP]) + 1) % every == 0
        if probing:
            arena.run(diagnostics.snapshot)
        objective = MiniBatchObjective(arena, arrays, order, first, size, sound)
        segment.out[s, 0] = optimizer.minimise(objective)
        segment.out[s, 2] = objective.correct
        extra += (objective.evaluations - 1) * size
        segment.gradients[s] += extra
        segment.steps_done += 1
        if segment.diverged:
            break
        arena.run(loop.update)  # the average, and the options that act on the parameters
        if probing:
            _sample(arena, segment.probes[sampled])
            sampled += 1
        arena.ctx[abi.STEP] += 1
        first += size
    return extra


def _sample(arena: Arena, line: np.ndarray) -> None:
    """Fill a line of diagnostics; the optimizer asked for more than one gradient, and the last one is shown."""
    first = int(arena.job[columns.SNAPSHOT] + arena.job[columns.GRADIENTS])
    arena.mem[first : first + arena.program.n_parameters] = arena.gradient
    arena.run(diagnostics.sample, fp=line)
