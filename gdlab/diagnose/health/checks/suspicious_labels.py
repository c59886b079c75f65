"""Labels that networks trained without them contradict, more often than overlapping classes explain."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text, share_text
from gdlab.diagnose.health.held_out import held_out_probabilities
from gdlab.diagnose.health.label_noise import LabelNoise, label_noise
from gdlab.spec.base import knob
from gdlab.spec.examples import Examples

_MOST = 20_000
_SHOWN = 12


class SuspiciousLabels(HealthCheck):
    """Whether more labels contradict networks that never saw them than overlapping classes explain.

    The run's training is repeated in four folds, so that each label is judged by a network that did not learn it by
    heart. Where classes overlap, the surest predictions are hardly contradicted; wrong labels contradict sure and
    unsure ones alike. Where most contradictions come from overlap the check is silent, since nothing tells them apart.
    """

    title: ClassVar[str] = "Labels that look wrong"
    order: ClassVar[int] = 80

    type: Literal["SuspiciousLabels"] = "SuspiciousLabels"
    share: float = knob(0.01, "Share of wrong labels that is exceeded with 99.5 % certainty in an alarm.", gt=0, le=1)
    accuracy: float = knob(0.7, "Share that networks have to get right to be witnesses.", ge=0, le=1)
    part: float = knob(0.35, "Part of the contradicted labels that wrong ones have to explain in an alarm.", gt=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding with the examples whose labels are contradicted most."""
        examples = evidence.examples
        learnt = str(evidence.run.status) not in ("no better than guessing", "diverged") and evidence.is_finite
        if examples.task != "classification" or examples.target_width != 1 or not learnt:
            return None
        places = np.flatnonzero(examples.y_train.reshape(-1)[:_MOST] >= 0)  # below 0 are items that do not count
        if not len(places):
            return None
        judged = dataclasses.replace(examples, x_train=examples.x_train[places], y_train=examples.y_train[places])
        labels = judged.y_train.reshape(-1).astype(np.int64)
        probabilities = held_out_probabilities(evidence.spec, judged)
        noise = label_noise(probabilities, labels)
        if (
            1 - noise.contradicted < self.accuracy
            or noise.lowest <= self.share
            or noise.share < self.part * noise.contradicted
        ):
            return None
        chosen = probabilities.argmax(axis=1)
        losses = np.where(
            chosen != labels, -np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)), 0
        )
        worst = np.argsort(-losses, kind="stable")[:_SHOWN]
        told = ", ".join(f"{places[i]} ({_names(examples, int(labels[i]), int(chosen[i]))})" for i in worst[:3])
        sentence = f"{_estimate(noise, len(labels))} The highest losses, up to {figure_text(float(losses.max()))}, are "
        words = "Look at these examples and correct them; or try label smoothing: loss.label_smoothing = 0.1."
        changes = {"loss.label_smoothing": 0.1} if evidence.spec.loss.type == "CrossEntropyLoss" else {}
        remedy = Remedy(words, changes)
        return self.finding(
            f"{sentence}those of examples {told}.", noise.share, remedy, examples=tuple(map(int, places[worst]))
        )


def _estimate(noise: LabelNoise, count: int) -> str:
    """Return the estimate in a sentence."""
    between = f"{share_text(noise.lowest)} and {share_text(noise.highest)}"
    return (
        f"About {share_text(noise.share)} of {count} training labels look wrong (between {between}): networks trained "
        f"without these examples contradict {share_text(noise.contradicted)} of the labels, and hardly fewer where "
        f"they are surest."
    )


def _names(examples: Examples, label: int, chosen: int) -> str:
    """Return a label beside the class that the networks think right."""
    names = [examples.classes[k] if k < len(examples.classes) else str(k) for k in (label, chosen)]
    return f"{names[0]}, looks like {names[1]}"
