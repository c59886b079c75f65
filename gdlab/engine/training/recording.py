"""Write what a trainer measured into its history: one row a step, an evaluation or a sample of diagnostics."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.training.segment import Stretch


class Recorder:
    """Know how steps map to examples and epochs, and append rows accordingly.

    Args:
        n_examples: examples in the training part.
        batch_size: examples a step; the last step of an epoch may have fewer.
        probe_every: steps from one sample of diagnostics to the next, 0 for none.
    """

    def __init__(self, n_examples: int, batch_size: int, probe_every: int = 0) -> None:
        self.n_examples, self.batch_size, self.probe_every = n_examples, batch_size, probe_every
        self.steps_per_epoch = -(-n_examples // batch_size)

    def examples_at(self, steps: Any) -> Any:
        """Return how many examples were seen after so many steps, for one number or an array."""
        epochs, rest = np.divmod(steps, self.steps_per_epoch)
        return epochs * self.n_examples + rest * self.batch_size

    def record(self, history: History, stretch: Stretch, tags: list[tuple[int, str]], *, accuracy: bool) -> None:
        """Append the steps, the evaluations and the samples of diagnostics of a stretch."""
        if stretch.did:
            self._steps(history, stretch, accuracy)
        if stretch.evaluated:
            self._evaluations(history, stretch, accuracy)
        if len(stretch.probes):
            self._probes(history, stretch, tags)

    def _steps(self, history: History, stretch: Stretch, accuracy: bool) -> None:
        did = stretch.did
        rows = self._index(stretch, stretch.steps) | {"gradients": stretch.gradients[:did]}
        rows |= {"train/loss": stretch.out[:did, 0] + stretch.out[:did, 1], "train/lr": stretch.rates[:did, 0]}
        tags = ["train/loss", "train/lr"]
        if accuracy:
            rows["train/accuracy"] = stretch.out[:did, 2]
            tags.append("train/accuracy")
        history.table(*tags).append(rows, did)

    def _probes(self, history: History, stretch: Stretch, tags: list[tuple[int, str]]) -> None:
        done = stretch.steps[: stretch.did - stretch.lost]
        steps = done[done % self.probe_every == 0]
        rows = self._index(stretch, steps) | {"gradients": stretch.gradients[steps - stretch.start - 1]}
        rows |= {tag: stretch.probes[: len(steps), column] for column, tag in tags}
        if len(steps):
            history.table(*(tag for _, tag in tags)).append(rows, len(steps))

    def _evaluations(self, history: History, stretch: Stretch, accuracy: bool) -> None:
        n = stretch.evaluated
        steps = stretch.events[:n]
        taken = np.concatenate([[stretch.begun_with], stretch.gradients])[steps - stretch.start]
        rows = self._index(stretch, steps, np.arange(1, n + 1)) | {"gradients": taken}
        rows |= {"val/loss": stretch.evaluations[:n, 0]}
        if accuracy:
            rows |= {"val/accuracy": stretch.evaluations[:n, 1]}
        history.table(*(tag for tag in rows if tag.startswith("val/"))).append(rows, n)

    def _index(self, stretch: Stretch, steps: np.ndarray, evaluations: np.ndarray | None = None) -> dict[str, Any]:
        """Return where rows stand that belong to these steps, after so many evaluations of the stretch."""
        seen = self.examples_at(steps)
        before = np.searchsorted(stretch.events[: stretch.evaluated], steps) if evaluations is None else evaluations
        elapsed = stretch.elapsed(steps, before)
        return {
            "step": steps,
            "epoch": seen / self.n_examples,
            "examples": seen,
            "elapsed": elapsed,
            "wall_time": time.time() - (stretch.span[1] - elapsed),
        }
