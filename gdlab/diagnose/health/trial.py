"""Whether a change of the spec helped: the last loss of a run beside that of its trial."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.history import History
from gdlab.spec.metrics import objective_tag

#: A trial helped when its loss is lower by more than this share.
_CLEARLY = 0.02


@dataclass(frozen=True)
class TrialOutcome:
    """What a trial came to.

    Attributes:
        helped: whether its last loss is clearly lower than the run's.
        sentence: both losses in words.
    """

    helped: bool
    sentence: str


def trial_outcome(before: History, after: History) -> TrialOutcome:
    """Return whether a trial ended with a lower loss than the run that it was to mend.

    The validation loss decides, the mean of the last epoch's training losses where nothing is held out.
    """
    tag = objective_tag("val")
    if not len(_finite(before, tag)) and not len(_finite(after, tag)):
        tag = objective_tag("train")
    old, new = _last(before, tag), _last(after, tag)
    name = "validation" if tag == objective_tag("val") else "training"
    if not np.isfinite(new):
        return TrialOutcome(False, f"It did not help: the {name} loss is not finite.")
    helped = not np.isfinite(old) or new < old - _CLEARLY * abs(old)
    was = f"{old:.4g}" if np.isfinite(old) else "none that is finite"
    word = "It helped" if helped else "It did not help"
    return TrialOutcome(helped, f"{word}: the {name} loss ends at {new:.4g}, and was {was}.")


def _finite(history: History, tag: str) -> np.ndarray:
    values = history[tag] if tag in history else np.empty(0)
    return values[np.isfinite(values)]


def _last(history: History, tag: str) -> float:
    """Return the last value, of training losses the mean over the last epoch; NaN where there is none."""
    if tag not in history or not len(history[tag]):
        return float("nan")
    if tag == objective_tag("val"):
        return history.last(tag)
    epochs = history.index(tag, "epoch")
    return float(np.mean(history[tag][epochs > epochs[-1] - 1]))
