"""How many cores the runs of this program take."""

from __future__ import annotations

from gdlab.engine.machine import helpers


def use_cores(most: int) -> None:
    """Set over how many cores the runs of this process are spread, unless ``GDLAB_THREADS`` does.

    A run whose steps are long takes those that no other run has. Runs that train side by side have one each in any
    case.

    Args:
        most: the number; 0 is all.
    """
    helpers.use_threads(most)
