"""The file of Keras's CSVLogger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.step_csv import STEP
from gdlab.lab.foreign.text import column_of, number_of, numbered_heading, records_of, step_of


class KerasCsv(ForeignFormat):
    """A column ``epoch``, from 0, and one a metric; those of the validation part begin with ``val_``."""

    title: ClassVar[str] = "Keras's CSVLogger"
    rank: ClassVar[int] = 2

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return len(headings) > 1 and headings[0].strip() == "epoch" and not column_of(headings, *STEP)

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        curves: dict[str, Curve] = {}
        for line, cells in records_of(path, progress, numbered_heading):
            axis = next(iter(cells))
            epoch = step_of(cells[axis], f"{path}: line {line}: epoch") + 1
            for name, text in cells.items():
                value = number_of(text, f"{path}: line {line}: {name}") if name != axis else None
                if value is not None:
                    tag = history_tag("lr" if name == "learning_rate" else name)
                    curves.setdefault(tag, Curve()).add(epoch, value, epoch=epoch)
        return {path.stem: curves}
