"""The records of a file of comma-separated values, read through the gate."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import IO

from gdlab.data.gate import Limits, opened, size_text
from gdlab.data.progress import Progress, silent
from gdlab.spec.errors import DataError

#: The bytes that a file of curves may have.
MOST_BYTES = 2**29
#: The values that it may have, each of which takes 32 bytes.
MOST_VALUES = 50_000_000
_LONGEST_LINE, _TOLD_EVERY = 1 << 22, 500


def headings_of(path: Path) -> list[str]:
    """Return the first record of a file of text, nothing of what is none."""
    with opened(path) as file:
        head = file.read(1 << 16)
    try:
        text = head.decode("utf-8-sig", "strict" if len(head) < 1 << 16 else "ignore")
        return next(csv.reader(io.StringIO(text)), list[str]()) if "\0" not in text else []
    except (UnicodeDecodeError, csv.Error):
        return []


def numbered_heading(heading: str, number: int) -> str:
    """Return what the column of a heading that stands several times is called, as pandas does: ``loss``, ``loss.1``."""
    return f"{heading}.{number - 1}"


def records_of(
    path: Path, progress: Progress = silent, repeated: Callable[[str, int], str] | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line and its cells by heading, empty ones where the line ends early.

    Args:
        path: the file.
        progress: told now and then; may raise ``Cancelled``.
        repeated: returns the name of the second (2), third, ... column of one heading; None lets the last one count.

    Raises:
        DataError: when it is larger than allowed, is no text, or a line has more cells than the first.
        Cancelled: when ``progress`` raised it.
    """
    limits, count = Limits(path, progress), 0
    if limits.size > MOST_BYTES:
        raise DataError(f"{path} is larger than {size_text(MOST_BYTES)}, which no such file is")
    try:
        with opened(path) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
            reader = csv.reader(_lines(text, file, limits))
            headings = next(reader, list[str]())
            if repeated is not None:
                headings = _told_apart(headings, repeated)
            for cells in reader:
                if len(cells) > len(headings):
                    raise DataError(f"{path}: line {reader.line_num} has {len(cells)} cells, the first {len(headings)}")
                count += len(cells)
                limits.check_count(count, "values", MOST_VALUES)
                if cells:
                    yield reader.line_num, dict(zip_longest(headings, cells, fillvalue=""))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} is no file of comma-separated values: {error}") from None


def _told_apart(headings: Sequence[str], repeated: Callable[[str, int], str]) -> list[str]:
    """Return headings of which those that stand several times have names of their own."""
    seen = Counter[str]()
    names: list[str] = []
    for heading in headings:
        seen[heading] += 1
        names.append(heading if seen[heading] == 1 else repeated(heading, seen[heading]))
    return names


def _lines(text: io.TextIOWrapper, file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the lines of a text, none of which is endless, and tell the progress."""
    number = 0
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise DataError(f"{limits.path}: line {number + 1} is longer than {_LONGEST_LINE:,} characters")
        if number % _TOLD_EVERY == 0:
            limits.step(min(file.tell() / max(limits.size, 1), 1.0), f"reading {limits.path.name}")
        number += 1
        yield line


def number_of(text: str, where: str) -> float | None:
    """Return the number of a cell, None where it is empty.

    Args:
        text: the cell.
        where: what it is called in a refusal.

    Raises:
        DataError: when it is no number.
    """
    text = text.strip()
    if text in ("", "None", "null", "NA"):
        return None
    try:
        return float(text)
    except ValueError:
        raise DataError(f"{where} holds {text[:40]!r}, which is no number") from None


def step_of(text: str, where: str) -> float:
    """Return a step, which must be a finite number.

    Raises:
        DataError: when it is none.
    """
    number = number_of(text, where)
    if number is None or not math.isfinite(number):
        raise DataError(f"{where} holds no finite number")
    return number


def moment_of(text: str) -> float:
    """Return seconds since 1970 of a time in seconds, milliseconds or as ISO 8601; 0 where it is not known."""
    try:
        number = float(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            return 0.0
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(number) or number < 0:
        return 0.0
    return number / 1000 if number > 1e11 else number


def column_of(headings: Sequence[str], *names: str) -> str:
    """Return the heading that is one of some names, in whatever case and spelling; "" when none is."""
    by_name = {heading.strip().lower().replace(" ", "_"): heading for heading in headings}
    return next((by_name[name] for name in names if name in by_name), "")
