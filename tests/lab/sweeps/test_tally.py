"""Trials are counted as they end, whatever their order, and the best is that of looking at all of them."""

from __future__ import annotations

from gdlab.lab.sweeps.tally import TrialTally
from gdlab.lab.sweeps.trial import SweepTrial, TrialState


def trial(number: int, state: TrialState, *figures: float) -> SweepTrial:
    return SweepTrial(number, {}, {}, state, figures, at=0.0 if state is TrialState.RUNNING else 1.0)


def test_each_trial_counts_once_when_it_has_ended():
    trials = [trial(i, TrialState.RUNNING) for i in range(4)]
    lower, higher = TrialTally(higher=False), TrialTally(higher=True)
    ends = [(2, TrialState.COMPLETE, 0.3), (0, TrialState.PRUNED), (3, TrialState.COMPLETE, 0.1)]
    for number, *end in [*ends, (1, TrialState.DIVERGED, float("inf"))]:
        trials[number] = trial(number, *end)
        for tally in (lower, higher):
            tally.update(trials)
            tally.update(trials)
    assert [lower.count(state) for state in TrialState] == [0, 2, 0, 1, 1, 0, 0]
    assert lower.best is trials[3]
    assert higher.best is trials[2]
