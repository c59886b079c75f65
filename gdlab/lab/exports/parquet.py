"""The format ``parquet``: the metrics in the long form, as pandas, Polars, DuckDB and Spark read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.files import atomic_write
from gdlab.lab.run import Run
from gdlab.lab.run_names import unique_names

#: Rows that are in memory at once.
_ROWS = 1 << 18


class ParquetExport(RunFormat):
    """The metrics as Parquet, one row a value: run, metric, split, epoch, step, examples, wall_time, value."""

    name: ClassVar[str] = "parquet"
    title: ClassVar[str] = "Parquet"
    help: ClassVar[str] = "Metrics as Parquet, one row a value, for pandas, Polars and DuckDB."
    suffix: ClassVar[str] = ".parquet"

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        import duckdb

        with atomic_write(path) as temporary, duckdb.connect() as db:
            db.execute(
                "CREATE TABLE t (run VARCHAR, metric VARCHAR, split VARCHAR, epoch DOUBLE, step BIGINT, "
                "examples BIGINT, wall_time DOUBLE, value DOUBLE)"
            )
            for number, (run, name) in enumerate(zip(runs, unique_names(runs), strict=True)):
                tell(number / len(runs), f"Writing {name}")
                for block in run.history.blocks(_ROWS):
                    _insert(db, name, block)
            target = str(temporary).replace("'", "''")
            try:
                db.execute(f"COPY t TO '{target}' (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)")
            except duckdb.Error as error:
                text = str(error).splitlines()[0]
                full = "No space left on device"
                raise OSError(full if full in text else text) from None
        return [path]


def _insert(db: Any, name: str, block: dict[str, np.ndarray]) -> None:
    """Append a block of one tag to the table; what is the same in all its rows is given once."""
    if not len(block["value"]):
        return
    numbers = {key: value for key, value in block.items() if key not in ("metric", "split")}
    db.register("block", numbers)
    db.execute(
        "INSERT INTO t SELECT ?, ?, ?, epoch, step, examples, wall_time, value FROM block",
        [name, str(block["metric"][0]), str(block["split"][0])],
    )
    db.unregister("block")
