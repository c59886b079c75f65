"""Trials of remedies: a run beside the one that was checked, with a finding's change in its spec."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gdlab.diagnose.health.finding import HealthFinding
from gdlab.diagnose.health.trial import trial_outcome
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.branch import BranchPoint, branched, refusal
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_message
from gdlab.ui.bridge import Bridge


@dataclass(frozen=True)
class _Trial:
    """A run under way that tries a remedy, and the run that it is to mend."""

    of: ActiveRun
    finding: HealthFinding
    run: ActiveRun


class Trials(QObject):
    """The trials under way; ``ended`` carries the finding, whether it helped, and both losses in a sentence."""

    ended = Signal(object, bool, str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._trials: dict[str, _Trial] = {}
        bridge.status_changed.connect(self._on_status)

    def begin(self, run: ActiveRun, finding: HealthFinding) -> str:
        """Train the run's spec with the remedy in it, and say in a sentence where the trial begins.

        Raises:
            SpecError: when the remedy does not fit the spec.
        """
        spec = finding.spec_to_try(run.run.spec)
        point = _point(run, finding, spec)
        state = None if point is None else branched(point, spec)
        trial = self._bridge.start(spec, state=state, code=run.run.code)
        self._trials[trial.id] = _Trial(run, finding, trial)
        return (
            tr("begins with new weights")
            if point is None
            else tr("goes on from step {step} of the run", step=point.step)
        )

    def _on_status(self, run_id: str, status: str, reason: str) -> None:
        trial = self._trials.get(run_id)
        if trial is None or not trial.run.status.ended:
            return
        del self._trials[run_id]
        if trial.run.status in ("stopped", "failed", "interrupted"):
            self.ended.emit(
                trial.finding,
                False,
                tr(
                    "The trial did not come to its end: it is {status}. {reason}",
                    status=tr(status),
                    reason=tr_message(reason),
                ),
            )
            return
        found = trial_outcome(trial.of.run.history, trial.run.run.history)
        self.ended.emit(trial.finding, found.helped, found.sentence)


def _point(run: ActiveRun, finding: HealthFinding, spec: RunSpec) -> BranchPoint | None:
    """Return the kept state from which a trial goes on, None where it begins anew.

    It is the last one before the fault, or the first where the fault is there from the start.
    """
    points = [point for point in run.branch_points if not refusal(point, spec)]
    if finding.remedy.anew or not points:
        return None
    before = [point for point in points if point.step < finding.since]
    return before[-1] if before else points[0] if not finding.since else None
