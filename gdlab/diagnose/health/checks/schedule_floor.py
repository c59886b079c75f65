"""A schedule whose lowest rate was never reached."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.health.base import HealthCheck
from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy, figure_text
from gdlab.engine.program.spec_members import schedule_of
from gdlab.engine.schedules.base import Schedule
from gdlab.spec.base import knob
from gdlab.spec.run_length import run_length


class ScheduleFloor(HealthCheck):
    """Whether the run ended, as planned, long before its schedule had brought the rate down."""

    title: ClassVar[str] = "Rate above its schedule's floor"
    order: ClassVar[int] = 70

    type: Literal["ScheduleFloor"] = "ScheduleFloor"
    share: float = knob(0.1, "Share of the way down that may be missing at the end.", ge=0, le=1)

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return the finding for a schedule with a range, in a run that trained to its planned end."""
        schedule, run = schedule_of(evidence.spec), evidence.run
        if schedule is None or not schedule.span or str(run.status) != "finished" or run.reason:
            return None
        length = run_length(evidence.spec, len(evidence.examples.x_train))
        made = length.total_steps if schedule.interval == "step" else -(-length.total_steps // length.steps_per_epoch)
        base, last, floor = self._rates(schedule, evidence.spec.optimizer.lr, made)
        if made > schedule.span or not last - floor > self.share * (base - floor) > 0:
            return None
        unit = "steps" if schedule.interval == "step" else "epochs"
        sentence = (
            f"The run ends after {made} {unit} at the rate {figure_text(last)}, and its schedule ({schedule.type}) "
            f"reaches {figure_text(floor)} only after {schedule.span_field} = {schedule.span} {unit}."
        )
        return self.finding(sentence, last / base, self._remedy(schedule, made))

    def _rates(self, schedule: Schedule, base: float, made: int) -> tuple[float, float, float]:
        """Return the highest rate of the run, its last one, and the lowest of the schedule's whole range."""
        memory = schedule.start()
        whole = schedule.rates(np.arange(schedule.span + 1), base, max(made, schedule.span + 1), memory)
        run = schedule.rates(np.arange(made), base, made, memory)
        return float(run.max()), float(run[-1]), float(whole.min())

    def _remedy(self, schedule: Schedule, made: int) -> Remedy:
        if isinstance(getattr(schedule, schedule.span_field), int):
            wanted = made if schedule.ends else max(1, made // 3)
            words = f"Try a range that fits the run: {schedule.span_field} = {wanted}."
            return Remedy(words, {f"schedule.{schedule.span_field}": wanted}, anew=False)
        wanted = [max(1, made // 2), max(2, made * 3 // 4)]
        words = f"Try places within the run: {schedule.span_field} = {wanted}."
        return Remedy(words, {f"schedule.{schedule.span_field}": wanted}, anew=False)
