"""TensorBoard's download of one curve as CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.text import number_of, records_of, step_of

_NAME = re.compile(r"(?:run[-_])?(?P<run>.+?)[-_.]tag[-_](?P<tag>.+)")


class TensorBoardCsv(ForeignFormat):
    """Columns Wall time, Step, Value; run and tag are in the file's name, ``run-NAME-tag-TAG.csv``."""

    title: ClassVar[str] = "TensorBoard's CSV"
    rank: ClassVar[int] = 1

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return [h.strip().lower() for h in headings] == ["wall time", "step", "value"]

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        named = _NAME.fullmatch(path.stem)
        run, tag = (named["run"], named["tag"]) if named else (path.stem, path.stem)
        curve = Curve()
        for line, cells in records_of(path, progress):
            time, step, text = [*cells.values(), "", "", ""][:3]
            value = number_of(text, f"{path}: line {line}: Value")
            moment = number_of(time, f"{path}: line {line}: Wall time")
            if value is not None:
                curve.add(step_of(step, f"{path}: line {line}: Step"), value, moment or 0.0)
        return {run: {history_tag(tag): curve}}
