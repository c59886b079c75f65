"""The user's own table: CSV, TSV, Parquet, JSON, a sheet of a workbook, a table of a database and others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import field_validator

from gdlab.data.base import Raw, TextSource, ValueSource
from gdlab.data.folder_stamp import folder_stamp
from gdlab.data.gate import file_stamp
from gdlab.data.inputs.table import Missing, TableInput, category_codes
from gdlab.data.progress import Progress
from gdlab.data.tables.date_parts import DatePart, with_date_parts
from gdlab.data.tables.incomplete import drop_incomplete
from gdlab.data.tables.kinds import MISSING, Kind
from gdlab.data.tables.opening import open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.second_part import VALIDATES, add_validation
from gdlab.data.tables.several_targets import named_targets, several_targets
from gdlab.data.tables.store import StoredColumn, TableStore, date_expression
from gdlab.data.tables.task_guess import guess_task
from gdlab.data.targets import Targets
from gdlab.data.time_order import times_of_names
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Task
from gdlab.spec.plain import is_list

_MOST_CLASSES = 1000
#: Columns with marks of missing values that a refusal names.
_SHOWN = 8


class Csv(TextSource, ValueSource):
    """Train on a table file of your own: CSV, Excel, Parquet, JSON, SQLite and others."""

    title: ClassVar[str] = "Table file"
    family: ClassVar[str] = "your own"
    in_sight: ClassVar[tuple[str, ...]] = ("target", "split", "scale")
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "How the file is read": (
            "path", "sheet", "table", "val_path", "val_table", "types", "date_formats", "levels", "missing_marks",
            "marks", "bad_rows", "delimiter", "decimal", "charset", "header", "skip_lines", "units", "totals",
        ),
    }  # fmt: skip
    type: Literal["csv"] = "csv"
    path: str = knob(
        "", "The file: CSV, JSON, Parquet, .xlsx, SQLite, ARFF, Feather, a .zip of tables; text may be gzipped."
    )
    sheet: str = knob("", "The sheet of a workbook; empty takes the only one.")
    table: str = knob("", "The table of a file that holds several; empty takes the only one.")
    val_path: str = knob("", "A second file, whose rows validate where split is given.")
    val_table: str = knob("", "The sheet or table whose rows validate where split is given.")
    target: str | tuple[str, ...] = knob(
        "", "The column to predict, or a list of several columns of numbers; empty takes the last one."
    )
    task: Literal["auto", "classification", "regression"] = knob(
        "auto", "Whether the target is a class or a value; auto takes words and few whole numbers for classes."
    )
    features: tuple[str, ...] = knob((), "The input columns; empty takes all that have no other part to play.")
    ignore: tuple[str, ...] = knob((), "Columns that are left out.")
    types: dict[str, Kind] = knob({}, "What a column holds, where the guess is wrong.")
    date_formats: dict[str, str] = knob(
        {}, "How the dates of a column are written, as strptime has it (%d/%m/%Y), where the guess is wrong."
    )
    date_parts: tuple[DatePart, ...] = knob(
        (), "What every date gives besides its place in time, as the sine and cosine of its place in a cycle."
    )
    levels: dict[str, tuple[str, ...]] = knob({}, "The levels of each ordinal column, lowest first.")
    missing: Missing = knob(
        "mean",
        "What stands in for a missing value, learned from the training part; categories take their most frequent "
        "level with mean and median, and a level of their own with indicator.",
    )
    fill: float = knob(0.0, "The value that stands in when missing is constant.")
    missing_marks: tuple[str, ...] = knob(MISSING, "Strings that stand for a missing value.")
    marks: dict[str, tuple[str, ...]] = knob({}, "Further strings that stand for a missing value, column by column.")
    bad_rows: Literal["stop", "skip"] = knob(
        "stop", "Refuse a file with rows that cannot be read, or leave these out and say how many they are."
    )
    group: str = knob("", "Column whose values are kept together by a split by group.")
    time: str = knob("", "Column to sort by before a split in time; empty takes the order of the file.")
    delimiter: str = knob("", "Character between fields; empty finds out.", max_length=1)
    decimal: Literal["", ".", ","] = knob("", "Decimal sign; empty finds out.")
    charset: str = knob("auto", "Character set, as Python names it; auto knows UTF-8, UTF-16 and Windows-1252.")
    header: Literal["auto", "yes", "no"] = knob("auto", "Whether the first record names the columns.")
    skip_lines: int = knob(-1, "Lines above the header; −1 finds out.", ge=-1, le=1000)
    units: Literal["auto", "yes", "no"] = knob("auto", "Whether the record below the header holds units.")
    totals: Literal["skip", "keep"] = knob("skip", "Leave rows of totals at the end out, or keep them.")
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale numbers and dates, fitted on the training part only."
    )

    @field_validator("target", mode="before")
    @classmethod
    def _names_are_text(cls, value: Any) -> Any:
        """Take the name of a column that was written as a number, such as 2020, for text."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{value:g}"
        return [f"{part:g}" if isinstance(part, int | float) else part for part in value] if is_list(value) else value

    def can_scale(self) -> bool:
        """Return True: words apart, a table's columns can be scaled."""
        return True

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when the file changes."""
        other = file_stamp(Path(self.val_path).expanduser()) if self.val_path else ()
        return (*folder_stamp(Path(self.path).expanduser()), *other)

    def reading(self) -> Reading:
        """Return how the file is to be read."""
        kinds: dict[str, Kind] = {
            **self.types,
            **dict.fromkeys(self.levels, "ordinal"),
            **dict.fromkeys(self.ignore, "ignore"),
        }
        header = {"auto": None, "yes": True, "no": False}[self.header]
        return Reading(
            self.delimiter,
            self.decimal,
            self.charset,
            header,
            self.missing_marks,
            kinds,
            date_formats=self.date_formats,
            marks=self.marks,
            skip_lines=self.skip_lines,
            units={"auto": None, "yes": True, "no": False}[self.units],
            totals=self.totals,
            sheet=self.sheet,
            table=self.table,
        )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the rows that have a target."""
        store = open_table(self.path, self.reading(), progress)
        try:
            if self.split == "given":
                self._add_validation(store, progress)
            return self._raw(store, progress)
        except BaseException:
            store.close()
            raise

    def _add_validation(self, store: TableStore, progress: Progress) -> None:
        """Add the rows of the table that validates."""
        if not (self.val_path or self.val_table):
            raise DataError(
                f"{store.path}: set val_path or val_table to the table that validates, or choose another split"
            )
        kind = "sheet" if self.val_table and (self.sheet or store.part_kind == "sheet") else "table"
        how = replace(self.reading(), **{"sheet": "", "table": "", kind: self.val_table})
        add_validation(store, Path(self.val_path or self.path).expanduser(), how, progress)

    def _raw(self, store: TableStore, progress: Progress) -> Raw:
        known = [c for c in store.columns if c.kind != "ignore"]
        targets = self._predicted(store, [c.name for c in known])
        columns = with_date_parts(self._inputs(store, targets), self.date_parts)
        lost = sum(store.drop_rows(f"{t.key} IS NULL", f"the target {t.name!r} is missing") for t in targets)
        if self.bad_rows == "stop" and store.n_bad:
            shown = "; ".join(str(row) for row in store.bad[:3])
            raise DataError(
                f"{store.path}: {store.n_bad:,} of {store.n_bad + store.rows:,} rows are bad ({shown}); "
                f"correct them, or set bad_rows to 'skip'{_offered(store.columns)}{_as_series(known) if lost else ''}"
            )
        notes = [f"{store.n_bad:,} bad rows left out, the first: {store.bad[0]}."] if store.n_bad else []
        if self.missing == "drop":
            notes += drop_incomplete(store, columns)
        if not store.rows:
            raise DataError(f"{store.path}: no row is left")
        read = self._targets(store, targets)
        notes += store.notes
        notes += [f"{c.name!r}: {c.note}" for c in store.columns if c.note and c.kind == "date"]
        notes += [f"{read.reason}."] if read.reason else []
        names = [target.name for target in targets]
        store.let_go()
        return Raw(
            TableInput(store, columns, self.missing, self.fill, self.levels, progress),
            read.values,
            task=read.task,
            classes=read.classes,
            look="text" if [c.kind for c in columns] == ["text"] else "table",
            groups=category_codes(store, store.column(self.group), store.rows)[1] if self.group else None,
            times=self._times(store),
            given=np.asarray(store.values(VALIDATES), dtype=bool) if self.split == "given" else None,
            note=" ".join([f"{store.rows:,} rows of {store.path.name}.", *notes]),
            extra={"bad_rows": list(store.bad), "n_bad": store.n_bad, "target": ", ".join(names)}
            | ({"targets": names} if len(names) > 1 and read.task == "regression" else {})
            | ({"several_labels": True} if read.several else {}),
            close=store.close,
        )

    def _predicted(self, store: TableStore, known: list[str]) -> tuple[StoredColumn, ...]:
        """Return the columns to predict.

        Raises:
            DataError: when one is not there or is ignored.
        """
        names = named_targets(self.target, known or [c.name for c in store.columns])
        targets = tuple(store.column(name) for name in names)
        for target in targets:
            if target.kind == "ignore":
                raise DataError(f"{store.path}: the target {target.name!r} is ignored or has no values")
        return targets

    def _inputs(self, store: TableStore, targets: Sequence[StoredColumn]) -> tuple[StoredColumn, ...]:
        """Return the input columns.

        Raises:
            DataError: when a named one is not there, is a target, or none is left.
        """
        if self.features:
            chosen = tuple(store.column(name) for name in self.features)
        else:
            others = {self.group, self.time, *(target.name for target in targets)}
            chosen = tuple(c for c in store.columns if c.name not in others)
        chosen = tuple(c for c in chosen if c.kind != "ignore")
        for target in targets:
            if target in chosen:
                raise DataError(f"{store.path}: {target.name!r} is both the target and a feature")
        if not chosen:
            raise DataError(f"{store.path}: no column is left as an input beside the target {targets[0].name!r}")
        return chosen

    def _task(self, store: TableStore, target: StoredColumn) -> tuple[Task, str]:
        """Return the task and, where it was guessed, the reason."""
        if self.task != "auto":
            return self.task, ""
        whole = target.kind == "numeric" and store.scalar(
            f"coalesce(bool_and({target.key} = round({target.key})), true)"
        )
        distinct = store.scalar(f"count(DISTINCT {target.key})") if whole else 0
        repeats = not whole or distinct < store.scalar(f"count({target.key})")
        return guess_task(target.kind, distinct, whole=bool(whole), repeats=repeats)

    def _targets(self, store: TableStore, columns: Sequence[StoredColumn]) -> Targets:
        """Return the targets, with the reason why they were taken for what they are."""
        if len(columns) > 1:
            return several_targets(store, columns, self.task)
        target = columns[0]
        task, why = self._task(store, target)
        named = f"{target.name!r} is predicted as values: {why}"
        if task == "classification":
            named = f"{target.name!r} is predicted as classes: {why}"
        reason = named if why else ""
        if task == "classification":
            names, codes = category_codes(store, target, _MOST_CLASSES)
            if target.kind == "numeric":
                names = tuple(f"{float(name):g}" for name in names)
            return Targets(codes, task, names, reason=reason)
        if target.kind not in ("numeric", "date"):
            raise DataError(f"{store.path}: the target {target.name!r} holds words, which regression cannot predict")
        value = target.key if target.kind == "numeric" else f"epoch({date_expression(target)}) / 86400.0"
        return Targets(np.asarray(store.values(value), dtype=np.float64)[:, None], task, reason=reason)

    def _times(self, store: TableStore) -> np.ndarray | None:
        if not self.time:
            return None
        column = store.column(self.time)
        if column.kind not in ("date", "numeric"):
            raise DataError(f"{store.path}: {self.time!r} holds neither dates nor numbers to sort by")
        missing = store.scalar(f"count(*) - count({column.key})")
        if missing:
            raise DataError(f"{store.path}: {missing:,} rows have no {self.time!r} to sort by")
        value = column.key if column.kind == "numeric" else f"epoch({date_expression(column)})"
        return np.asarray(store.values(value), dtype=np.float64)


def _offered(columns: Sequence[StoredColumn]) -> str:
    """Return the settings by which texts among numbers are taken for missing, "" where there are none."""
    found = [c for c in columns if c.kind == "numeric" and c.suspects]
    said = [f"marks.{c.name} = {json.dumps(c.suspects, ensure_ascii=False)}" for c in found[:_SHOWN]]
    more = f" and {len(found) - _SHOWN} more columns" if len(found) > _SHOWN else ""
    return f", or take such texts for missing: {', '.join(said)}{more}" if said else ""


def _as_series(columns: Sequence[StoredColumn]) -> str:
    """Return how a table with times is read as a series, which fills missing targets; "" for one without times."""
    named = times_of_names([c.name for c in columns if c.kind == "numeric"])
    if not named and all(c.kind != "date" for c in columns):
        return ""
    return "; of a time series they can be filled in: type = 'series' with missing = 'interpolate' (or 'previous')"
