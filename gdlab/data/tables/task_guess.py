"""Tell from a column whether it is predicted as a class or as a value, and why."""

from __future__ import annotations

from gdlab.spec.examples import Task

#: Different whole numbers up to which they are taken for classes.
FEW_CLASSES = 20


def guess_task(kind: str, distinct: int, *, whole: bool, repeats: bool = True) -> tuple[Task, str]:
    """Return the likely task and the reason for it, the end of a sentence.

    Args:
        kind: what the target holds, one of the kinds of columns.
        distinct: how many different values it has.
        whole: whether all of them are whole numbers.
        repeats: whether a value occurs in more than one row, as a class does.
    """
    if kind == "date":
        return "regression", "it holds dates"
    if kind != "numeric":
        return "classification", "it holds words"
    if not whole:
        return "regression", "it holds numbers with decimals"
    if not repeats:
        return "regression", "it holds a different whole number in every row"
    if distinct <= FEW_CLASSES:
        return "classification", f"it holds {distinct:,} different whole numbers, {FEW_CLASSES} or fewer"
    return "regression", f"it holds {distinct:,} different whole numbers, more than {FEW_CLASSES}"
