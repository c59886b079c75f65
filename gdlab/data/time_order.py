"""The order of rows in time: sorting them, and what is told of duplicates, gaps and mixed steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_DAY = 86_400.0
#: Calendar steps: the lengths in days that belong to each, and its name.
_CALENDAR = (((28, 31), "1 month"), ((89, 92), "3 months"), ((365, 366), "1 year"))
_UNITS = ((_DAY, "day"), (3600.0, "hour"), (60.0, "minute"), (1.0, "second"))
_MIXED = 0.7  # share of the most frequent step below which the steps are called mixed


@dataclass(frozen=True)
class TimeOrder:
    """The rows of one or several series in the order of time.

    Attributes:
        rows: the rows of the file, series by series, each in the order of time, int64 (N,).
        times: seconds or numbers of these rows, float64 (N,).
        pieces: the number of the unbroken piece that each row belongs to; no gap and no end of a series lies within
            a piece, int64 (N,).
        notes: sentences about the order, duplicates, gaps and steps.
    """

    rows: np.ndarray
    times: np.ndarray
    pieces: np.ndarray
    notes: tuple[str, ...]


def in_order(times: np.ndarray, series: np.ndarray, name: str, *, dates: bool, break_gaps: bool) -> TimeOrder:
    """Return rows sorted by series and time.

    Args:
        times: when each row of the file was measured: seconds since 1970 for dates, else any number.
        series: the number of the series that each row belongs to.
        name: the column of the times.
        dates: whether the times are dates.
        break_gaps: whether a piece ends at a gap.
    """
    rows = np.lexsort((times, series))
    when, which = times[rows], series[rows]
    steps, inner = np.diff(when), np.diff(which) == 0
    gap = np.zeros(len(steps), dtype=bool)
    usual = usual_step(steps[inner])
    if usual:
        gap = inner & (steps > 1.5 * usual)
    pieces = np.concatenate(([0], np.cumsum(~inner | (gap & break_gaps)))).astype(np.int64)
    notes = [*_disorder(times, series, name), *_repeated(when, inner & (steps == 0), name, dates=dates)]
    notes += _gaps(when, steps, gap, name, dates=dates, broken=break_gaps)
    notes += _mixed(steps[inner & ~gap & (steps > 0)], name, dates=dates)
    return TimeOrder(rows, when, pieces, tuple(notes))


def usual_step(steps: np.ndarray) -> float:
    """Return the longest step that is still usual, 0 where there is none.

    One step in twenty may be longer: with prices of working days the step over a weekend is usual, and longer ones are
    gaps.
    """
    forward = np.sort(steps[steps > 0])
    return float(forward[int(0.95 * (len(forward) - 1))]) if len(forward) else 0.0


def first_repeats(order: TimeOrder) -> np.ndarray:
    """Return which of the sorted rows are the first of their time in their piece."""
    same = (np.diff(order.times) == 0) & (np.diff(order.pieces) == 0)
    return np.concatenate(([True], ~same))


def _disorder(times: np.ndarray, series: np.ndarray, name: str) -> list[str]:
    back = 0
    for k in np.unique(series):
        back += int((np.diff(times[series == k]) < 0).sum())
    if not back:
        return []
    rows = "row stands" if back == 1 else "rows stand"
    return [f"Sorted by {name!r}: {back:,} {rows} in the file after a later one."]


def _repeated(when: np.ndarray, same: np.ndarray, name: str, *, dates: bool) -> list[str]:
    if not same.any():
        return []
    first = date_text(when[int(same.argmax())], dates=dates)
    said = f"{int(same.sum()):,} rows repeat the {name!r} of the row before, the first at {first}"
    return [f"{said}; where a file holds several series, group tells them apart."]


def _gaps(when: np.ndarray, steps: np.ndarray, gap: np.ndarray, name: str, *, dates: bool, broken: bool) -> list[str]:
    if not gap.any():
        return []
    at = int(np.where(gap, steps, -np.inf).argmax())
    count = "1 gap" if gap.sum() == 1 else f"{int(gap.sum()):,} gaps"
    what = "which no window crosses" if broken else "which windows cross"
    longest = step_words(steps[at], dates=dates)
    return [f"{count} in {name!r}, {what}; the longest, {longest}, after {date_text(when[at], dates=dates)}."]


def _mixed(steps: np.ndarray, name: str, *, dates: bool) -> list[str]:
    words: dict[str, int] = {}
    for step, count in zip(*np.unique(steps, return_counts=True), strict=True):
        said = step_words(float(step), dates=dates)
        words[said] = words.get(said, 0) + int(count)
    if not words or max(words.values()) >= _MIXED * len(steps):
        return []
    ranked = sorted(words.items(), key=lambda item: -item[1])
    shown = ", ".join(f"{said} ({100 * count / len(steps):.0f} %)" for said, count in ranked[:3])
    return [f"The steps of {name!r} are mixed: {shown}{', …' if len(ranked) > 3 else ''}."]


def step_words(step: float, *, dates: bool) -> str:
    """Return a step in words: "1 day", "1 month", or a number where the times are no dates."""
    if not dates:
        return f"{step:g}"
    for (low, high), said in _CALENDAR:
        if low * _DAY <= step <= high * _DAY:
            return said
    size, unit = next((u for u in _UNITS if step >= u[0]), _UNITS[-1])
    count = f"{step / size:.4g}"
    return f"{count} {unit}{'' if count == '1' else 's'}"


def date_text(time: float, *, dates: bool) -> str:
    """Return a time as a date, with the time of day where it is not midnight, or as a number."""
    if not dates:
        return f"{time:g}"
    text = str(np.float64(time).astype("datetime64[s]"))
    return text.removesuffix("T00:00:00").replace("T", " ")


def times_of_names(names: Sequence[str]) -> list[str]:
    """Return those of some columns of numbers whose names say that they hold times."""
    known = {"time", "date", "datetime", "timestamp", "ts", "ds", "year", "t", "step", "epoch", "unixtime", "unix_time"}
    return [name for name in names if name.strip().lower() in known]
