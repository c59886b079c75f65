"""Compile what a run needs before it starts, one piece at a time, and say which piece it is.

Nothing is compiled at import. All that is compiled here is cached on disk (``machine.kernel_files``), so
the second time it is loaded in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gdlab.engine.machine import loop
from gdlab.engine.machine.augmentation import augment_chunk, blend_classes
from gdlab.engine.machine.code_in_use import NATIVE, using_code
from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.negation import negate_gradient
from gdlab.engine.machine.reweigh import reweigh
from gdlab.engine.machine.shipped_kernels import shipped, usual_code
from gdlab.engine.program import diagnostics
from gdlab.engine.program.assembly import build_network
from gdlab.engine.program.augmenting import changed_inputs
from gdlab.engine.program.measuring import measuring_spec, without_training
from gdlab.engine.program.spec_members import augmentations_of, average_of, loss_of, optimizer_of
from gdlab.engine.program.thread_team import thread_kernels
from gdlab.engine.step_options.base import options_of
from gdlab.spec.run import RunSpec

_SPOKEN = {
    "advance": "the training loop",
    "serve": "helping threads",
    "snapshot": "diagnostics",
    "sample": "diagnostics",
}

#: Called before each piece with what it is called, its place from 1, and how many there are.
Progress = Callable[[str, int, int], None]


def prepare(
    spec: RunSpec,
    shape: tuple[int, ...],
    progress: Progress | None = None,
    *,
    backwards: bool = False,
    code: str | None = None,
) -> int:
    """Compile or load every kernel that a run needs and return how many this process did not hold.

    Args:
        spec: the run.
        shape: the shape of one input.
        progress: called before each piece that this process does not hold yet.
        backwards: begin with the last piece, because another process may be at the first: they meet in the middle,
            since what one has cached the other loads.
        code: the machine code that is wanted, as :func:`shipped_code` returns it; if None, the usual one.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    with using_code(code or usual_code()):
        missing = [(k, dtype) for k, dtype in pieces(spec, shape) if not k.is_compiled(dtype)]
        for i, (each, dtype) in enumerate(reversed(missing) if backwards else missing, 1):
            if progress is not None:
                progress(spoken(each.__name__), i, len(missing))
            each.address(dtype)
    return len(missing)


def shipped_code(spec: RunSpec, shape: tuple[int, ...]) -> str:
    """Return the code of the kernels that came with gdlab if it has all that a run needs, else ``NATIVE``.

    Kernels that each process compiles by itself, such as those of update rules, are not looked for.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    kernels = shipped()
    if kernels is None:
        return NATIVE
    missing = [k for k, dtype in pieces(spec, shape) if not (k.is_shipped(dtype) or k.is_generated)]
    return NATIVE if missing else kernels.code


def is_cached(spec: RunSpec, shape: tuple[int, ...]) -> bool:
    """Return whether a run of the usual code can start without a compiler: every kernel is here or in a file.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    if usual_code() != NATIVE and shipped_code(spec, shape) != NATIVE:
        return True
    return all(k.is_cached(dtype) for k, dtype in pieces(spec, shape))


def pieces(spec: RunSpec, shape: tuple[int, ...]) -> list[tuple[Kernel, str]]:
    """Return what a run needs, each kernel with its precision: its own, and those by which its curvature is measured.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    found = [(kernel, spec.training.dtype) for kernel in kernels(spec, shape)]
    if spec.training.curvature_every:
        measuring = measuring_spec(spec)
        found += [(k, measuring.training.dtype) for k in without_training(list(kernels(measuring, shape)))]
    return list(dict.fromkeys(found))


def kernels(spec: RunSpec, shape: tuple[int, ...]) -> Sequence[Kernel]:
    """Return the kernels of a run, each once: its layers', loss's, optimizer's and average's, and the training loop."""
    builder, _ = build_network(spec, shape)
    found: dict[Kernel, None] = {}
    for instruction in builder.instructions:
        found[instruction.forward] = None
        if instruction.backward is not None:
            found[instruction.backward] = None
    for part in (loss_of(spec), optimizer_of(spec), average_of(spec)):
        if part is not None:
            found[part.kernel()] = None
    if loss_of(spec).weighs:
        found[reweigh] = None
    if optimizer_of(spec).ascends:
        found[negate_gradient] = None
    found |= dict.fromkeys(option.kernel() for option in options_of(spec) if option.active)
    if augmentations := augmentations_of(spec):
        found |= dict.fromkeys((augment_chunk, changed_inputs, *(each.kernel() for each in augmentations)))
    if any(each.mixes for each in augmentations) and loss_of(spec).targets == "class":
        found[blend_classes] = None
    if spec.training.diagnostics_every:
        found |= dict.fromkeys((diagnostics.snapshot, diagnostics.sample))
    found[loop.advance] = None
    if spec.training.threads != 1:
        batch = spec.training.batch_size
        found |= dict.fromkeys(thread_kernels(builder.instructions, batch if isinstance(batch, int) else 1 << 20))
    return list(found)


def spoken(name: str) -> str:
    """Return a kernel's name as a person says it: ``linear_backward`` is "linear backward"."""
    return _SPOKEN.get(name) or name.strip("_").replace("_", " ")
