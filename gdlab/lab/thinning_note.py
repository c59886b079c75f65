"""What is said of a run whose steps are not all kept."""

from __future__ import annotations

from gdlab.lab.number_text import format_count
from gdlab.lab.run import Run


def thinning_note(run: Run) -> str:
    """Return how many of a run's steps are kept, such as "48 356 of 3 000 000 steps kept", "" where all are."""
    thinned = run.thinned
    return "" if thinned is None else f"{format_count(thinned[0])} of {format_count(thinned[1])} steps kept"


def thinning_sentence(name: str, run: Run) -> str:
    """Return a sentence on what of a run's steps is kept, and how to keep all; "" where all are.

    Args:
        name: what the run is called.
        run: the run.
    """
    note = thinning_note(run)
    if not note:
        return ""
    return (
        f"{name}: {note}: the first and the last in full, the smallest, the largest and the last of each bucket "
        'between, and all evaluations; [training] history = "all" keeps every step'
    )
