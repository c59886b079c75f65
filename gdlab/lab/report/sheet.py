"""The report as one sheet of PDF, A4 upright."""

# pyright: reportUnknownMemberType=false
# matplotlib leaves the keywords of most of its functions without a type.
from __future__ import annotations

import textwrap
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from gdlab.lab.picture import draw_runs
from gdlab.lab.report.findings import Findings
from gdlab.lab.run import Run

#: Inches of the sheet, and the letters and lines of the small text that fit on it.
_SIZE, _WIDTH, _MOST_LINES = (8.27, 11.69), 112, 62
_MARGIN, _LINE = 0.07, 0.0118


def report_sheet(runs: Sequence[Run], found: Findings) -> bytes:
    """Return the report as PDF.

    Args:
        runs: the runs, whose curves are drawn.
        found: what it says; what does not fit on the sheet is counted at its end.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    file = BytesIO()
    with mpl.rc_context({"text.parse_math": False}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure = Figure(figsize=_SIZE, facecolor="white")
        figure.text(_MARGIN, 0.955, found.title[:70], fontsize=16, weight="bold")
        y = _lines(figure, _claims(found), 0.93, 9.0, 1.25)
        y = _curves(figure, runs, y - 0.015)
        _lines(figure, _rest(found)[:_MOST_LINES], y - 0.01, 7.0, 1.0)
        figure.savefig(file, format="pdf")
    return file.getvalue()


def _claims(found: Findings) -> list[str]:
    lines = [line for claim in found.claims for line in textwrap.wrap(f"• {claim}", 96, subsequent_indent="  ")]
    return lines if len(lines) <= 16 else [*lines[:15], f"  … and {len(lines) - 15} more lines in the HTML report"]


def _rest(found: Findings) -> list[str]:
    """Return the tables, the settings and how to repeat it as lines of small text."""
    lines = ["FIGURES", *_columns([found.header, *found.rows])]
    if found.settings:
        wrapped = [textwrap.wrap(f"{name}: {text}", _WIDTH, subsequent_indent="    ") for name, text in found.settings]
        lines += ["", "SETTINGS", *(line for each in wrapped for line in each)]
    if found.differences:
        lines += ["", "WHAT DIFFERS", *_columns(found.differences)]
    lines += ["", "HOW TO REPEAT IT"]
    return lines + [line for each in found.repeat for line in textwrap.wrap(each, _WIDTH, break_on_hyphens=False)]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as lines of equal columns, each as wide as the sheet allows."""
    shown = rows if len(rows) <= 24 else [*rows[:24], (f"… {len(rows) - 24} more rows",)]
    columns = max(map(len, shown))
    width = [max(len(row[k]) for row in shown if k < len(row)) for k in range(columns)]
    most = _WIDTH if sum(width) + 2 * columns <= _WIDTH else max(10, _WIDTH // columns - 2)
    width = [min(w, most) for w in width]
    return ["  ".join(cell[:most].ljust(w) for cell, w in zip(row, width, strict=False)).rstrip() for row in shown]


def _lines(figure: Any, lines: Sequence[str], y: float, size: float, spacing: float) -> float:
    """Write lines downwards and return where they end."""
    family = "monospace" if size < 8 else None
    for line in lines:
        figure.text(_MARGIN, y, line, fontsize=size, va="top", family=family)
        y -= _LINE * spacing
    return y


def _curves(figure: Any, runs: Sequence[Run], y: float) -> float:
    """Draw the curves below ``y`` and return where the picture ends."""
    from matplotlib.image import imread

    file = BytesIO()
    drawn = draw_runs(runs, file, form="png", dpi=220)
    file.seek(0)
    wide, high = drawn.get_size_inches()
    width = 1 - 2 * _MARGIN
    height = min(0.34, width * _SIZE[0] * high / wide / _SIZE[1])
    axes = figure.add_axes((_MARGIN, y - height, width, height))
    axes.imshow(imread(file))
    axes.axis("off")
    return y - height
