"""The length of a run as a number of steps, epochs, examples, gradient evaluations or seconds."""

from __future__ import annotations

import math
import re

import numpy as np
from pydantic import ValidationError

from gdlab.engine.program.spec_members import schedule_of
from gdlab.lab.train import examples_for
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec

#: What a budget counts. An example whose gradient is evaluated again, as L-BFGS does, counts once as an example and
#: each time as an evaluation.
UNITS = ("steps", "epochs", "examples", "evaluations", "seconds")
#: Other words for a unit, with how many of it they stand for.
_WORDS = {"s": ("seconds", 1), "sec": ("seconds", 1), "min": ("seconds", 60), "minutes": ("seconds", 60),
          "h": ("seconds", 3600), "hours": ("seconds", 3600), "gradients": ("evaluations", 1),
          "gradient evaluations": ("evaluations", 1)}  # fmt: skip
#: Epochs of a run that ends by its time: more than it will do.
_MANY_EPOCHS = 1_000_000


def within_budget(spec: RunSpec, budget: str, n_examples: int = 0) -> RunSpec:
    """Return a spec that trains for a budget, whatever its own epochs and steps; "" leaves it as it is.

    A budget of examples or evaluations ends with the mini-batch in which the last of them is, a budget of seconds with
    the step in which they are over; the figures of the latter depend on the machine.

    Args:
        spec: the run.
        budget: a number and a unit of :data:`UNITS`, such as ``"2000 steps"``, ``"10000 evaluations"`` or ``"5 s"``.
        n_examples: the examples of the training part; 0 has the data loaded to count them.

    Raises:
        SpecError: when it is not of that form, or a schedule that follows the run's length has a budget of seconds.
        DataError: when the data cannot be had, whose number of examples counts.
    """
    if not budget.strip():
        return spec
    amount, unit = parsed_budget(budget)
    if unit == "seconds":
        _refuse_schedule_of_unknown_length(spec)
        length = {"epochs": _MANY_EPOCHS, "max_steps": 0, "max_seconds": amount, "max_evaluations": 0}
        return _of_length(spec, length, budget)
    n = n_examples or len(examples_for(spec).x_train)
    batch = spec.training.batch_size
    size = n if batch == "full" else min(int(batch), n)
    per_epoch = math.ceil(n / size)
    whole, rest = divmod(amount, n)
    of_examples = int(whole) * per_epoch + math.ceil(rest / size)
    steps = {"steps": math.ceil(amount), "epochs": math.ceil(amount * per_epoch)}.get(unit, of_examples)
    length = {
        "epochs": math.ceil(steps / per_epoch),
        "max_steps": 0 if steps % per_epoch == 0 else steps,
        "max_seconds": 0.0,
        "max_evaluations": math.ceil(amount) if unit == "evaluations" else 0,
    }
    return _of_length(spec, length, budget)


def _of_length(spec: RunSpec, length: dict[str, float], budget: str) -> RunSpec:
    """Return a spec with another length of training.

    Raises:
        SpecError: when that is longer than a run may be.
    """
    try:
        return spec.replace(training=spec.training.replace(**length))
    except ValidationError:
        raise SpecError([Problem("--budget", f"'{budget}' is longer than a run may be; give less")]) from None


def parsed_budget(budget: str) -> tuple[float, str]:
    """Return the amount and the unit of a budget.

    Raises:
        SpecError: when it is not a number above 0 and a unit.
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?(?:e\d+)?)\s*([a-z]+(?: [a-z]+)?)\s*", budget.lower())
    word = "" if found is None else found[2]
    unit, times = _WORDS.get(word) or _WORDS.get(f"{word}s") or (word if word.endswith("s") else f"{word}s", 1)
    if found is None or unit not in UNITS or not 0 < float(found[1]) * times < math.inf:
        raise SpecError([Problem("--budget", f"'{budget}' should be a number and one of {', '.join(UNITS)}")])
    return float(found[1]) * times, unit


def _refuse_schedule_of_unknown_length(spec: RunSpec) -> None:
    """Refuse a schedule whose rates depend on how many steps a run takes, which its time does not say.

    Raises:
        SpecError: naming it.
    """
    schedule = schedule_of(spec)
    if schedule is None:
        return
    ticks, memory = np.arange(64), schedule.start()
    if not np.array_equal(schedule.rates(ticks, 1.0, 100, memory), schedule.rates(ticks, 1.0, 10_000, memory)):
        text = f"{schedule.type} follows the run's length, which seconds do not say; give a budget of steps or epochs"
        raise SpecError([Problem("--budget", text)])
