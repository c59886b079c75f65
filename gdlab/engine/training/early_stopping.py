"""The check of a run after each segment: whether it diverged, and whether it reached what ends it early."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.history import History, Mark
from gdlab.engine.schedules.base import Memory
from gdlab.engine.training.progress import Progress
from gdlab.engine.training.segment import Segment
from gdlab.engine.training.step_schedule import StepSchedule
from gdlab.spec.metrics import higher_is_better, objective_tag, words_of
from gdlab.spec.run import TrainingSpec


@dataclass
class EarlyStopping:
    """The conditions under which a run ends before its last step, which write into its progress and its history.

    Attributes:
        training: the options, with patience and target loss.
        step_schedule: after which steps the losses are checked.
        history: what was measured; marks are added.
        progress: how the run stands.
        validates: whether there is a validation part; else the training loss stands for the validation loss.
    """

    training: TrainingSpec
    step_schedule: StepSchedule
    history: History
    progress: Progress
    validates: bool

    def check(self, segment: Segment, memory: Memory) -> Memory:
        """Check a segment that has been recorded and return the schedule's memory after it.

        Args:
            segment: the steps and evaluations that were just done.
            memory: the schedule's memory before it.
        """
        losses, end = segment.evaluations[: segment.evaluations_done, 0], segment.start + segment.steps_done
        if segment.diverged:
            self._diverge(end, "loss", segment.out[segment.steps_done - 1, 0])
        elif len(losses) and not np.isfinite(losses[-1]):
            self._diverge(int(segment.events[segment.evaluations_done - 1]), "validation loss", losses[-1])
        steps = self.step_schedule.check_steps(segment.start, end)
        for step in steps[steps < end] if self.progress.diverged else steps:
            memory = self._after(int(step), end, memory)
        return memory

    def _value(self, tag: str, step: int, end: int) -> float:
        """Return a validation curve's newest value at a step, or a training curve's mean over the epoch before it.

        ``end`` is the step of the history's last row.
        """
        if tag.startswith("val/"):
            known = tag in self.history
            until = int(np.searchsorted(self.history.index(tag), step, side="right")) if known else 0
            return float(self.history[tag][until - 1]) if until else float("nan")
        values = self.history[tag]
        last = len(values) - (end - step)
        return float(np.mean(values[max(0, last - self.step_schedule.steps_per_epoch) : last]))

    def _after(self, step: int, end: int, memory: Memory) -> Memory:
        t, whole_epoch = self.training, step % self.step_schedule.steps_per_epoch == 0
        checked = objective_tag("val" if self.validates else "train")
        monitored = t.monitor if self.validates or t.monitor.startswith("train/") else checked
        loss = self._value(checked, step, end)
        value = loss if monitored == checked else self._value(monitored, step, end)
        if whole_epoch and self.step_schedule.schedule is not None and np.isfinite(loss):
            memory = self.step_schedule.schedule.observe(memory, loss, self.history.last("train/lr"))
        self.progress.note(-value if higher_is_better(monitored) else value, whole_epoch=whole_epoch)
        if t.target_loss and loss <= t.target_loss:
            self._finish(step, f"the {words_of(checked)} reached {t.target_loss}")
        elif t.patience and self.progress.stale >= t.patience:
            self._finish(step, f"no better {words_of(monitored)} for {t.patience} epochs")
        return memory

    def _diverge(self, step: int, what: str, value: float) -> None:
        """End the run: a loss that is not finite has no gradient to follow."""
        self.progress.diverged = True
        self.progress.reason = f"the {what} became {'NaN' if np.isnan(value) else 'infinite'} at step {step}"
        self.history.marks.append(Mark(step, "diverged", self.progress.reason))

    def _finish(self, step: int, reason: str) -> None:
        self.progress.done_early, self.progress.reason = True, reason
        self.history.marks.append(Mark(step, "stopped", reason))
