"""The part of a run's state that lies in the arena, and whether an arena has the same places for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.program.arena import Arena
from gdlab.spec.errors import StateError


@dataclass(eq=False)
class ArenaState:
    """Everything in an arena that a spec does not tell: vectors, counters and kept numbers, with their names.

    Hyperparameters, the constants of layers and losses and the keys of random streams are no part of it: they follow
    from the spec of whichever run goes on.

    Attributes:
        mem: the persistent part of the float arena: parameters, gradients, buffers, optimizer state and average.
        counters: steps done and kinks met, int64.
        numbers: what optimizer and average keep beside vectors, float64, in the order of ``layout["numbers"]``.
        layout: names and sizes of all that, as plain data.
    """

    mem: np.ndarray
    counters: np.ndarray
    numbers: np.ndarray
    layout: Mapping[str, Any]

    @classmethod
    def of(cls, arena: Arena, into: np.ndarray | None = None) -> ArenaState:
        """Return copies of what stands in an arena.

        Args:
            arena: the arena.
            into: ``mem`` of an earlier state that is no longer needed. It is overwritten and used again where shape and
                dtype are the same, since writing to memory that is new to the process takes several times as long.
        """
        numbers = [arena.number(name) for name in arena.numbers]
        mem = arena.mem[: arena.program.persistent]
        if into is not None and into.shape == mem.shape and into.dtype == mem.dtype:
            np.copyto(into, mem)
        else:
            into = mem.copy()
        return cls(
            into,
            arena.ctx[[abi.STEP, abi.KINK_HITS]],
            np.concatenate([np.zeros(0), *numbers]),
            layout_of(arena),
        )

    @staticmethod
    def memory(arena: Arena) -> np.ndarray:
        """Return memory for ``mem`` of an arena's states, each page of which the system has provided already."""
        mem = np.empty(arena.program.persistent, arena.mem.dtype)
        mem[:] = 0
        return mem

    def arrays(self) -> dict[str, np.ndarray]:
        """Return everything as named arrays."""
        layout = np.array(json.dumps(self.layout))
        return {"mem": self.mem, "counters": self.counters, "numbers": self.numbers, "layout": layout}

    @classmethod
    def read(cls, state: Mapping[str, np.ndarray]) -> ArenaState:
        """Return what :meth:`arrays` gave.

        Raises:
            KeyError: when a part is missing.
            ValueError: when a part is not what it should be.
        """
        mem, counters, numbers = (np.asarray(state[name]) for name in ("mem", "counters", "numbers"))
        layout = json.loads(str(state["layout"]))
        if not isinstance(layout, dict) or not all(isinstance(places, dict) for places in layout.values()):
            raise ValueError("its layout is no table of tables")
        return cls(mem, counters, numbers, layout)

    def check(self, arena: Arena) -> None:
        """Refuse a state for which the arena has no place.

        Raises:
            StateError: naming the first difference.
        """
        ours = layout_of(arena)
        for what, places in ours.items():
            theirs = self.layout.get(what, {})
            for name in [*places, *theirs]:
                if places.get(name) != theirs.get(name):
                    there, here = theirs.get(name, "missing"), places.get(name, "missing")
                    sentence = (
                        f"the state does not fit this run, because {what} {name} is {there} there and {here} here"
                    )
                    raise StateError(sentence)
        numbers = sum(len(places) for places in arena.numbers.values())
        for name, shape, dtype in (
            ("mem", (arena.program.persistent,), arena.mem.dtype),
            ("counters", (2,), arena.ctx.dtype),
            ("numbers", (numbers,), arena.fp.dtype),
        ):
            came: np.ndarray = getattr(self, name)
            if came.shape != shape or came.dtype != dtype:
                raise StateError(
                    f"the state belongs to another version of this program or is damaged: its part {name} must be "
                    f"{dtype} of shape {shape} and is {came.dtype} of shape {came.shape}"
                )
        if (self.counters < 0).any():
            raise StateError("the state is damaged: it counts fewer than 0 steps")

    def put(self, arena: Arena) -> None:
        """Write the state into an arena that passed :meth:`check`."""
        arena.mem[: arena.program.persistent] = self.mem
        arena.ctx[[abi.STEP, abi.KINK_HITS]] = self.counters
        first = 0
        for name in arena.numbers:
            held = arena.number(name)
            held[:] = self.numbers[first : first + held.size]
            first += held.size


def layout_of(arena: Arena) -> dict[str, dict[str, Any]]:
    """Return the names and sizes of all state in an arena, as plain data."""
    program = arena.program
    return {
        "parameter": {p.name: list(p.shape) for p in program.parameters},
        "buffer": {p.name: list(p.shape) for p in program.buffers},
        "vector": {name: len(places) for name, places in arena.vectors.items()},
        "average": {"of the weights": "kept" if arena.average >= 0 else "not kept"},
        "number": {name: len(places) for name, places in arena.numbers.items()},
        "precision": {"of numbers": arena.mem.dtype.name},
    }
