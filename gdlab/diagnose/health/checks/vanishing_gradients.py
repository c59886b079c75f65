"""Gradients that vanish on their way to the first layers."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text
from gdlab.spec.base import knob
from gdlab.spec.run import RunSpec

_BOUNDED = ("Sigmoid", "Tanh", "Hardtanh", "Hardsigmoid", "Softsign")


class VanishingGradients(HealthCheck):
    """Whether the first weights get a gradient that is a tiny share of the last ones'."""

    title: ClassVar[str] = "Vanishing gradients"
    order: ClassVar[int] = 30

    type: Literal["VanishingGradients"] = "VanishingGradients"
    share: float = knob(1e-3, "Share of the last layer's gradient below which a gradient has vanished.", ge=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding where the gradient at the start shrinks too much from the last weights to the first."""
        gradients = evidence.start_gradients
        if len(gradients) < 2:
            return None
        names = list(gradients)
        last = gradients[names[-1]]
        found = [name for name in names[:-1] if gradients[name] < self.share * last]
        if not found or not last > 0:
            return None
        worst = gradients[found[0]]
        sentence = (
            f"Before the first step the gradient (root mean square) of {found[0]} is {figure_text(worst)} and that of "
            f"{names[-1]} is {figure_text(last)}; it has vanished in {len(found)} of {len(names)} layers."
        )
        return self.finding(sentence, worst / last, _remedy(evidence.spec))


def _remedy(spec: RunSpec) -> Remedy:
    """Return ReLU in the place of bounded activations, else initial weights that keep the size of signals."""
    layers: list[Any] = [layer.to_dict() for layer in spec.network.layers]
    bounded = [i for i, layer in enumerate(layers[:-1]) if layer["type"] in _BOUNDED]
    if bounded:
        for i in bounded:
            layers[i] = {"type": "ReLU"}
    for layer in layers[:-1]:
        if layer["type"] in ("Linear", "Conv2d", "Conv1d"):
            layer["init"] = {"type": "KaimingNormal"}
    what = "ReLU in the place of the bounded activations, and " if bounded else ""
    return Remedy(f"Try {what}Kaiming's initial weights.", {"network.layers": layers})
