"""The figures of a trial: the last or best value of each objective, the mean over its seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.lab.run import Run, Status
from gdlab.lab.sweeps.seed_training import evaluations
from gdlab.spec.metrics import objective_tag
from gdlab.spec.sweep import COSTS, SweepSpec


def figures_of(runs: Sequence[Run], sweep: SweepSpec) -> tuple[float, ...]:
    """Return one figure an objective; the worst one, infinite, where a run diverged or measured nothing."""
    return tuple(float(np.mean([figure_of(run, metric, sweep) for run in runs])) for metric in sweep.metric)


def figure_of(run: Run, metric: str, sweep: SweepSpec) -> float:
    """Return a run's figure of one objective."""
    worst = -np.inf if sweep.higher(metric) else np.inf
    if run.status is Status.DIVERGED:
        return float(worst)
    if metric in COSTS:
        return _cost(run, metric)
    value = run.history.best(metric)[0] if sweep.value == "best" else run.history.last(metric)
    return value if np.isfinite(value) else float(worst)


def _cost(run: Run, name: str) -> float:
    if name == "seconds":
        return run.elapsed
    if name == "parameters":
        return float(sum(array.size for array in run.parameters.values()))
    return last_index(run, "step")


def last_index(run: Run, column: str) -> float:
    """Return how far a run trained: its last step, epoch or number of examples, 0 for none."""
    tag = objective_tag("train")
    rows = run.history.index(tag, column) if tag in run.history else np.empty(0)
    return float(rows[-1]) if len(rows) else 0.0


def curve_so_far(runs: Sequence[Run], sweep: SweepSpec) -> list[float]:
    """Return the mean over the seeds of each evaluation that all have reached; the best so far if that counts."""
    tag = sweep.metric[0]
    curves = [evaluations(run, tag) for run in runs]
    length = min((len(curve) for curve in curves), default=0)
    if not length:
        return []
    values = np.array([curve[:length] for curve in curves])
    if sweep.value == "best":
        values = (np.maximum if sweep.higher(tag) else np.minimum).accumulate(values, axis=1)
    return [float(value) for value in values.mean(axis=0)]
