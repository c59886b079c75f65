"""Compile what a run needs before it starts, one piece at a time, and say which piece it is.

Nothing is compiled at import. Whatever is compiled here is cached on disk (:mod:`gdlab.engine.kernel_cache`), so the
second time it is loaded in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gdlab.engine import abi, machine, streams
from gdlab.engine.assembly import plan_network
from gdlab.engine.native import INTERPRETED, Kernel
from gdlab.spec.run import RunSpec

#: Called before each piece with what it is called, its place from 1, and how many there are.
Progress = Callable[[str, int, int], None]

_ready: set[str] = set()


def prepare(spec: RunSpec, shape: tuple[int, ...], progress: Progress | None = None) -> int:
    """Compile or load every kernel that a run needs, and the machine, and return how many pieces were missing.

    Args:
        spec: the run.
        shape: the shape of one input.
        progress: called before each piece that this process does not hold yet.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    dtype = spec.training.dtype
    missing = [k for k in kernels(spec, shape) if not k.is_compiled(dtype)]
    machine_missing = not INTERPRETED and dtype not in _ready
    total = len(missing) + machine_missing
    for i, each in enumerate(missing, 1):
        if progress is not None:
            progress(spoken(each.__name__), i, total)
        each.address(dtype)
    if machine_missing:
        if progress is not None:
            progress("the training loop", total, total)
        ready_machine(dtype)
    return total


def kernels(spec: RunSpec, shape: tuple[int, ...]) -> Sequence[Kernel]:
    """Return the kernels of a run, each once: its layers', loss's, optimizer's and average's."""
    builder, _ = plan_network(spec, shape)
    found: dict[Kernel, None] = {}
    for instruction in builder.instructions:
        found[instruction.forward] = None
        if instruction.backward is not None:
            found[instruction.backward] = None
    for part in (spec.loss, spec.optimizer, spec.training.average):
        if part is not None:
            found[part.kernel()] = None  # pyright: ignore[reportAttributeAccessIssue]
    return list(found)


def ready_machine(dtype: str) -> None:
    """Compile the machine's functions for a precision by calling them with nothing to do."""
    real = np.zeros(1, dtype)
    ops, plan, ctx = np.zeros(abi.ROW, np.int64), np.zeros(machine.PLAN, np.int64), np.zeros(abi.CTX, np.int64)
    fp, imem = np.zeros(abi.FP_HEADER), np.zeros(1, np.int64)
    classes, values, inputs = np.zeros((0, 0), np.int64), np.zeros((0, 0), dtype), np.zeros((0, 1), dtype)
    order = np.zeros(0, np.int64)
    core = (ops, plan, ctx, fp, real, imem)
    data = (inputs, classes, values, order)
    settings, rates, out = np.zeros(machine.SETTINGS), np.zeros((0, 2)), np.zeros((0, 4))
    machine.evaluate(*core, *data, 0, 0)
    machine.advance(0, 0, ops, plan, settings, *core[2:], *data, rates, out)
    streams.shuffle(order, 0)
    _ready.add(dtype)


def spoken(name: str) -> str:
    """Return a kernel's name as a person says it: ``linear_backward`` is "linear backward"."""
    return name.strip("_").replace("_", " ")
