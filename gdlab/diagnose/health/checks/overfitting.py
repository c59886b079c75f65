"""A validation loss that rises while the training loss falls."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text
from gdlab.spec.base import knob
from gdlab.spec.metrics import objective_tag


class Overfitting(HealthCheck):
    """Whether the validation loss has long passed its minimum while the training loss went on falling."""

    title: ClassVar[str] = "Overfitting"
    order: ClassVar[int] = 60

    type: Literal["Overfitting"] = "Overfitting"
    rise: float = knob(0.15, "Rise of the validation loss above its minimum, as a share of it.", ge=0)
    loss_share: float = knob(0.1, "The same rise as a share of what the loss had fallen by.", ge=0)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding with the epoch since which the validation loss rises."""
        tag = objective_tag("val")
        history, losses = evidence.history, evidence.epoch_losses
        learnt = str(evidence.run.status) not in ("no better than guessing", "diverged")
        if not learnt or tag not in history or len(history[tag]) < 5 or len(losses) < 4:
            return None
        values, epochs, steps = (np.asarray(a) for a in (history[tag], history.index(tag, "epoch"), history.index(tag)))
        if not np.isfinite(values).all():
            return None
        at = int(np.argmin(values))
        lowest, last = float(values[at]), float(np.mean(values[-3:]))
        rise, fallen = last - lowest, float(values[0]) - lowest
        before = float(losses[min(max(int(np.ceil(epochs[at])) - 1, 0), len(losses) - 1)])
        if not (rise > self.rise * lowest and rise > self.loss_share * fallen and losses[-1] < before):
            return None
        epoch = max(1, round(float(epochs[at])))
        sentence = (
            f"Since epoch {epoch} the validation loss has risen from {figure_text(lowest)} to {figure_text(last)}, "
            f"while the training loss fell from {figure_text(before)} to {figure_text(float(losses[-1]))}."
        )
        words = f"Try to stop there (training.epochs = {epoch}); weight decay, dropout or more data help as well."
        remedy = Remedy(words, {"training.epochs": epoch}, anew=False)
        return self.finding(sentence, rise / lowest, remedy, since=int(steps[at]))
