"""What may stand in a log that a user sends to others: the program's own words, never a user's data.

Everything is left out unless it is known to be the program's. Of a log call the literal message stays, with numbers
and texts marked :class:`Public`; of an exception its type, the places in installed source files with their lines of
source, and of its message those words only that are in :data:`WORDS`, outside of quotes.
"""

from __future__ import annotations

import linecache
import logging
import re
import sys
import sysconfig
import traceback
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_QUOTED = re.compile(r"(?<!\w)(['\"`]).*?\1(?!\w)", re.DOTALL)
_EDGES = "'\"`()[]{}<>,.;:!?=+-*/"
_FRAME = re.compile(r'File "([^"]*)", line')

#: Words of the messages of Python, NumPy and numba; none of them can tell anything of a user's data.
_WORDS = """
    a all already an and any are argument arguments array arrays as at attribute axis be been boolean both bounds
    broadcast but by bytes call callable cannot could convert core created deleted device dict dimension dimensional
    dimensions display divide division does dtype empty error exceeded expected failed file float float32 float64
    for found from function got has have in index indices input instance int int64 integer into is invalid item
    items iterable iteration keyword large length list maximum memory mismatch missing module more must name no none
    not number object of on one operand operands operation or out output package plugin positional range read-only
    recursion required scalar sequence set shape shapes size space str string such supported takes than that the to
    together too tuple type types unexpected unpack unpacked unsupported value values was were with wrong x xcb y
    zero
"""
WORDS = frozenset(_WORDS.split())


class Public(str):
    """A text that is the program's own and not a user's, such as a run's identity or a status; it may be logged."""

    __slots__ = ()


class PrivateFormatter(logging.Formatter):
    """The formatter of the log file, which lets through only what tells nothing of a user's data."""

    def format(self, record: logging.LogRecord) -> str:
        message = str(record.msg)
        if record.args:
            given = record.args if isinstance(record.args, tuple) else (record.args,)
            message = message % tuple(_shown(one) for one in given)
        stamp = f"{self.formatTime(record)} {record.levelname.lower():7} {record.process} {record.threadName}"
        text = f"{stamp} {record.name}: {message}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{text}\n{private_traceback(error)}" if error is not None else text


def private_text(text: str) -> str:
    """Return a text of which all but quotes' outsides and known words is replaced by an ellipsis."""
    words = [word if word.strip(_EDGES).lower() in WORDS else "…" for word in _QUOTED.sub("…", text).split()]
    kept = [word for i, word in enumerate(words) if word != "…" or i == 0 or words[i - 1] != "…"]
    return " ".join(word if word.strip(_EDGES) else "…" for word in kept)


def private_traceback(error: BaseException) -> str:
    """Return an exception's traceback, and those of its causes, without values."""
    lines: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        lines += _frames(one)
        said = private_text(str(one))
        lines.append(f"{type(one).__name__}: {said}" if said else type(one).__name__)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if one is not None:
            lines.append("which came of:")
    return "\n".join(lines)


def private_places(text: str) -> str:
    """Return a traceback that Python wrote by itself, with its files shortened to what is public of their paths."""
    return _FRAME.sub(lambda found: f'File "{public_path(found.group(1))}", line', text)


def public_path(path: str) -> str:
    """Return where a source file stands in gdlab or in an installed library; "elsewhere" for all others."""
    if path.startswith("<"):
        return "<made while running>"
    for root in (_PACKAGE.parent, *_libraries()):
        inside = Path(path).is_relative_to(root) and (root != _PACKAGE.parent or Path(path).is_relative_to(_PACKAGE))
        if inside:
            return Path(path).relative_to(root).as_posix()
    return "elsewhere"


def _frames(error: BaseException) -> list[str]:
    lines: list[str] = []
    for frame in traceback.extract_tb(error.__traceback__, limit=-40):
        place = public_path(frame.filename)
        if place in ("elsewhere", "<made while running>"):
            lines.append(f"  {place}, line {frame.lineno}")
            continue
        lines.append(f"  {place}, line {frame.lineno}, in {frame.name}")
        source = linecache.getline(frame.filename, frame.lineno or 0).strip()
        if source:
            lines.append(f"    {source}")
    return lines


@cache
def _libraries() -> list[Path]:
    """Return the folders of installed libraries, the innermost first."""
    found = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib")}
    if base := getattr(sys, "_MEIPASS", None):
        found.add(Path(base))
    return sorted(found, key=lambda folder: -len(folder.parts))


def _shown(value: object) -> object:
    """Return a log call's argument as it may stand in the file."""
    if value is None or isinstance(value, Public | int | float):
        return value
    return private_text(str(value))
