"""The choice of the machine code for a run: code compiled for this processor, or code that was shipped with gdlab.

The two round differently, so equal specs give equal figures with the same code only. A run keeps its code from the
first step to the last, also when it goes on after an interruption; the runs of a race have one code; and a process
that has used the code that came with gdlab stays with it, so that the same run twice is the same twice. Meanwhile the
native kernels are compiled in the background, and the next process finds them. A run's record says which code made
its figures. ``GDLAB_KERNELS`` says "native" or "shipped" where every run shall have the one or the other.
"""

from __future__ import annotations

from threading import Lock

from gdlab.engine.machine.code_in_use import NATIVE
from gdlab.engine.machine.shipped_kernels import usual_code
from gdlab.engine.program import compilation
from gdlab.spec.run import RunSpec

#: Races whose code is remembered.
_MOST_RACES = 1000


class CodeChoice:
    """The choice of code in one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of_races: dict[str, str] = {}
        self._has_used_shipped = False

    def choose(self, spec: RunSpec, shape: tuple[int, ...], race: str = "", recorded: str = "") -> str:
        """Return the code for a run.

        Args:
            spec: the run.
            shape: the shape of one input.
            race: the identity of the race that it belongs to, "" for none.
            recorded: the code that the run was begun with, where it goes on.

        Raises:
            SpecError: when a layer does not fit where it is.
        """
        at_hand = compilation.shipped_code(spec, shape)
        if recorded:
            return recorded if recorded == at_hand else NATIVE
        with self._lock:
            wanted = self._of_races.get(race) if race else None
            if wanted is None:
                waits = self._has_used_shipped or not compilation.is_cached(spec, shape)
                wanted = at_hand if waits or usual_code() != NATIVE else NATIVE
            code = wanted if wanted == at_hand else NATIVE
            if race:
                while len(self._of_races) >= _MOST_RACES:
                    del self._of_races[next(iter(self._of_races))]
                self._of_races[race] = code
            self._has_used_shipped = self._has_used_shipped or code != NATIVE
        return code


#: That of this process.
CODES = CodeChoice()
