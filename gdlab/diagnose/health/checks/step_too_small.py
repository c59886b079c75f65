"""Steps that are too small."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import USUAL_SHARE, HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob


class StepTooSmall(HealthCheck):
    """Whether the run creeps: its steps hardly move the weights, and its loss has hardly fallen by the end."""

    title: ClassVar[str] = "Steps too small"
    order: ClassVar[int] = 21

    type: Literal["StepTooSmall"] = "StepTooSmall"
    ratio: float = knob(1e-4, "Share of a weight matrix's length below which a step is small.", ge=0)
    fallen: float = knob(0.3, "Share of the first loss by which a run should have lowered it.", ge=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for a run whose steps are small and whose loss has hardly fallen."""
        first, last = evidence.loss_ends
        if not (first > 0 and 1 - last / first < self.fallen):
            return None
        lr, moved = evidence.spec.optimizer.lr, evidence.update_ratio
        if not 0 < moved < self.ratio:
            return None
        said = (
            f"With the learning rate {lr:g} one of the first steps changes the weights by {share_text(moved)}, and the "
            f"training loss has fallen by {share_text(1 - last / first)} only"
        )
        new = lr * min(USUAL_SHARE / moved, 1e4)
        if evidence.spec.optimizer.type == "SGD" and evidence.stable_rate == evidence.stable_rate:
            said += f"; 2/λ_max is {figure_text(evidence.stable_rate)} at the start"
            new = max(lr, min(new, 0.3 * evidence.stable_rate))
        new = float(figure_text(new))
        return self.finding(f"{said}.", moved, Remedy(f"Try a learning rate of {new:g}.", {"optimizer.lr": new}))
