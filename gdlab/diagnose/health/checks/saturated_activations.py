"""Bounded activations that are at their ends."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.diagnose.health.activity import LayerActivity
from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob
from gdlab.spec.run import RunSpec


class SaturatedActivations(HealthCheck):
    """Whether most outputs of a bounded activation are at an end of its range, where its slope is all but 0."""

    title: ClassVar[str] = "Saturated activations"
    order: ClassVar[int] = 41

    type: Literal["SaturatedActivations"] = "SaturatedActivations"
    share: float = knob(0.8, "Share of a layer's outputs from which on it is an alarm.", gt=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for the hidden layer with the most saturated outputs, at the end or at the start."""
        hidden = [
            (layer, when)
            for layers, when in ((evidence.end_activity, "at the end"), (evidence.start_activity, "at the start"))
            for layer in layers[:-1]  # the last activation of a classifier is meant to saturate
            if layer.saturated >= self.share
        ]
        if not hidden:
            return None
        worst, when = max(hidden, key=_share)
        sentence = (
            f"{share_text(worst.saturated)} of the outputs of layer {worst.name} ({worst.type}) lie at an end of its "
            f"range {when}, where its slope is all but 0."
        )
        return self.finding(sentence, worst.saturated, _remedy(evidence))


def _share(found: tuple[LayerActivity, str]) -> float:
    return found[0].saturated


def _remedy(evidence: RunEvidence) -> Remedy:
    """Return scaled inputs where they are large, usual initial weights where others were drawn, else a smaller rate."""
    spec: RunSpec = evidence.spec
    layers: list[Any] = [layer.to_dict() for layer in spec.network.layers]
    if float(abs(evidence.examples.x_train[:512]).max()) > 10 and spec.data.scale == "none":
        return Remedy("The inputs are large: try data.scale = standard.", {"data.scale": "standard"})
    if any(layer.pop("init", None) for layer in layers):
        return Remedy("Try the usual initial weights.", {"network.layers": layers})
    lr = float(figure_text(evidence.stable_part(spec.optimizer.lr / 10)))
    return Remedy(f"Try a learning rate of {lr:g}.", {"optimizer.lr": lr})
