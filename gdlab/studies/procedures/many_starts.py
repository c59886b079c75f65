"""Where descents from many random starts end on a rugged surface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.functions import FUNCTIONS
from gdlab.lab.intervals import Scale
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Methods
from gdlab.studies.procedures.walks import Name, walk_of


class ManyStarts(Procedure):
    """Walks from many starts, drawn over the surface's box, with several methods; each method sees the same starts.

    Every walk keeps its lowest point; it found the global minimum when that lies within ``near`` of its height.
    """

    type: Literal["many_starts"] = "many_starts"
    scales: ClassVar[Mapping[str, Scale]] = {"share at the global minimum": "share"}
    surface: Name = knob("rastrigin", "Which surface.")
    methods: Methods = knob(..., "The methods by label; see walks.")
    starts: int = knob(40, "Starts a seed.", ge=1, le=100_000)
    steps: int = knob(500, "Steps of each walk.", ge=1, le=1_000_000)
    near: float = knob(0.5, "The height above the global minimum that counts as its pit.", gt=0)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a method."""
        return [(label, {"method": label}) for label in self.methods]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("share at the global minimum", "mean lowest height", "pits seen")

    def trials(self) -> Mapping[str, int]:
        """Return of how many trials the shares are."""
        return {"share at the global minimum": self.starts}

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the share of walks that found the global minimum, and how low they came."""
        held = FUNCTIONS[self.surface]()
        n = len(held.start)
        low, high = held.box
        draws = streams.uniform(streams.key(seed, streams.WEIGHTS), n * self.starts).reshape(self.starts, n)
        lowest = []
        for k, draw in enumerate(low + (high - low) * draws):
            if stop():
                raise KeyboardInterrupt
            walk = walk_of(held, self.methods[row], draw, self.steps, 1000 * seed + k, stop)
            lowest.append(float(np.nanmin(walk.values)) - held.lowest)
        found = np.array(lowest)
        return {
            "share at the global minimum": float((found < self.near).mean()),
            "mean lowest height": float(found.mean()),
            "pits seen": float(len({round(v, 1) for v in found if v < 1e6})),
        }
