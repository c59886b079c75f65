"""ReduceLROnPlateau: a drop when the loss stops falling."""

from __future__ import annotations

from math import inf
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class ReduceLROnPlateau(Schedule):
    r"""The rate times a factor when the validation loss has not improved for more than ``patience`` epochs.

    .. math:: \eta \leftarrow \max(\text{factor} \cdot \eta,\, \eta_{min})

    Without a validation part the mean training loss of the epoch is watched. Names and defaults are PyTorch's; its
    ``mode`` is always "min" here, since a loss is watched.

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.plateau import ReduceLROnPlateau
    >>> schedule_rates(ReduceLROnPlateau(patience=2), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """

    title: ClassVar[str] = "Drop when the validation loss stalls"

    type: Literal["ReduceLROnPlateau"] = "ReduceLROnPlateau"
    interval: Literal["epoch"] = knob("epoch", "The loss is watched once an epoch.")  # type: ignore[assignment]
    factor: float = knob(0.1, "Factor on the rate at each drop.", gt=0, lt=1)
    patience: int = knob(10, "Epochs without improvement that are borne.", ge=0)
    threshold: float = knob(1e-4, "Smallest improvement that counts.", ge=0, log=True)
    threshold_mode: Literal["rel", "abs"] = knob("rel", "Whether the threshold is a share of the best loss.")
    cooldown: int = knob(0, "Epochs after a drop in which none is counted.", ge=0)
    min_lr: float = knob(0.0, "Smallest rate.", ge=0, log=True)
    eps: float = knob(1e-8, "Smallest change of the rate that is made.", ge=0, log=True)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick: the base, scaled by the drops so far."""
        return np.full(len(ticks), base * memory["scale"])

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate as it was: a chain applies the drops once, at its end."""
        return rate

    def start(self) -> Memory:
        """Return no drops, no epochs, no best loss."""
        return {"scale": 1.0, "best": inf, "bad": 0.0, "cooling": 0.0}

    def observe(self, memory: Memory, val_loss: float, rate: float) -> Memory:
        """Count an epoch, and drop the rate when it is time."""
        scale, best, bad, cooling = (memory[k] for k in ("scale", "best", "bad", "cooling"))
        bar = best * (1.0 - self.threshold) if self.threshold_mode == "rel" else best - self.threshold
        best, bad = (val_loss, 0.0) if val_loss < bar else (best, bad + 1.0)
        if cooling > 0:
            cooling, bad = cooling - 1.0, 0.0
        if bad > self.patience:
            new = max(rate * self.factor, self.min_lr)
            if rate - new > self.eps:
                scale *= new / rate
            cooling, bad = float(self.cooldown), 0.0
        return {"scale": scale, "best": best, "bad": bad, "cooling": cooling}
