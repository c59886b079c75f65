"""Tell by their names which arrays of a file, or which files side by side, hold inputs and which targets."""

from __future__ import annotations

import re
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


#: What the arrays and files of the part that trains are called, and those of the part that validates, best first.
TRAINING, VALIDATING = ("train", "training"), ("val", "valid", "validation", "dev", "eval", "test", "testing")


def given_parts(names: Sequence[str]) -> tuple[str, str, str, str] | None:
    """Return the names of inputs and targets to train on and of those to validate on, None where they are not told.

    They are told by names such as ``x_train``, ``y_train``, ``x_test`` and ``y_test``. Of a validation part and a test
    part, the first validates.

    Args:
        names: the names of the arrays of a file.
    """
    parts: dict[str, dict[str, str]] = {}
    for name in names:
        words = re.findall(r"[a-z]+|[0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
        for part in (*TRAINING, *VALIDATING):
            if part in words and len(words) > 1:
                parts.setdefault(part, {})["_".join(w for w in words if w != part)] = name
    train = next((parts[part] for part in TRAINING if part in parts), {})
    for part in VALIDATING:
        other = parts.get(part, {})
        both = [word for word in train if word in other]
        if len(both) == 2:
            x, y = inputs_and_targets(both)
            return train[x], train[y], other[x], other[y]
    return None
