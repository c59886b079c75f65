"""How a table file is read and what becomes of its columns: the part of Open data… that tables need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab import datasets
from gdlab.lab.datasets import ColumnPreview, DataFinding, Preview, Reading
from gdlab.lab.number_text import format_count
from gdlab.spec.kinds import DataSpec
from gdlab.translation import tr, tr_message
from gdlab.ui.dialogs.open_data.column_findings import ColumnFindings, ColumnUse
from gdlab.ui.dialogs.open_data.columns import ColumnsTable
from gdlab.ui.dialogs.open_data.dialect import DialectBar
from gdlab.ui.dialogs.open_data.rows import RowsTabs, size_words
from gdlab.ui.dialogs.open_data.table_choices import TableChoices
from gdlab.ui.dialogs.open_data.task import (
    column_note,
    several_description,
    several_problem,
    task_description,
    task_problem,
)
from gdlab.ui.dialogs.open_data.work import Begin

_WAIT = 250  # milliseconds between the last change and reading the file again


class TablePane(QWidget):
    """A view of a table file, with the choices of how it is read and what is predicted from what.

    ``reread`` asks for another preview, read as :meth:`reading` says; ``edited`` tells of any other change.

    Args:
        found: the data set as it was recognised.
        preview: what the file holds.
        begin: begins work in the background and returns it.
        notes: sentences about what lies beside the table.
    """

    reread = Signal()
    edited = Signal()

    def __init__(self, found: DataSpec, preview: Preview, begin: Begin, notes: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._aside = notes
        self._path = str(getattr(found, "path", preview.path))
        self._preview = self._found = preview
        self._marks: dict[str, list[str]] = {}
        self._type = found.type
        self._part = {k: getattr(found, k) for k in ("sheet", "table") if getattr(found, k)}
        self._other = {k: getattr(found, k) for k in ("val_path", "val_table") if getattr(found, k)}
        self.sizes = QLabel()
        self.sizes.setWordWrap(True)
        self.dialect = DialectBar()
        self.choices = TableChoices(found, self._other)
        self.target, self.task = self.choices.target, self.choices.task
        self.bad_rows, self.date_parts = self.choices.bad_rows, self.choices.date_parts
        self.validation = self.choices.validation
        self.task_words = QLabel()
        self.task_words.setWordWrap(True)
        self.task_words.setProperty("role", "muted")
        self.findings = ColumnFindings(begin, self._use)
        self.columns = ColumnsTable()
        self.tabs = RowsTabs()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT)
        self._later.timeout.connect(self.reread)
        self._build()
        self._connect()
        self.show_preview(preview)

    @property
    def is_searching(self) -> bool:
        """Whether what is misleading about the columns is still being looked for."""
        return self.findings.is_searching

    # --- what was chosen ----------------------------------------------------------------------------------------------
    def reading(self) -> Reading:
        """Return how the file is to be read, kinds included."""
        kinds: dict[str, Any] = {n: self.columns.kind(n) for n in self.columns.names if self._kind_changed(n)}
        kinds |= dict.fromkeys(self.columns.of_part("ignore"), "ignore")
        return replace(self.dialect.reading(kinds), date_formats=self._date_formats(), marks=self._marks, **self._part)

    def table(self) -> dict[str, Any]:
        """Return the data table of a spec; only what differs from what was found is in it."""
        columns = self.columns
        made: dict[str, Any] = {"type": self._type, "path": self._path, **self._part}
        made["target"] = self.targets() if len(self.targets()) > 1 else self.target.value() or ""
        out = [n for n in columns.of_part("ignore") if columns.guess(n) != "ignore"]
        ordered = {n: columns.levels(n) for n in columns.names if self._used(n) and columns.kind(n) == "ordinal"}
        types = {n: columns.kind(n) for n in columns.names if self._used(n) and self._kind_changed(n)}
        types = {n: kind for n, kind in types.items() if kind != "ordinal"}
        forms, parts = self._date_formats(), self._date_parts()
        lists = (("ignore", out), ("levels", ordered), ("types", types), ("date_formats", forms), ("date_parts", parts))
        lists += (("marks", {n: marks for n, marks in self._marks.items() if self._used(n)}),)
        made |= {k: v for k, v in lists if v}
        if self._other and self.validation.value() == "given":
            made |= self._other | {"split": "given"}
        for part in ("group", "time"):
            if named := columns.of_part(part):
                made |= {part: named[0], "split": part}
        return made | self.dialect.said() | self.choices.values(has_text=self._has_text())

    def targets(self) -> list[str]:
        """Return the columns to predict, the one that is shown first."""
        first = self.target.value()
        return ([] if first is None else [str(first)]) + self.columns.of_part("target too")

    def blocked(self) -> bool:
        """Return whether something that is shown beside its field keeps the data from being used."""
        self._check()
        return bool(self.target.error or self.bad_rows.error or any(w for _, w in self._notes().values()))

    def blame(self, why: str) -> None:
        """Show beside a column what is wrong with it, where a sentence names one."""
        named = [n for n in self.columns.names if f"column {n!r}" in why or f"target {n!r}" in why]
        if named:
            self.columns.show_notes(self._notes() | {named[0]: (why.rpartition(f"{self._path}: ")[2], True)})
            self.columns.reveal(named[0])

    # --- showing ------------------------------------------------------------------------------------------------------
    def show_preview(self, preview: Preview) -> None:
        """Show a file as it was read last."""
        self._preview = preview
        self.sizes.setText(" ".join([size_words(preview), *map(tr_message, (*preview.notes, *self._aside))]))
        self.dialect.show_preview(preview)
        self.columns.show_columns(preview.columns)
        self.tabs.show_preview(preview)
        self._show_target()
        self._check()

    def _show_target(self) -> None:
        known = [n for n in self.columns.names if self.columns.part(n) != "ignore"]
        self.target.set_options(known)
        chosen = self.columns.of_part("target")
        if chosen:
            self.target.set_value(chosen[0])
        else:
            self.target.combo.setCurrentIndex(-1)

    def _check(self) -> None:
        """Show what the data will be used for, and beside each field what is wrong with it."""
        target, inputs = self.target.value(), self.columns.inputs()
        column = self._column(target) if target is not None else None
        kind, task = self.columns.kind(target) if target is not None else "", self.task.value()
        others = {n: self.columns.kind(n) for n in self.columns.of_part("target too")}
        wrong = task_problem(column, kind, task, inputs) or several_problem({str(target): kind} | others)
        self.target.set_error(wrong or None)
        self._check_bad_rows()
        self.choices.show_fitting(has_text=self._has_text(), has_dates=self._has_dates())
        self.columns.show_notes(self._notes())
        if wrong or column is None:
            self.task_words.clear()
        elif others:
            self.task_words.setText(several_description(self.targets(), inputs))
        else:
            self.task_words.setText(task_description(column, kind, task, inputs))
        self.findings.search()

    def _check_bad_rows(self) -> None:
        bad, targets = self._preview.n_bad, self.targets()
        without = sum(c.missing for c in self._preview.columns if c.name in targets)
        said = tr("{n_bad} rows cannot be read; the list below says which", n_bad=format_count(bad))
        if not bad:
            said = tr("{missing} rows have no {target}", missing=format_count(without), target=", ".join(targets))
        self.choices.check_bad_rows(bad, without, said)

    def _use(self) -> ColumnUse:
        """Return what the columns are used for now."""
        target, columns = self.target.value(), self.columns
        used = [c for c in self._preview.columns if c.name in columns.names and self._used(c.name)]
        if target is None or self.target.error or self._preview.sample is None:
            return ColumnUse(used)
        column, task = self._column(target), self.task.value()
        if task == "auto":
            task = datasets.guess_task(column.kind, column.distinct, whole=column.whole, repeats=column.repeats)[0]
        return ColumnUse(
            used,
            self._preview.sample,
            self.targets(),
            columns.of_part("input"),
            by_class=task == "classification",
            group=next(iter(columns.of_part("group")), ""),
            time=next(iter(columns.of_part("time")), ""),
        )

    def _on_asked(self, finding: DataFinding) -> None:
        """Do what a finding offers."""
        if finding.remedy == "take for missing":
            self._marks.setdefault(finding.column, []).append(finding.value)
            self._later.start()
            self.edited.emit()
            return
        self.columns.set_part(finding.column, "group" if finding.remedy == "keep together" else "ignore")

    def _notes(self) -> dict[str, tuple[str, bool]]:
        columns, target = self.columns, self.target.value()
        notes = {
            name: column_note(
                self._column(name),
                is_target=name == target,
                ordinal=columns.kind(name) == "ordinal" and columns.part(name) == "input",
                levels=columns.levels(name),
                rows=self._preview.rows,
                by_category=columns.kind(name) == "categorical" and columns.part(name) == "input",
            )
            for name in columns.names
            if self._used(name)
        }
        taken = {
            n: (tr("{map} taken for missing", map=", ".join(map(repr, marks))), False)
            for n, marks in self._marks.items()
        }
        return taken | {name: said for name, said in notes.items() if said[0]}

    # --- inside -------------------------------------------------------------------------------------------------------
    def _column(self, name: str) -> ColumnPreview:
        return next(c for c in self._preview.columns if c.name == name)

    def _used(self, name: str) -> bool:
        return self.columns.part(name) != "ignore"

    def _kind_changed(self, name: str) -> bool:
        return self.columns.kind(name) != self.columns.guess(name) and self._used(name)

    def _date_formats(self) -> dict[str, str]:
        """Return the formats of dates that were written in place of those that were found."""
        found = {c.name: c.date_format for c in self._found.columns}
        forms = {n: self.columns.date_format(n) for n in self.columns.names if self._used(n)}
        return {n: form for n, form in forms.items() if form and form != found[n]}

    def _date_parts(self) -> list[str]:
        return str(self.date_parts.value() or "").split() if self._has_dates() else []

    def _has_dates(self) -> bool:
        return any(self.columns.kind(n) == "date" for n in self.columns.of_part("input"))

    def _has_text(self) -> bool:
        return any(self.columns.kind(n) == "text" for n in self.columns.of_part("input"))

    def _on_columns(self) -> None:
        """Read anew where a column is to be read otherwise: its bad values and levels are others then."""
        self._show_target()
        self._check()
        now = {c.name: _as_read(c.kind) for c in self._preview.columns}
        wanted = {n: _as_read(self.columns.kind(n) if self._used(n) else "ignore") for n in self.columns.names}
        forms = {c.name: c.date_format for c in self._preview.columns}
        others = any((form := self.columns.date_format(n)) and form != forms[n] for n in self.columns.names)
        if others or any(now[name] != kind for name, kind in wanted.items()):
            self._later.start()
        self.edited.emit()

    def _on_target(self, name: object) -> None:
        self.columns.set_part(str(name), "target")

    def _on_choice(self) -> None:
        self._check()
        self.edited.emit()

    def _connect(self) -> None:
        self.columns.edited.connect(self._on_columns)
        self.target.edited.connect(self._on_target)
        self.dialect.edited.connect(self._later.start)
        self.findings.asked.connect(self._on_asked)
        self.choices.edited.connect(self._on_choice)

    def _build(self) -> None:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.columns)
        halves.addWidget(self.tabs)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sizes)
        column.addWidget(self.dialect)
        column.addWidget(self.choices)
        column.addWidget(self.task_words)
        column.addWidget(self.findings)
        column.addWidget(halves, 1)


def _as_read(kind: str) -> str:
    """Return how a kind is read from the file: as numbers, as dates, or as words."""
    return kind if kind in ("numeric", "date") else "words"
