"""The length of a run as a number of steps, epochs or examples."""

from __future__ import annotations

import math
import re

from gdlab.lab.train import examples_for
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec

#: What a budget counts. An example whose gradient is evaluated again, as L-BFGS does, counts once.
UNITS = ("steps", "epochs", "examples")


def within_budget(spec: RunSpec, budget: str) -> RunSpec:
    """Return a spec that trains for a budget, whatever its own epochs and steps; "" leaves it as it is.

    A budget of examples ends with the mini-batch in which the last of them is.

    Args:
        spec: the run.
        budget: a number and a unit of :data:`UNITS`, such as ``"2000 steps"`` or ``"5 epochs"``.

    Raises:
        SpecError: when it is not of that form.
        DataError: when the data cannot be had, whose number of examples counts.
    """
    if not budget.strip():
        return spec
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?(?:e\d+)?)\s*([a-z]+)\s*", budget.lower())
    unit = "" if found is None else found[2] if found[2].endswith("s") else f"{found[2]}s"
    if found is None or unit not in UNITS or float(found[1]) <= 0:
        raise SpecError([Problem("--budget", f"'{budget}' should be a number and one of {', '.join(UNITS)}")])
    amount, n = float(found[1]), len(examples_for(spec).x_train)
    batch = spec.training.batch_size
    size = n if batch == "full" else min(int(batch), n)
    per_epoch = math.ceil(n / size)
    whole, rest = divmod(amount, n)
    steps = {
        "steps": math.ceil(amount),
        "epochs": math.ceil(amount * per_epoch),
        "examples": int(whole) * per_epoch + math.ceil(rest / size),
    }[unit]
    length = {"epochs": math.ceil(steps / per_epoch), "max_steps": 0 if steps % per_epoch == 0 else steps}
    return spec.replace(training=spec.training.replace(**length))
