"""What a table will be used for, in words, and what keeps it from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gdlab.lab.datasets import ColumnPreview, guess_task
from gdlab.lab.number_text import format_count
from gdlab.translation import tr, tr_message, tr_n

_NUMBERS = ("numeric", "date")
#: Rows from which on a column of all different values names them; up to how many the values are counted, and what share
#: of more is taken for all.
_FEWEST_NAMED, _COUNTED, _NEARLY = 5, 300, 0.95


def task_problem(target: ColumnPreview | None, kind: str, task: str, inputs: Sequence[str]) -> str:
    """Return why a column cannot be predicted from these, "" when it can.

    Args:
        target: the column to predict, None while none is chosen.
        kind: what it holds.
        task: ``classification``, ``regression``, or ``auto`` to find out.
        inputs: the names of the columns that are inputs.
    """
    if target is None:
        return tr("choose the column to predict")
    if target.distinct < 2:
        return tr("holds one value only, so there is nothing to learn")
    if not inputs:
        return tr("no column is left as an input")
    if task == "regression" and kind not in _NUMBERS:
        return tr("holds words, which cannot be predicted as a value")
    return ""


def several_problem(kinds: Mapping[str, str]) -> str:
    """Return why several columns cannot be predicted together, "" when they can.

    Args:
        kinds: what each of the columns holds, by name; one alone may hold anything.
    """
    words = [name for name, kind in kinds.items() if kind not in _NUMBERS] if len(kinds) > 1 else []
    return tr("{words} holds no numbers; such a column is predicted alone", words=words[0]) if words else ""


def several_description(targets: Sequence[str], inputs: Sequence[str]) -> str:
    """Return the task of several columns in words."""
    names = ", ".join(inputs[:4]) + (tr(" and {inputs} more", inputs=len(inputs) - 4) if len(inputs) > 4 else "")
    return tr(
        "Predict {targets} and {targets_2} from {names}, an output each: values; labels where all hold 0 "
        "and 1; classes where every row has one 1 among them.",
        targets=", ".join(targets[:-1]),
        targets_2=targets[-1],
        names=names,
    )


def task_description(target: ColumnPreview, kind: str, task: str, inputs: Sequence[str]) -> str:
    """Return the task in words, found out where it is left open.

    Args:
        target: the column to predict.
        kind: what it holds.
        task: ``classification``, ``regression``, or ``auto`` to find out.
        inputs: the names of the columns that are inputs.
    """
    names = ", ".join(inputs[:4]) + (tr(" and {inputs} more", inputs=len(inputs) - 4) if len(inputs) > 4 else "")
    because = ""
    if task == "auto":
        task, why = guess_task(kind, target.distinct, whole=target.whole, repeats=target.repeats)
        because = tr(" Guessed, since {why}.", why=tr_message(why))
    if task == "regression":
        return tr(
            "Regression: predict the value of {name} from {names}.{because}",
            name=target.name,
            names=names,
            because=because,
        )
    which = f" ({', '.join(target.levels)})" if 0 < len(target.levels) <= 6 else ""
    classes = tr(
        "{distinct} classes of {name}{which}",
        distinct=format_count(max(target.distinct, len(target.levels))),
        name=target.name,
        which=which,
    )
    return tr("Classification: tell {classes} from {names}.{because}", classes=classes, names=names, because=because)


def column_note(
    column: ColumnPreview, *, is_target: bool, ordinal: bool, levels: list[str], rows: int, by_category: bool = False
) -> tuple[str, bool]:
    """Return what is to be said beside a column, and whether that keeps the data from being used.

    Args:
        column: the column as it was recognised.
        is_target: whether it is the one to predict.
        ordinal: whether it is an input of ordered levels.
        levels: these levels.
        rows: how many rows the table has.
        by_category: whether it is an input each of whose values is a category of its own.
    """
    if ordinal:
        return _levels_note(levels, column.levels)
    if is_target and column.missing:
        return tr("{missing} rows without it are left out", missing=format_count(column.missing)), False
    if not is_target and column.distinct < 2:
        return tr("one value only: says nothing"), False
    if by_category and _names_rows(column, rows):
        return tr("another value in every row: it names rows; learned by heart, it says nothing of new ones"), False
    if column.note:
        return tr_message(column.note), False
    return "", False


def _names_rows(column: ColumnPreview, rows: int) -> bool:
    """Return whether a column has another value in every row that has one; of many rows the number is a good guess."""
    known = rows - column.missing
    return known >= _FEWEST_NAMED and column.distinct >= (known if known <= _COUNTED else _NEARLY * known)


def _levels_note(levels: list[str], known: tuple[str, ...]) -> tuple[str, bool]:
    if not levels:
        return tr("write its levels under Values, lowest first"), True
    lost = [level for level in known if level not in levels]
    if lost:
        return tr("the levels lack {lost}", lost=", ".join(lost[:3])), True
    return tr("lowest first; double-click to put them in order"), False


def fit_words(fit: str) -> str:
    """Return what was fitted to the data in the language of the window: ``loss MSELoss and 1 output``.

    Args:
        fit: what was done, as ``fit_to_data`` says it.
    """
    said: list[str] = []
    for part in fit.removeprefix("Fit ").split(" and "):
        word, _, rest = part.partition(" ")
        if word == "loss":
            said.append(tr("loss {type}", type=rest))
        elif word.isdigit():
            said.append(tr_n("{n} output", "{n} outputs", int(word)))
        else:
            said.append(tr(part))
    return tr(" and ").join(said)
