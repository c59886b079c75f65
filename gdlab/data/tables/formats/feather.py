"""Feather and Arrow files: batch by batch made Parquet, which DuckDB reads, by pyarrow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from gdlab.data.gate import MOST_NAMES, Limits, opened
from gdlab.data.progress import Progress
from gdlab.data.tables.formats.arrow_bounds import check_batches
from gdlab.data.tables.formats.base import Extracted, Format
from gdlab.spec.errors import DataError, GdlabError


class FeatherFile(Format):
    """The table of a file of Arrow's format, also of a stream of it as Hugging Face writes them."""

    endings: ClassVar[tuple[str, ...]] = (".feather", ".arrow", ".ipc")

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write the table as Parquet."""
        return Extracted(parquet=(arrow_to_parquet([path], folder / "table.parquet", progress),))


def arrow_to_parquet(paths: Iterable[Path], to: Path, progress: Progress) -> Path:
    """Write Arrow files with the same columns as one Parquet file, never more than a batch of them in memory.

    Raises:
        DataError: when pyarrow is not installed, or a file is damaged or declares more than is allowed.
    """
    paths = list(paths)
    _, parquet = _pyarrow(paths[0])
    writer: Any = None
    try:
        for path in paths:
            for batch in _batches(path, Limits(path, progress, to_disk=True)):
                writer = writer or parquet.ParquetWriter(to, batch.schema)
                writer.write_batch(batch)
    except GdlabError:
        raise
    except Exception as error:  # Arrow's own errors, and those of types that Parquet has not
        raise DataError(f"{paths[0]} is damaged, or no Arrow file: {str(error).splitlines()[0]}") from None
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise DataError(f"{paths[0]} holds no rows")
    return to


def _pyarrow(path: Path) -> tuple[Any, Any]:
    """Return pyarrow's modules for Arrow's messages and for Parquet.

    Raises:
        DataError: when it is not installed; the sentence says what to install.
    """
    try:
        from pyarrow import ipc, parquet  # an extra, and 0.2 s to import
    except ImportError:
        raise DataError(
            f"{path} is read by pyarrow, which is not installed: pip install 'gdlab[arrow]'; or save it as Parquet"
        ) from None
    return ipc, parquet


def _batches(path: Path, limits: Limits) -> Iterator[Any]:
    """Yield the batches of a file, each checked."""
    ipc, _ = _pyarrow(path)
    with opened(path) as file:
        head = file.read(8)
        if head[:4] == b"FEA1":
            raise DataError(f"{path} is of Feather's first version; in pandas, read it and save it with to_parquet(…)")
        if head[:6] == b"ARROW1":
            file.seek(-6, os.SEEK_END)
            if file.read() != b"ARROW1":
                raise DataError(f"{path} is truncated: it does not end as an Arrow file does")
        begin = 8 if head[:6] == b"ARROW1" else 0  # a file of Arrow's format is its stream between two marks
        file.seek(begin)
        check_batches(file, limits, ipc.MessageReader.open_stream)
        file.seek(begin)
        reader = ipc.open_stream(file)
        limits.check_count(len(reader.schema), "columns", MOST_NAMES)
        for batch in reader:
            batch.validate(full=True)
            limits.step(-1.0, f"reading {path.name}")
            yield batch
