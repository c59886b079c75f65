"""The sentence that refuses a run without trained parameters."""

from __future__ import annotations

from gdlab.lab.run import Run, Status


def untrained_sentence(run: Run) -> str:
    """Return why a run has no trained parameters, and what gives it some."""
    if run.status in (Status.INTERRUPTED, Status.STOPPED):
        return f"run {run.label} was interrupted; `gdlab resume {run.id}` goes on with it"
    return f"run {run.label} has no trained parameters; train it to its end first"
