"""Let activation gradients share memory: each lives only from its readers' backward to its maker's.

A deep network then keeps a handful of gradients alive instead of all of them, and they stay in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdlab.engine.network.tensors import Instruction, Tensor


def gradient_root(t: Tensor) -> Tensor:
    """Return the tensor whose gradient this one shares."""
    while t.gradient_of is not None:
        t = t.gradient_of
    return t


def place_gradients(
    tensors: Sequence[Tensor],
    instructions: Sequence[Instruction],
    kept: Sequence[Tensor],
    place: int,
    capacity: int,
    align: int,
) -> int:
    """Set every tensor's ``gradient`` from ``place`` on and return where the next free number stands.

    Args:
        tensors: the tensors whose gradients get a place.
        instructions: the network's instructions in the order of the forward pass.
        kept: the tensors whose gradients share memory with no other (the network's input and output).
        place: the offset of the first free number in the float arena.
        capacity: the most examples that a step takes at once.
        align: the number of which every length is made a multiple.
    """
    spans = _spans(instructions)
    alone = {id(gradient_root(t)) for t in kept}
    heap, roots = _Heap(), [t for t in tensors if t.gradient_of is None and t.needs_gradient]
    begins: dict[int, list[Tensor]] = {}
    ends: dict[int, list[Tensor]] = {}
    for t in roots:
        first, last = spans.get(id(t), (0, len(instructions)))
        if id(t) in alone:
            first, last = -1, len(instructions)
        begins.setdefault(last, []).append(t)
        ends.setdefault(first, []).append(t)
    for i in range(len(instructions), -2, -1):
        for t in begins.get(i, ()):
            t.gradient = place + heap.take(-(-t.size * capacity // align) * align)
        for t in ends.get(i, ()):
            heap.give(t.gradient - place, -(-t.size * capacity // align) * align)
    for t in tensors:
        t.gradient = gradient_root(t).gradient if t.needs_gradient and gradient_root(t).needs_gradient else -1
    return place + heap.size


def _spans(instructions: Sequence[Instruction]) -> dict[int, tuple[int, int]]:
    """Return the first and the last instruction that touch each gradient."""
    spans: dict[int, tuple[int, int]] = {}
    for i, op in enumerate(instructions):
        for t in (op.x, op.x2, op.y):
            if t is not None:
                first, _ = spans.setdefault(id(gradient_root(t)), (i, i))
                spans[id(gradient_root(t))] = (first, i)
    return spans


class _Heap:
    """The free ranges of an address space; the tightest one that fits is given out first."""

    def __init__(self) -> None:
        self.size = 0
        self._free: list[tuple[int, int]] = []

    def take(self, n: int) -> int:
        """Return the first number of a free range of ``n``."""
        fitting = [block for block in self._free if block[1] >= n]
        if not fitting:
            self.size += n
            return self.size - n
        at, size = min(fitting, key=lambda block: block[1])
        self._free.remove((at, size))
        if size > n:
            self._free.append((at + n, size - n))
        return at

    def give(self, at: int, n: int) -> None:
        """Free a range and join it with free neighbours."""
        for block in list(self._free):
            if block[0] + block[1] == at or at + n == block[0]:
                self._free.remove(block)
                at, n = min(at, block[0]), n + block[1]
        self._free.append((at, n))
