"""Write what a trainer measured into its history: one row a step, an evaluation or a sample of diagnostics."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from gdlab.engine.history import History


class Recorder:
    """Know how steps map to examples and epochs, and append rows accordingly.

    Args:
        n_examples: examples in the training part.
        batch_size: examples a step; the last step of an epoch may have fewer.
    """

    def __init__(self, n_examples: int, batch_size: int) -> None:
        self.n_examples, self.batch_size = n_examples, batch_size
        self.steps_per_epoch = -(-n_examples // batch_size)

    def examples_at(self, steps: Any) -> Any:
        """Return how many examples were seen after so many steps, for one number or an array."""
        epochs, rest = np.divmod(steps, self.steps_per_epoch)
        return epochs * self.n_examples + rest * self.batch_size

    def steps(
        self,
        history: History,
        start: int,
        did: int,
        rates: np.ndarray,
        out: np.ndarray,
        span: tuple[float, float],
        gradients: np.ndarray,
        *,
        accuracy: bool,
    ) -> None:
        """Append the steps of a slice that took from ``span[0]`` to ``span[1]`` seconds of training."""
        rows = self._index(np.arange(start + 1, start + did + 1), start, did, span)
        rows |= {"gradients": gradients[:did]}
        rows |= {"train/loss": out[:did, 0] + out[:did, 1], "train/lr": rates[:did, 0]}
        tags = ["train/loss", "train/lr"]
        if accuracy:
            rows["train/accuracy"] = out[:did, 2]
            tags.append("train/accuracy")
        history.table(*tags).append(rows, did)

    def probes(
        self,
        history: History,
        start: int,
        did: int,
        steps: np.ndarray,
        probes: np.ndarray,
        tags: list[tuple[int, str]],
        span: tuple[float, float],
        gradients: np.ndarray,
    ) -> None:
        """Append the samples of diagnostics that were taken at ``steps`` of a slice."""
        rows = self._index(steps, start, did, span)
        rows |= {"gradients": gradients[steps - start - 1]}
        rows |= {tag: probes[: len(steps), column] for column, tag in tags}
        history.table(*(tag for _, tag in tags)).append(rows, len(steps))

    def evaluation(self, history: History, step: int, elapsed: float, gradients: int, result: dict[str, float]) -> None:
        """Append an evaluation over the validation part after ``step`` steps."""
        rows = self._index(np.array([step]), step - 1, 1, (elapsed, elapsed)) | {"gradients": gradients}
        rows |= {f"val/{k}": v for k, v in result.items()}
        history.table(*(f"val/{k}" for k in result)).append(rows, 1)

    def _index(self, steps: np.ndarray, start: int, did: int, span: tuple[float, float]) -> dict[str, Any]:
        """Return where rows stand; the time of a slice is spread evenly over its steps."""
        began, ended = span
        seen = self.examples_at(steps)
        elapsed = began + (ended - began) * (steps - start) / max(did, 1)
        return {
            "step": steps,
            "epoch": seen / self.n_examples,
            "examples": seen,
            "elapsed": elapsed,
            "wall_time": time.time() - (ended - elapsed),
        }
