"""A remark, before a run, on a schedule whose range does not fit the length of the run."""

from __future__ import annotations

from gdlab.engine.program.spec_members import schedule_of
from gdlab.engine.schedules.base import Schedule
from gdlab.engine.schedules.composite import Composite
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import run_length

#: A schedule that covers less than this share of its range hardly changes the rate.
_LEAST = 0.1
#: A schedule with an end that is passed this many times was meant in the other unit, most likely.
_MOST = 3.0


def schedule_remark(spec: RunSpec, n_examples: int) -> str:
    """Return a sentence on a schedule that covers under a tenth of its range, or several times it; "" for none.

    Args:
        spec: the run.
        n_examples: examples of the training part.
    """
    schedule = schedule_of(spec)
    if schedule is None:
        return ""
    length = run_length(spec, n_examples)
    per_epoch, steps = length.steps_per_epoch, length.total_steps
    epochs = -(-steps // per_epoch)
    by_step = schedule.interval == "step"
    for part in _parts(schedule):
        share = (steps if by_step else epochs) / part.span if part.span else 1.0
        if share < _LEAST or (part.ends and share > _MOST):
            covers = f"{100 * share:.2g} % of its range" if share < 1 else f"its range {share:.3g} times"
            unit, other = ("steps", "epoch") if by_step else ("epochs", "step")
            return (
                f"{part.type}: {part.span_field} = {part.span} counts {unit}, and the run has {epochs} epochs of "
                f"{per_epoch} steps ({steps} steps), so that the schedule covers {covers}; "
                f'interval = "{other}" or {part.span_field} = {steps if by_step else epochs} may be what is meant'
            )
    return ""


def _parts(schedule: Schedule) -> list[Schedule]:
    """Return a schedule that stands alone, or what follows a warm-up: the parts of others have ranges of their own."""
    if isinstance(schedule, Composite):
        return [schedule.parts()[-1]] if schedule.type == "WarmUp" and schedule.parts() else []
    return [schedule]
