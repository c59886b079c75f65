"""What a study measured, and its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gdlab.lab.run import Run
from gdlab.studies.charts import Picture, picture
from gdlab.studies.experiment import Plan
from gdlab.studies.study_curve import StudyCurve, at_pace
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Verdict


@dataclass(frozen=True)
class Result:
    """The measured figures of a study and its verdict.

    Attributes:
        tables: the measured figures, one table a part.
        runs: the runs by part and row label, in order of seeds; none once the pictures are all that is wanted of them.
        seconds: how long it took this time; reused: runs taken from the store.
        problems: what went wrong with single runs, in sentences.
        unsaved: why runs could be kept nowhere, "" where all are kept; it is among the problems.
        paces: the seconds of one example, measured apart from the training, by part and row label, one a seed.
        drawn: the pictures where the runs are no longer there.
        image: the pictures as a URL, where they were drawn already.
    """

    plan: Plan
    tables: Mapping[str, StudyTable]
    runs: Mapping[tuple[str, str], list[Run]]
    verdict: Verdict
    seconds: float
    reused: int
    problems: tuple[str, ...] = ()
    paces: Mapping[tuple[str, str], list[float]] = field(default_factory=dict)
    drawn: tuple[Picture, ...] = ()
    image: str = ""
    unsaved: str = ""

    def pictures(self) -> tuple[Picture, ...]:
        """Return every picture, in the order of the file."""
        if self.drawn:
            return self.drawn
        found: list[Picture] = []
        for part in self.plan.study.parts:
            curves: dict[str, list[StudyCurve]] = {
                row: [at_pace(run.history, self.paces.get((name, row), ())) for run in runs]
                for (name, row), runs in self.runs.items()
                if name == part.name
            }
            made = (picture(chart, part, self.tables[part.name], curves) for chart in part.charts)
            found += [p for p in made if p is not None]
        return tuple(found)

    def without_runs(self, image: str = "") -> Result:
        """Return all that is written and drawn of it, without the runs and their jobs, which are large.

        Args:
            image: the pictures as a URL, where they were drawn already.
        """
        return replace(
            self, plan=replace(self.plan, jobs=()), runs={}, paces={}, drawn=self.pictures(), image=image or self.image
        )
