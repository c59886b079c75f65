"""What a run of several threads has besides: scratch space for each, and rows that call kernels in parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.helpers import Team, allowed_threads
from gdlab.engine.machine.native import INTERPRETED, Kernel
from gdlab.engine.machine.split_kernels import split_backward, split_forward, split_update
from gdlab.engine.machine.team import LEAST_WORK, serve
from gdlab.engine.network.tensors import Instruction, Program
from gdlab.engine.program.spec_members import optimizer_of
from gdlab.spec.run import RunSpec

#: Multiply-adds that take as long as reading, changing and writing one number.
_NUMBER_WORK = 16


def thread_kernels(instructions: Sequence[Instruction], examples: int) -> list[Kernel]:
    """Return the kernels that a run needs when it has several threads; none where one thread does all.

    Args:
        instructions: the network's.
        examples: those that are worked on at once.
    """
    heavy = max((op.work for op in instructions), default=0) * examples >= LEAST_WORK
    if INTERPRETED or allowed_threads() == 1 or not heavy:
        return []
    return [serve, split_forward, split_backward, split_update]


def thread_team(
    spec: RunSpec, program: Program, rows: Sequence[np.ndarray], job: np.ndarray, size: int
) -> tuple[Team | None, int]:
    """Return what the threads of a run share, None where it has one, and how many numbers its arena then has.

    Args:
        spec: the run.
        program: its network.
        rows: the rows of its table, the network's first; the addresses of kernels that are called in parts change.
        job: its job, of which the optimizer's row and the size of a mini-batch are read.
        size: numbers that the arena has without helping threads.

    Raises:
        SpecError: when ``GDLAB_THREADS`` is no number of threads.
    """
    allowed = allowed_threads()
    most = min(allowed, spec.training.threads or allowed)
    examples = min(program.capacity, int(job[columns.BATCH_SIZE]))
    if most == 1 or not thread_kernels(program.instructions, examples):
        return None, size
    dtype = spec.training.dtype
    serve.address(dtype)
    _split_layers(program, rows, examples, dtype)
    _split_update(spec, program, rows, job)
    first, each = -(-size // 16) * 16, -(-max(op.private for op in program.instructions) // 16) * 16
    return Team(most, first, each), first + (most - 1) * each


def _split_layers(program: Program, rows: Sequence[np.ndarray], examples: int, dtype: str) -> None:
    """Have the rows of kernels that treat each example by itself call them in parts, where it pays."""
    for row, op in zip(rows, program.instructions, strict=False):
        work = _NUMBER_WORK * max(op.x.size, op.y.size)
        if op.by_example and work * examples >= LEAST_WORK:
            row[abi.WORK] = work
            row[abi.INNER_FORWARD], row[abi.FORWARD] = row[abi.FORWARD], split_forward.address(dtype)
            if row[abi.BACKWARD] >= 0:
                row[abi.INNER_BACKWARD], row[abi.BACKWARD] = row[abi.BACKWARD], split_backward.address(dtype)


def _split_update(spec: RunSpec, program: Program, rows: Sequence[np.ndarray], job: np.ndarray) -> None:
    """Have the optimizer's row call its kernel in parts, where that treats each parameter by itself and it pays."""
    optimizer = optimizer_of(spec)
    by_parameter = vars(type(optimizer)).get("by_parameter", False)  # a subclass may have another kernel
    if by_parameter and _NUMBER_WORK * program.n_parameters >= LEAST_WORK:
        row = rows[int(job[columns.UPDATE_ROW]) + int(optimizer.ascends)]
        row[abi.WORK] = LEAST_WORK
        row[abi.INNER_FORWARD], row[abi.FORWARD] = row[abi.FORWARD], split_update.address(spec.training.dtype)
