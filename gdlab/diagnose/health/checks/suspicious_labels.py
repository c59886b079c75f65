"""Labels that the trained network contradicts with confidence."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text, share_text
from gdlab.spec.base import knob

_MOST = 20_000
_SHOWN = 12


class SuspiciousLabels(HealthCheck):
    """Whether the network thinks the labels of many training examples, those of the highest losses, all but impossible.

    Where classes merely overlap, the network is unsure and finds no label impossible. Only a network that is mostly
    right is a witness, and only one that was not trained until it knew every wrong label by heart.
    """

    title: ClassVar[str] = "Labels that look wrong"
    order: ClassVar[int] = 80

    type: Literal["SuspiciousLabels"] = "SuspiciousLabels"
    share: float = knob(0.04, "Share of the training examples from which on it is an alarm.", gt=0, le=1)
    doubt: float = knob(0.03, "Probability of the label below which the network contradicts it.", gt=0, lt=1)
    accuracy: float = knob(0.7, "Share that the network has to get right to be a witness.", ge=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding with the examples whose labels are contradicted most."""
        examples = evidence.examples
        learnt = str(evidence.run.status) not in ("no better than guessing", "diverged") and evidence.is_finite
        if examples.task != "classification" or examples.target_width != 1 or not learnt:
            return None
        labels = np.asarray(examples.y_train[:_MOST]).reshape(-1).astype(np.int64)
        shares = _class_shares(evidence.end.predict(examples.x_train[:_MOST]).reshape(len(labels), -1))
        counted = labels >= 0  # below 0 stand items that do not count
        chosen = shares.argmax(axis=1)
        wrong = counted & (chosen != labels)
        given = shares[np.arange(len(labels)), np.maximum(labels, 0)]
        doubted = np.flatnonzero(wrong & (given < self.doubt))
        share = len(doubted) / max(1, int(counted.sum()))
        if share < self.share or 1 - wrong.sum() / max(1, counted.sum()) < self.accuracy:
            return None
        losses = -np.log(np.maximum(given[doubted], 1e-300))
        worst = doubted[np.argsort(-losses, kind="stable")][:_SHOWN]
        names = examples.classes
        told = ", ".join(
            f"{i} ({_name(names, int(labels[i]))}, looks like {_name(names, int(chosen[i]))})" for i in worst[:3]
        )
        sentence = (
            f"{len(doubted)} of {int(counted.sum())} training examples ({share_text(share)}) have a label to which the "
            f"network gives a probability below {self.doubt:g}; the highest losses, up to "
            f"{figure_text(float(losses.max()))}, are those of examples {told}."
        )
        words = "Look at these examples and correct them; or try label smoothing: loss.label_smoothing = 0.1."
        changes = {"loss.label_smoothing": 0.1} if evidence.spec.loss.type == "CrossEntropyLoss" else {}
        return self.finding(sentence, share, Remedy(words, changes), examples=tuple(map(int, worst)))


def _class_shares(outputs: np.ndarray) -> np.ndarray:
    """Return the probabilities of classes, (N, classes), from scores, from logarithms of shares or from one score."""
    z = outputs.astype(np.float64)
    z = np.concatenate([np.zeros_like(z), z], axis=1) if z.shape[1] == 1 else z
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def _name(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else str(number)
