"""Steps that are too large."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob


class StepTooLarge(HealthCheck):
    """Whether the steps overshoot: the run diverged, or it moves the weights far and its loss rises or stays high."""

    title: ClassVar[str] = "Steps too large"
    order: ClassVar[int] = 20

    type: Literal["StepTooLarge"] = "StepTooLarge"
    ratio: float = knob(0.1, "Share of a weight matrix's length above which a step is large.", ge=0)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for a run that diverged, or whose steps are large and whose loss is no lower for them."""
        diverged = str(evidence.run.status) == "diverged"
        if not diverged and not self._overshoots(evidence):
            return None
        lr, stable, moved = evidence.spec.optimizer.lr, evidence.stable_rate, evidence.update_ratio
        known = stable == stable
        said = "The loss left all bounds" if diverged else "The training loss rises or stays high"
        said += f"; with the learning rate {lr:g}"
        said += f" one of the first steps changes the weights by {share_text(moved)}" if moved == moved else ""
        said += f", and 2/λ_max is {figure_text(stable)} at the start" if known else ""
        new = float(figure_text(evidence.stable_part(lr / 10)))
        remedy = Remedy(f"Try a learning rate of {new:g}.", {"optimizer.lr": new})
        return self.finding(f"{said}.", moved, remedy)

    def _overshoots(self, evidence: RunEvidence) -> bool:
        stuck = evidence.rises or str(evidence.run.status) == "no better than guessing"
        return stuck and evidence.update_ratio > self.ratio
