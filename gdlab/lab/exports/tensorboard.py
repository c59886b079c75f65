"""The format ``tensorboard``: a folder for ``tensorboard --logdir``, and the same curves as its CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.event_records import scalar_records, version_record
from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.files import OutputError, atomic_write
from gdlab.lab.run import Run
from gdlab.lab.run_names import unique_names

#: Values that are in memory at once.
_ROWS = 1 << 12


class TensorBoardExport(RunFormat):
    """A folder a run with an event file, and a CSV a run and tag as TensorBoard's download has them."""

    name: ClassVar[str] = "tensorboard"
    title: ClassVar[str] = "TensorBoard"
    help: ClassVar[str] = "A folder with event files for tensorboard --logdir, and a CSV a run and tag."

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.export import export_csv, slugs

        made = export_csv(runs, path, self.name, lambda share, text: tell(share / 2, text))
        for number, (run, name) in enumerate(zip(runs, slugs(unique_names(runs)), strict=True)):
            tell(0.5 + 0.5 * number / len(runs), f"Writing {name}")
            folder = path / name
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise OutputError(f"{folder}: cannot be made: {error.strerror}; choose another folder") from None
            made.append(_write_events(run, folder / f"events.out.tfevents.{int(run.started):010d}.gdlab"))
        return made


def _write_events(run: Run, path: Path) -> Path:
    """Write the event file of one run."""
    with atomic_write(path) as temporary, temporary.open("wb") as file:
        file.write(version_record(run.started))
        for tag in run.history:
            rows = run.history.rows(tag)
            wall, steps, values = (rows.read(name) for name in ("wall_time", "step", tag))
            for start in range(0, rows.length, _ROWS):
                part = slice(start, start + _ROWS)
                file.write(scalar_records(tag, wall[part], steps[part], values[part]))
    return path
