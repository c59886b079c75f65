"""What was changed while a run trained, in a few words: its figures are not those of its spec alone."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.run import Run


def edits_text(edits: Sequence[tuple[int, str]]) -> str:
    """Return what was changed while a run trained, and at which steps: ``lr → 0.01 @ 300``.

    Of several changes of one field at one step, as a paused run may have, the last one counts.

    Args:
        edits: the step and the words of each edit.
    """
    last = {(step, text.partition(" → ")[0]): f"{text} @ {step}" for step, text in edits}
    return ", ".join(last.values())


def edits_of(run: Run) -> str:
    """Return what was changed while a run trained, "" for nothing."""
    return edits_text([(mark.step, mark.text) for mark in run.history.marks if mark.kind == "edit"])


def with_edits(label: str, run: Run) -> str:
    """Return what a variant is called, with what was changed while its run trained."""
    edits = edits_of(run)
    return f"{label} ({edits})" if edits else label
