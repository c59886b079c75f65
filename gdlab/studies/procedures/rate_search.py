"""The rate that a range test suggests, beside the rates of a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

from gdlab.diagnose.range_test import range_test
from gdlab.lab.intervals import Scale
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Positive, RunTable

_SUGGESTED, _LARGEST = "suggested", "where the loss rises"


class RateSearch(Procedure):
    """Training at the rate that a range test suggests, at the rate at which its loss rises, and at those of a grid.

    The range test (Smith 2017) raises the rate with every step of one short training; see ``gdlab find-lr``.
    """

    type: Literal["rate_search"] = "rate_search"
    scales: ClassVar[Mapping[str, Scale]] = {"rate": "log", "gradients used": "log"}
    spec: RunTable = knob(..., "The spec of the runs; its optimizer's rate is replaced.")
    rates: Positive = knob((0.001, 0.01, 0.1, 1.0, 10.0), "The rates of the grid.")
    steps: int = knob(200, "Steps of the range test.", ge=20, le=100_000)
    low: float = knob(1e-5, "The range test's first rate.", gt=0)
    high: float = knob(100.0, "The range test's last rate.", gt=0)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row for the suggestion, one for the rate that is too large, and one a rate of the grid."""
        named = [(_SUGGESTED, {"rate": _SUGGESTED}), (_LARGEST, {"rate": _LARGEST})]
        return [*named, *((f"lr {r:g}", {"rate": f"{r:g}"}) for r in self.rates)]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("val loss", "rate", "gradients used")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the validation loss at the end, the rate, and the gradients of test and training together."""
        spec = RunSpec.parse({**self.spec, "seed": seed})
        used, rate = 0.0, 0.0
        if row in (_SUGGESTED, _LARGEST):
            found = range_test(spec, low=self.low, high=self.high, steps=self.steps)
            rate = found.suggested if row == _SUGGESTED else found.largest
            used = float(len(found.rates) * (SpecTrainer(spec).batch_size))
        else:
            rate = float(row.removeprefix("lr "))
        if not rate > 0:
            return {"rate": float("nan")}
        trainer = SpecTrainer(spec.replace(optimizer=spec.optimizer.replace(lr=rate)))
        while not trainer.finished:
            trainer.advance(50)
            if stop():
                raise KeyboardInterrupt
        loss = float("inf") if trainer.diverged else trainer.history.last(objective_tag("val"))
        return {"val loss": loss, "rate": rate, "gradients used": used + trainer.step * trainer.batch_size}
