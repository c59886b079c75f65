"""A run that is no better than guessing."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import USUAL_SHARE, HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob


class Guessing(HealthCheck):
    """Whether the run predicts no better than the best constant: its status says so, with the measured reason."""

    title: ClassVar[str] = "No better than guessing"
    order: ClassVar[int] = 10

    type: Literal["Guessing"] = "Guessing"
    slow: float = knob(0.01, "A rate below this share of 2/λ_max is too small.", ge=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for a run whose status is "no better than guessing"."""
        run = evidence.run
        if str(run.status) != "no better than guessing":
            return None
        sentence = f"{run.reason[:1].upper()}{run.reason[1:]}."
        return self.finding(sentence, evidence.loss_ends[1], self._remedy(evidence))

    def _remedy(self, evidence: RunEvidence) -> Remedy:
        """Return another rate, or where the rate is right scaled inputs.

        2/λ_max bounds the rate of plain descent alone; of other optimizers the share of the weights that a step
        changes tells.
        """
        lr, stable, moved = evidence.spec.optimizer.lr, evidence.stable_rate, evidence.update_ratio
        if evidence.spec.optimizer.type == "SGD" and not self.slow * stable <= lr <= stable and stable == stable:
            new = float(figure_text(0.3 * stable))
            side = "above" if lr > stable else f"below {100 * self.slow:g} % of"
            words = f"The rate is {side} 2/λ_max = {figure_text(stable)}: try a learning rate of {new:g}."
            return Remedy(words, {"optimizer.lr": new})
        if moved == moved and not USUAL_SHARE / 100 < moved < USUAL_SHARE * 20:
            usual = lr * USUAL_SHARE / max(moved, USUAL_SHARE * 1e-4)
            new = float(figure_text(evidence.stable_part(usual)))
            words = f"A step changes the weights by {share_text(moved)}: try a learning rate of {new:g}."
            return Remedy(words, {"optimizer.lr": new})
        if evidence.spec.data.scale == "none":
            return Remedy("Try scaled inputs: data.scale = standard.", {"data.scale": "standard"})
        new = float(figure_text(evidence.stable_part(lr / 10)))
        return Remedy(f"Try a learning rate of {new:g}.", {"optimizer.lr": new})
