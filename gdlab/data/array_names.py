"""Tell by their names which arrays of a file, or which files side by side, hold inputs and which targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_TARGETS = ("y", "target", "label", "class")
_INPUTS = ("x", "input", "image", "data", "feature", "picture")
_PAIRS = (("X", "y"), ("x", "y"), ("inputs", "targets"), ("images", "labels"), ("data", "labels"), ("data", "targets"))


def inputs_and_targets(names: Sequence[str]) -> tuple[str, str]:
    """Return which arrays of a file are likely the inputs and the targets; the last array is taken for targets.

    Args:
        names: the names of the arrays, one at least.
    """
    targets = next((n for n in names if n.lower().startswith(_TARGETS)), names[-1])
    inputs = [n for n in names if n.lower().startswith(_INPUTS)]
    return next((n for n in [*inputs, *names] if n != targets), names[0]), targets


def targets_beside(path: Path) -> str:
    """Return the .npy file next to one of inputs that is named like its targets, or ""."""
    for inputs, targets in _PAIRS:
        other = path.with_name(path.name.replace(inputs, targets, 1))
        if other != path and other.is_file():
            return str(other)
    return ""
