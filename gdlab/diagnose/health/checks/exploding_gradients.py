"""Signals or gradients that explode from layer to layer, or from step to step."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text
from gdlab.spec.base import knob


class ExplodingGradients(HealthCheck):
    """Whether signals or gradients grow beyond bounds through the layers, or gradients in the first steps."""

    title: ClassVar[str] = "Exploding gradients"
    order: ClassVar[int] = 31

    type: Literal["ExplodingGradients"] = "ExplodingGradients"
    growth: float = knob(1e3, "Growth from which on gradients explode.", ge=1)
    outputs: float = knob(100.0, "Growth from the inputs to the first outputs from which on signals explode.", ge=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding where something grows beyond the bound."""
        found = ((self._forward, self.outputs), (self._backward, self.growth), (self._in_time, self.growth))
        for measure, most in found:
            grown, sentence = measure(evidence)
            if grown > most:
                return self.finding(sentence, grown, _remedy(evidence))
        return None

    def _forward(self, evidence: RunEvidence) -> tuple[float, str]:
        """Return how much larger the outputs are than the inputs before the first step."""
        inputs = np.asarray(evidence.examples.x_train[:512], np.float64)
        if not evidence.start_activity or not np.issubdtype(evidence.examples.x_train.dtype, np.floating):
            return 0.0, ""
        size, last = float(np.sqrt(np.mean(inputs**2))), evidence.start_activity[-1]
        grown = last.rms / max(size, 1.0)
        return grown, (
            f"Before the first step the outputs of layer {last.name} are {figure_text(grown)} times as large as the "
            f"inputs (root mean square {figure_text(last.rms)})."
        )

    def _backward(self, evidence: RunEvidence) -> tuple[float, str]:
        """Return how much larger the gradient of a weight is than that of the last ones."""
        gradients = evidence.start_gradients
        names = list(gradients)
        if len(names) < 2 or not gradients[names[-1]] > 0:
            return 0.0, ""
        largest = max(names, key=lambda name: gradients[name])
        grown = gradients[largest] / gradients[names[-1]]
        return grown, (
            f"Before the first step the gradient (root mean square) of {largest} is {figure_text(gradients[largest])} "
            f"and that of {names[-1]} is {figure_text(gradients[names[-1]])}."
        )

    def _in_time(self, evidence: RunEvidence) -> tuple[float, str]:
        """Return how much the gradient's norm grows within the first steps."""
        history = evidence.first_steps
        norms = history["train/grad_norm"] if "train/grad_norm" in history else np.empty(0)
        finite = norms[np.isfinite(norms)]
        if not len(finite) or not finite[0] > 0:
            return 0.0, ""
        grown = float("inf") if len(finite) < len(norms) else float(finite.max() / finite[0])
        return grown, (
            f"Within the first {len(norms)} steps the gradient's norm grows from {figure_text(float(finite[0]))} to "
            f"{figure_text(float(finite.max()))}{' and beyond all numbers' if len(finite) < len(norms) else ''}."
        )


def _remedy(evidence: RunEvidence) -> Remedy:
    """Return usual initial weights where others were asked for, and a bound on the gradient's norm."""
    spec = evidence.spec
    layers: list[Any] = [layer.to_dict() for layer in spec.network.layers]
    drawn = [layer for layer in layers if layer.pop("init", None)]
    changes: dict[str, Any] = {"training.clip_grad_norm": 1.0}
    words = "Try a bound on the gradient's norm: training.clip_grad_norm = 1"
    if drawn:
        return Remedy(f"{words}, and the usual initial weights.", changes | {"network.layers": layers})
    lr = float(figure_text(evidence.stable_part(spec.optimizer.lr / 10)))
    return Remedy(f"{words}, and a learning rate of {lr:g}.", changes | {"optimizer.lr": lr})
