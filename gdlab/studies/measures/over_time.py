"""Any figure of the network's inside, at several times of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from gdlab.lab.run import Run
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.studies.kinds import AnyMeasure, Measure


class OverTime(Measure):
    """Another measure at several times of a run, by training it once more and looking on the way.

    A column is named by the share of the steps: "gradient norm @ 50" is half-way. Equal specs train equally bit for
    bit, so what is seen is the run itself. Only measures that read the trained network can be taken so.
    """

    type: Literal["over_time"] = "over_time"
    measure: AnyMeasure = knob(..., "Which measure.")
    at: tuple[int, ...] = knob((0, 10, 25, 50, 75, 100), "When, in percent of the steps.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return tuple(f"{column.removesuffix('*')} @ {share}" for column in self.measure.columns() for share in self.at)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the figures; those after a divergence are missing."""
        trainer = SpecTrainer(run.spec)
        figures: dict[str, float] = {}
        for share in sorted(self.at):
            trainer.advance(max(0, round(share / 100 * trainer.total_steps) - trainer.step))
            if trainer.diverged:
                break
            found = self.measure.take(run, lambda: trainer)
            figures |= {f"{column} @ {share}": value for column, value in found.items()}
        return figures
