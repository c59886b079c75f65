"""Join a rectifier with the instruction before or after it, where no other instruction reads what stands between them.

Activations of images are larger than the cache: an instruction that takes the rectifier along saves a walk through
memory forward and another backward. An instruction says itself what it can be joined to, by a
:class:`~gdlab.engine.network.tensors.RectifiedVariant`; the variant computes the same bits as
the two instructions one after another, including the kinks and their count.
"""

from __future__ import annotations

from dataclasses import replace

from gdlab.engine.network.builder import Builder
from gdlab.engine.network.tensors import Instruction, Tensor


def join_rectifiers(builder: Builder, output: Tensor) -> None:
    """Join each rectifier with a neighbour that has a variant for it, the one before it first."""
    ops, i = builder.instructions, 0
    while i + 1 < len(ops):
        joined = _joined(ops[i], ops[i + 1])
        if joined is None or not _is_private(builder, output, ops[i], ops[i + 1]):
            i += 1
            continue
        between = ops[i].y
        ops[i : i + 2] = [joined]
        if any(t.gradient_of is between for t in builder.tensors):
            between.storage = joined.y  # it stays as the owner of a shared gradient
        else:
            builder.tensors.remove(between)


def _joined(first: Instruction, second: Instruction) -> Instruction | None:
    """Return one instruction in place of two neighbours, None where they have no variant."""
    if second.is_rectifier and first.rectified is not None and _goes_back(first):
        v, place = first.rectified, first
    elif first.is_rectifier and second.of_rectified is not None:
        v, place = second.of_rectified, second
    else:
        return None
    ends = {"x": first.x, "y": second.y, "layer": second.layer}
    return replace(
        place, **ends, forward=v.forward, backward=v.backward, ints=v.ints, rectified=None, of_rectified=None
    )


def _goes_back(op: Instruction) -> bool:
    """Return whether an instruction has anything to do on the way back, where a rectifier's kinks are counted."""
    return bool(op.parameters) or any(t.needs_gradient for t in (op.x, op.x2) if t is not None)


def _is_private(builder: Builder, output: Tensor, first: Instruction, second: Instruction) -> bool:
    """Return whether the second instruction alone reads what the first one writes."""
    t = first.y
    own = t is second.x and t.storage is None and t.gradient_of is None and t is not output
    others = [op for op in builder.instructions if op is not first and op is not second]
    return (
        own and not any(t in (op.x, op.x2, op.y) for op in others) and not any(o.storage is t for o in builder.tensors)
    )
