"""What the jobs of a study have measured so far, and the tables that follow from it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from gdlab.studies.experiment import Job, Plan
from gdlab.studies.table import StudyTable


class MeasuredFigures:
    """The figures of a study's jobs, which several threads put in; everything may be read from another one meanwhile.

    Args:
        plan: what is done.

    Attributes:
        tables: the figures as they came, by part.
        paces: the seconds of an example that were measured apart from the training, by part and row.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan, self._lock = plan, threading.Lock()
        self._taken: dict[str, list[tuple[Mapping[str, float], bool]]] = {}
        self._busy: dict[str, list[float]] = {}
        self.paces: dict[tuple[str, str], list[float]] = {}
        self._sharing: dict[str, list[Job]] = {}
        for job in plan.jobs:
            self._sharing.setdefault(job.key, []).append(job)
        self.tables = plan.blank()

    def __bool__(self) -> bool:
        """Return whether anything was measured."""
        return bool(self._taken)

    def put(self, job: Job, figures: Mapping[str, float], *, timed: bool) -> None:
        """Take in figures of a job, for each row that its run stands for.

        Args:
            job: whose.
            figures: by column.
            timed: whether they hang on the machine.
        """
        with self._lock:
            self._taken.setdefault(job.key, []).append((figures, timed))
            for one in self._sharing[job.key]:
                self.tables[one.part].put(one.row, one.seed, figures, timed=timed)

    def put_pace(self, job: Job, seconds: float) -> None:
        """Take in the seconds of an example of a job's run."""
        for one in self._sharing[job.key]:
            self.paces.setdefault((one.part, one.row), []).append(seconds)

    def put_busy(self, part: str, share: float) -> None:
        """Take in which share of the time other programs took while a part's times were measured."""
        self._busy.setdefault(part, []).append(share)

    def conclude(self) -> dict[str, StudyTable]:
        """Return the tables made anew in the order of the file, whichever job ended first, with what is derived."""
        self.tables = self._plan.blank()
        for name, shares in self._busy.items():
            self.tables[name].busy = sum(shares) / len(shares)
        for job in self._plan.jobs:
            for figures, timed in self._taken.get(job.key, []):
                self.tables[job.part].put(job.row, job.seed, figures, timed=timed)
        for part in self._plan.study.parts:
            if part.derive is not None:
                source = self.tables[part.derive.of]
                part.derive.fill(source, self.tables[part.name])
                if source.timed.intersection(part.derive.columns_read()):
                    self.tables[part.name].timed.update(part.derive.columns())
                    self.tables[part.name].busy = source.busy
        return self.tables
