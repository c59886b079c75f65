"""What a study's pictures show, as plain series for those who draw them."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gdlab.lab.picture import smooth
from gdlab.spec.metrics import metric_of, words_of
from gdlab.studies.model import Chart, Part
from gdlab.studies.study_curve import StudyCurve
from gdlab.studies.table import Row, SeedFigures, StudyTable

#: The weight of the smoothing of curves that are measured on single mini-batches; shorter ones are drawn as they are.
SMOOTHING, _SHORT = 0.9, 50
#: Points of a line; more cannot be told apart.
_MOST = 600
#: Lines of a picture; more cannot be told apart either.
LINES = 14
_AXES = {"epoch": "epoch", "step": "step", "examples": "gradient evaluations", "elapsed": "seconds"}
_TAGS = {"train/lr": "learning rate"}


@dataclass(frozen=True)
class Line:
    """A named line, and the band of its 95 % intervals where it has one."""

    label: str
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


@dataclass(frozen=True)
class Picture:
    """What one picture shows: lines, bars (one point a line) or a heat map."""

    kind: str
    title: str
    x_label: str = ""
    y_label: str = ""
    lines: tuple[Line, ...] = ()
    log_x: bool = False
    log_y: bool = False
    ticks: tuple[str, ...] = ()
    heat: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    hidden: int = 0
    column: str = ""  #: of a heat map, which figure it shows


def picture(chart: Chart, part: Part, table: StudyTable, curves: Mapping[str, Sequence[StudyCurve]]) -> Picture | None:
    """Return what a chart shows of a part, None where nothing was measured yet.

    Args:
        chart: what is asked for.
        part: the part that it belongs to.
        table: its figures.
        curves: the histories of each row, a seed each.
    """
    made = _made(chart, part, table, curves)
    return replace(made, lines=tuple(map(_above_zero, made.lines))) if made is not None and made.log_y else made


def chart_title(chart: Chart) -> str:
    """Return a chart's title; one without any is called after what it shows."""
    shown = _curve_words(chart.tag) if chart.kind == "runs" else chart.column.strip().removesuffix("@").strip()
    return chart.title or shown[:1].upper() + shown[1:]


def _curve_words(tag: str) -> str:
    return _TAGS.get(tag) or words_of(tag)


def _made(chart: Chart, part: Part, table: StudyTable, curves: Mapping[str, Sequence[StudyCurve]]) -> Picture | None:
    rows = [r for r in table.rows if r.matches(chart.where)]
    if chart.kind == "runs":
        return _runs(chart, _best_rows(chart, rows, table), curves)
    if chart.kind == "heat":
        return _heat(chart, part, rows, table)
    if chart.kind == "levels":
        return _levels(chart, part, rows, table)
    if chart.kind == "columns":
        return _columns(chart, rows, table)
    return _bars(chart, rows, table)


def _above_zero(line: Line) -> Line:
    """Return a line whose band ends at a tenth of its figures where it would end at zero, which no such axis has."""
    return line if line.low is None else replace(line, low=np.where(line.low > 0, line.low, line.y / 10))


def _best_rows(chart: Chart, rows: Sequence[Row], table: StudyTable) -> Sequence[Row]:
    """Return of rows that differ in one factor alone the best one each; all where none is measured, or asked for."""
    if not chart.best or chart.column not in table.columns:
        return rows
    found: dict[tuple[tuple[str, str], ...], tuple[float, Row]] = {}
    for row in rows:
        rest = tuple((k, v) for k, v in row.levels.items() if k != chart.best)
        mean = float(table.cell(row.label, chart.column).mean())
        rank = math.inf if math.isnan(mean) else mean if chart.goal == "low" else -mean
        if rest not in found or rank < found[rest][0]:
            found[rest] = rank, row
    return [row for _, row in found.values()]


def _runs(chart: Chart, rows: Sequence[Row], curves: Mapping[str, Sequence[StudyCurve]]) -> Picture | None:
    lines = [line for r in rows if (line := _mean_curve(chart, r.label, curves.get(r.label, ()))) is not None]
    if not lines:
        return None
    label = chart.y_label or _curve_words(chart.tag)
    longest = max(len(h[chart.tag]) for row in rows for h in curves.get(row.label, ()) if chart.tag in h)
    if is_smoothed(chart.tag) and longest > _SHORT:
        label = f"{label}, smoothed by {SMOOTHING:g}"
    shown, hidden = tuple(lines[:LINES]), len(lines[LINES:])
    return Picture(
        "lines", chart_title(chart), _AXES[chart.axis], label, shown, chart.log_x, chart.log_y, hidden=hidden
    )


def _mean_curve(chart: Chart, label: str, histories: Sequence[StudyCurve]) -> Line | None:
    """Return the mean over seeds with its band, as far as the longest goes; each point over the seeds that reach it."""
    held = [h for h in histories if chart.tag in h and len(h[chart.tag])]
    if not held:
        return None
    n = max(len(h[chart.tag]) for h in held)
    x, ys = np.full((len(held), n), np.nan), np.full((len(held), n), np.nan)
    for k, history in enumerate(held):
        m = len(history[chart.tag])
        x[k, :m] = np.asarray(history.index(chart.tag, chart.axis)[:m])
        values = np.asarray(history[chart.tag][:m], np.float64)
        ys[k, :m] = smooth(values, SMOOTHING) if is_smoothed(chart.tag) and m > _SHORT else values
    pick = np.unique(np.linspace(0, n - 1, min(n, _MOST)).astype(np.int64))
    middle, low, high = _bands(np.where(np.isinf(ys), np.nan, ys)[:, pick])
    diverged = np.isinf(ys[:, pick]).any(axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a place that no seed reaches
        places = np.nanmean(x[:, pick], axis=0)
    return Line(label, places, np.where(diverged, np.inf, middle), low, high)


def is_smoothed(tag: str) -> bool:
    """Return whether the pictures smooth a curve: those that are measured on single mini-batches."""
    return tag.startswith("train/") and metric_of(tag) is not None


def _bands(ys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean and 95 % interval (Student's t) of each column of (seeds, points), over its three seeds or more."""
    from scipy.special import stdtrit

    count = np.isfinite(ys).sum(axis=0)
    with np.errstate(all="ignore"):
        mean = np.where(count > 0, np.nansum(ys, axis=0) / np.maximum(count, 1), np.nan)
        spread = np.sqrt(np.nansum((ys - mean) ** 2, axis=0) / np.maximum(count - 1, 1))
        half = np.where(count > 2, stdtrit(np.maximum(count - 1, 1), 0.975) * spread / np.sqrt(np.maximum(count, 1)), 0)
    return mean, mean - half, mean + half


def _heat(chart: Chart, part: Part, rows: Sequence[Row], table: StudyTable) -> Picture | None:
    if chart.column not in table.columns:
        return None
    xs, ys = list(table.levels(chart.x)), list(table.levels(chart.y))
    grid = np.full((len(ys), len(xs)), np.nan)
    for row in rows:
        at = ys.index(row.levels[chart.y]), xs.index(row.levels[chart.x])
        grid[at] = table.estimate(row.label, chart.column).mean
    named = (_factor_words(part, chart.x), _factor_words(part, chart.y))
    title = f"{chart.title}: {chart.column}" if chart.title else chart_title(chart)
    return Picture("heat", title, *named, heat=grid, rows=tuple(ys), columns=tuple(xs), column=chart.column)


def _levels(chart: Chart, part: Part, rows: Sequence[Row], table: StudyTable) -> Picture | None:
    if chart.column not in table.columns:
        return None
    labels = list(table.levels(chart.x))
    if _is_numeric(labels):  # drawn at random they are in no order
        labels.sort(key=float)
    numbers = _numbers(labels)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.levels[chart.lines] if chart.lines else "", []).append(row)
    lines = []
    for name, members in groups.items():
        wanted = [v for v in labels if any(r.levels[chart.x] == v for r in members)]
        found = [
            table.sample({chart.x: v, **({chart.lines: name} if chart.lines else {}), **chart.where}, chart.column)
            for v in wanted
        ]
        lines.append(_line(name or chart.column, [numbers[labels.index(v)] for v in wanted], found))
    ticks = () if _is_numeric(labels) else tuple(labels)
    x_label = chart.x_label or _factor_words(part, chart.x)
    shown, hidden = tuple(lines[:LINES]), len(lines[LINES:])
    return Picture(
        "lines", chart_title(chart), x_label, chart.column, shown, chart.log_x, chart.log_y, ticks, hidden=hidden
    )


def _columns(chart: Chart, rows: Sequence[Row], table: StudyTable) -> Picture | None:
    names = [c for c in table.columns if c.startswith(chart.column)]
    if not names:
        return None
    tails = [c.removeprefix(chart.column) for c in names]
    numbers = _numbers(tails)
    lines = []
    for row in rows:
        pairs = [(x, table.sample_of(row.label, c)) for x, c in zip(numbers, names, strict=True)]
        pairs = [(x, s) for x, s in pairs if not np.isnan(s.values).all()]
        if pairs:
            lines.append(_line(row.label, [x for x, _ in pairs], [v for _, v in pairs]))
    if not lines:
        return None
    ticks = () if _is_numeric(tails) else tuple(tails)
    shown, hidden = tuple(lines[:LINES]), len(lines[LINES:])
    head = chart.column.strip()
    in_time = head.endswith("@")
    x_label = chart.x_label or ("% of the steps" if in_time else "")
    y_label = chart.y_label or head.removesuffix("@").strip()
    return Picture("lines", chart_title(chart), x_label, y_label, shown, chart.log_x, chart.log_y, ticks, hidden=hidden)


def _bars(chart: Chart, rows: Sequence[Row], table: StudyTable) -> Picture | None:
    if chart.column not in table.columns:
        return None
    found = [table.sample_of(r.label, chart.column) for r in rows]
    lines = tuple(_line(r.label, [float(i)], [v]) for i, (r, v) in enumerate(zip(rows, found, strict=True)))
    return Picture(
        "bars", chart_title(chart), "", chart.column, lines, log_y=chart.log_y, ticks=tuple(r.label for r in rows)
    )


def _line(label: str, x: Sequence[float], cells: Sequence[SeedFigures]) -> Line:
    found = [c.estimate() for c in cells]
    y = np.array([e.mean for e in found])
    return Line(label, np.array(x, float), y, np.array([e.low for e in found]), np.array([e.high for e in found]))


def _factor_words(part: Part, name: str) -> str:
    """Return how a factor is called on an axis."""
    title = next((f.title for f in part.factors if f.name == name and f.title), name)
    return {"lr": "learning rate"}.get(title, title.replace("_", " "))


def _is_numeric(labels: Sequence[str]) -> bool:
    try:
        return bool([float(v) for v in labels])
    except ValueError:
        return False


def _numbers(labels: Sequence[str]) -> list[float]:
    return [float(v) for v in labels] if _is_numeric(labels) else [float(i) for i in range(len(labels))]
