"""Schedules that are made of others: one memory for all of them."""

from __future__ import annotations

from gdlab.engine.schedules.base import Memory, Schedule


class Composite(Schedule):
    """The base of schedules made of others, whose memories stand side by side under their numbers."""

    def parts(self) -> tuple[Schedule, ...]:
        """Return the schedules that it is made of."""
        raise NotImplementedError

    def start(self) -> Memory:
        """Return the memories of all parts."""
        return {f"{i}.{k}": v for i, part in enumerate(self.parts()) for k, v in part.start().items()}

    def observe(self, memory: Memory, val_loss: float, rate: float) -> Memory:
        """Let every part see the loss."""
        seen: dict[str, float] = {}
        for i, part in enumerate(self.parts()):
            after = part.observe(of_part(memory, i), val_loss, rate)
            seen |= {f"{i}.{k}": v for k, v in after.items()}
        return seen


def of_part(memory: Memory, i: int) -> Memory:
    """Return the memory of one part.

    Args:
        memory: the memory of all parts.
        i: which part.
    """
    head = f"{i}."
    return {k.removeprefix(head): v for k, v in memory.items() if k.startswith(head)}
