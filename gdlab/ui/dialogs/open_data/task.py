"""What a table will be used for, in words, and what keeps it from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gdlab.lab.datasets import ColumnPreview, guess_task
from gdlab.lab.number_text import format_count

_NUMBERS = ("numeric", "date")


def task_problem(target: ColumnPreview | None, kind: str, task: str, inputs: Sequence[str]) -> str:
    """Return why a column cannot be predicted from these, "" when it can."""
    if target is None:
        return "choose the column to predict"
    if target.distinct < 2:
        return "holds one value only, so there is nothing to learn"
    if not inputs:
        return "no column is left as an input"
    if task == "regression" and kind not in _NUMBERS:
        return "holds words, which cannot be predicted as a value"
    return ""


def several_problem(kinds: Mapping[str, str]) -> str:
    """Return why several columns cannot be predicted together, "" when they can.

    Args:
        kinds: what each of the columns holds, by name; one alone may hold anything.
    """
    words = [name for name, kind in kinds.items() if kind not in _NUMBERS] if len(kinds) > 1 else []
    return f"{words[0]} holds no numbers; such a column is predicted alone" if words else ""


def several_description(targets: Sequence[str], inputs: Sequence[str]) -> str:
    """Return the task of several columns in words."""
    names = ", ".join(inputs[:4]) + (f" and {len(inputs) - 4} more" if len(inputs) > 4 else "")
    return (
        f"Predict {', '.join(targets[:-1])} and {targets[-1]} from {names}, an output each: values; labels where all "
        "hold 0 and 1; classes where every row has one 1 among them."
    )


def task_description(target: ColumnPreview, kind: str, task: str, inputs: Sequence[str]) -> str:
    """Return the task in words, found out where it is left open."""
    names = ", ".join(inputs[:4]) + (f" and {len(inputs) - 4} more" if len(inputs) > 4 else "")
    because = ""
    if task == "auto":
        task, why = guess_task(kind, target.distinct, whole=target.whole)
        because = f" Guessed, since {why}."
    if task == "regression":
        return f"Regression: predict the value of {target.name} from {names}.{because}"
    which = f" ({', '.join(target.levels)})" if 0 < len(target.levels) <= 6 else ""
    classes = f"{format_count(max(target.distinct, len(target.levels)))} classes of {target.name}{which}"
    return f"Classification: tell {classes} from {names}.{because}"


def column_note(column: ColumnPreview, *, is_target: bool, ordinal: bool, levels: list[str]) -> tuple[str, bool]:
    """Return what is to be said beside a column, and whether that keeps the data from being used."""
    if ordinal:
        return _levels_note(levels, column.levels)
    if is_target and column.missing:
        return f"{format_count(column.missing)} rows without it are left out", False
    if not is_target and column.distinct < 2:
        return "one value only: says nothing", False
    if column.note:
        return column.note, False
    return "", False


def _levels_note(levels: list[str], known: tuple[str, ...]) -> tuple[str, bool]:
    if not levels:
        return "write its levels under Values, lowest first", True
    lost = [level for level in known if level not in levels]
    if lost:
        return f"the levels lack {', '.join(lost[:3])}", True
    return "lowest first; double-click to put them in order", False
