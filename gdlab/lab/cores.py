"""How many cores the runs of this program take."""

from __future__ import annotations

from gdlab.engine.machine import helpers


def use_cores(most: int) -> None:
    """Set how many cores the runs of this process may take together, unless ``GDLAB_THREADS`` does.

    A run whose steps are long is spread over those that no other run has.

    Args:
        most: the number; 0 is all.
    """
    helpers.use_threads(most)
