"""Further arenas of a run's network, made when they are first needed and given the run's state at each use."""

from __future__ import annotations

from collections.abc import Callable

from gdlab.engine.program.arena import Arena
from gdlab.engine.program.inference import copy_state


class ArenaCopies:
    """The arenas in which a run's network is evaluated where its own arena does not do.

    Args:
        arena: the run's own.
        make: returns an arena of the same network, given whether it computes the gradient by the input and how many
            examples are evaluated at once.
    """

    def __init__(self, arena: Arena, make: Callable[[bool, int], Arena]) -> None:
        self._arena, self._make = arena, make
        self._copies: dict[bool, Arena] = {}

    def for_outputs(self, n: int) -> Arena:
        """Return the arena in which ``n`` examples are evaluated: the run's own, unless they must be taken at once.

        They must where a layer takes its statistics from the examples in evaluation too, as a batch normalisation
        without running statistics does: their number would else decide the outputs.
        """
        program = self._arena.program
        return self._copy(False, n) if program.couples_evaluation and n > program.capacity else self._arena

    def for_input_gradient(self, n: int) -> Arena:
        """Return an arena that computes the gradient by the input for ``n`` examples."""
        return self._copy(True, n)

    def _copy(self, by_input: bool, n: int) -> Arena:
        held = self._copies.get(by_input)
        if held is None or (held.program.couples_evaluation and held.program.capacity < n):
            held = self._copies[by_input] = self._make(by_input, n)
        copy_state(self._arena, held)
        return held
