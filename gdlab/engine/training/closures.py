"""Steps of optimizers that look more than once at a mini-batch: in Python, around compiled evaluations."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi, loop, penalties_and_clipping
from gdlab.engine.machine import job as p
from gdlab.engine.optimizers.base import ClosureOptimizer
from gdlab.engine.program import diagnostics
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.engine.training.segment import Stretch


def closure_steps(
    optimizer: ClosureOptimizer,
    arena: Arena,
    arrays: Arrays,
    order: np.ndarray,
    first: int,
    scalars: np.ndarray,
    stretch: Stretch,
) -> int:
    """Do the steps of a stretch within one epoch, from ``order[first]`` on; return the gradients taken beyond one each.

    A loss that is not finite ends them after it was recorded.
    """
    batch, extra, sampled = int(arena.plan[p.BATCH_SIZE]), 0, 0
    every = int(arena.plan[p.PROBE_EVERY])
    for s in range(len(stretch.out)):
        size = min(batch, len(order) - first)
        arena.fp[arena.hyper] = stretch.rates[s, 0]
        probing = every > 0 and (int(arena.ctx[abi.STEP]) + 1) % every == 0
        if probing:
            arena.run(diagnostics.keep)
        objective = MiniBatchObjective(arena, arrays, order, first, size, scalars)
        stretch.out[s, 0] = optimizer.minimise(objective)
        stretch.out[s, 2] = objective.accuracy
        extra += (objective.evaluations - 1) * size
        stretch.gradients[s] += extra
        stretch.did += 1
        if stretch.lost:
            break
        _after(arena)
        if probing:
            _sample(arena, stretch.probes[sampled])
            sampled += 1
        arena.ctx[abi.STEP] += 1
        first += size
    return extra


def _after(arena: Arena) -> None:
    """Do what the machine does after an update: average, and bound the norms."""
    arena.run(loop.update)
    if arena.settings[p.MAX_NORM] > 0.0:
        arena.run(penalties_and_clipping.renormalise)


def _sample(arena: Arena, line: np.ndarray) -> None:
    """Fill a line of diagnostics; the optimizer asked for more than one gradient, and the last one is shown."""
    kept = int(arena.plan[p.SNAPSHOT] + arena.plan[p.GRADIENTS])
    arena.mem[kept : kept + arena.program.n_parameters] = arena.gradient
    arena.run(diagnostics.sample, fp=line)
