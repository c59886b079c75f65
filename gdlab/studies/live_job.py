"""What is seen of a study's job while it is worked on."""

from __future__ import annotations

from dataclasses import dataclass

from gdlab.lab.training_progress import TrainingProgress
from gdlab.studies.experiment import Job


@dataclass
class LiveJob:
    """A job that is being worked on: its name, its curves so far and how far it is."""

    job: Job
    trainer: TrainingProgress | None = None

    @property
    def share(self) -> float:
        """Return the share of the run that is done."""
        return self.trainer.step / max(self.trainer.total_steps, 1) if self.trainer is not None else 0.0
