"""Units that give the same output for every example."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob


class DeadUnits(HealthCheck):
    """Whether many units of an activation are dead: no example changes their output, so no gradient passes them."""

    title: ClassVar[str] = "Dead units"
    order: ClassVar[int] = 40

    type: Literal["DeadUnits"] = "DeadUnits"
    share: float = knob(0.4, "Share of a layer's units from which on it is an alarm.", gt=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for the layer with the most dead units."""
        layers = [layer for layer in evidence.end_activity if layer.dead >= self.share]
        if not layers:
            return None
        worst = max(layers, key=lambda layer: layer.dead)
        sentence = (
            f"{share_text(worst.dead)} of the units of layer {worst.name} ({worst.type}) give the same output for "
            f"every example{f'; {len(layers)} layers are affected' if len(layers) > 1 else ''}."
        )
        return self.finding(sentence, worst.dead, _remedy(evidence))


def _remedy(evidence: RunEvidence) -> Remedy:
    """Return an activation that lets a gradient pass everywhere and, after large first steps, a smaller rate too."""
    spec = evidence.spec
    layers: list[Any] = [layer.to_dict() for layer in spec.network.layers]
    found = [i for i, layer in enumerate(layers) if layer["type"] in ("ReLU", "ReLU6", "Threshold")]
    for i in found:
        layers[i] = {"type": "LeakyReLU"}
    changes: dict[str, Any] = {"network.layers": layers} if found else {}
    words = ["LeakyReLU, whose slope is nowhere 0"] if found else []
    if evidence.update_ratio > 0.03 or not found:
        lr = float(figure_text(evidence.stable_part(spec.optimizer.lr / 10)))
        changes["optimizer.lr"] = lr
        words.append(f"a learning rate of {lr:g}")
    return Remedy(f"Try {', and '.join(words)}.", changes)
