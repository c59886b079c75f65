"""What a column of a CSV file is: its name, what it means, where it is, and its cells."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar

import numpy as np

from gdlab.lab import columns
from gdlab.lab.run import Run, run_summary
from gdlab.spec.change import flatten

Cell = str | int


@dataclass(frozen=True)
class ExportedRun:
    """A run with the name that it has in the file, and what columns read of it.

    Attributes:
        run: the run.
        name: its name in the file.
        block: a piece of its history in the long form; the whole history if None.
    """

    run: Run
    name: str
    block: Mapping[str, np.ndarray] | None = None

    @cached_property
    def measured(self) -> Mapping[str, np.ndarray]:
        """Return the history in the long form, or the piece that is written now, one array a column."""
        return self.run.history.columns() if self.block is None else self.block

    @cached_property
    def fields(self) -> dict[str, Any]:
        """Return the spec's fields by dotted path; none of a run of another program, whose spec is not known."""
        return {} if self.run.is_foreign else flatten(self.run.spec.to_dict())

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Return the final and best figures."""
        return dict(run_summary(self.run))


class CsvColumn:
    """A column of a CSV file; defining a subclass with a ``name`` adds it to every file of its form.

    Attributes:
        form: ``"long"``, ``"wide"`` or ``"summary"``.
        name: its heading, or what a group of columns is called here.
        help: what it means, with its unit.
        after: the name of the column that it follows; "" for the first, and for one that may be at the end.
    """

    form: ClassVar[str] = ""
    name: ClassVar[str] = ""
    help: ClassVar[str] = ""
    after: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Register the column when it has a name."""
        if cls.name:
            _COLUMNS.setdefault(cls.form, {})[cls.name] = cls

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        """Return its headings: its name, or one for each column of a group.

        Args:
            runs: all runs of the file.
        """
        return [self.name]


_COLUMNS: dict[str, dict[str, type[CsvColumn]]] = {}


class LongColumn(CsvColumn):
    """A column of the long form, which has a row for each value of each run."""

    form = "long"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        """Return its cells for the values of a run that are written now, as many as ``run.measured["value"]`` has.

        Args:
            run: the run.
        """
        raise NotImplementedError


class WideColumn(CsvColumn):
    """A column, or a group of them, of the wide form, which has a row for each step of any run."""

    form = "wide"

    def cells(self, runs: Sequence[ExportedRun], steps: Sequence[int]) -> list[list[Cell]]:
        """Return a list of cells for each heading, each as long as ``steps``.

        Args:
            runs: all runs of the file.
            steps: the steps of the rows that are written now, ascending.
        """
        raise NotImplementedError


class SummaryColumn(CsvColumn):
    """A column, or a group of them, of the summary, which has a row for each run."""

    form = "summary"

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        """Return a run's cell for each heading.

        Args:
            run: the run of the row.
            headings: what :meth:`headings` gave for all runs of the file.
        """
        raise NotImplementedError


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(columns.__path__):
        importlib.import_module(f"{columns.__name__}.{module.name}")


def csv_columns(form: str) -> list[CsvColumn]:
    """Return the columns of a form, each after the one that it names; those that follow none come first and last.

    Args:
        form: ``"long"``, ``"wide"`` or ``"summary"``.

    Raises:
        ValueError: when a column follows one that is not there.
    """
    _load()
    left, ordered = dict(_COLUMNS.get(form, {})), list[type[CsvColumn]]()
    while left:
        names = [""] + [column.name for column in ordered]
        ready = [column for column in left.values() if column.after in names]
        if not ready:
            raise ValueError(f"the columns {', '.join(left)} follow none that the {form} form has")
        column = ready[0]
        ordered.insert(names.index(column.after) if column.after else len(ordered), left.pop(column.name))
    return [column() for column in ordered]
