"""Draw the curves of runs into a picture file, without a screen."""

# pyright: reportUnknownMemberType=false
# matplotlib leaves the keywords of most of its functions without a type.
from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.chart_math import thinned
from gdlab.lab.curves import density_weight, smooth
from gdlab.lab.files import OutputError, write_file
from gdlab.lab.run_names import NamedRun, unique_names
from gdlab.paths import resource
from gdlab.spec.calls import shorten
from gdlab.spec.metrics import metric_of, objective_tag, words_of

_SUFFIXES = (".png", ".svg", ".pdf")
_STYLES = ("-", "--", ":", "-.")
#: Points that all curves of a picture have together, and one curve at the most and at the least.
_POINTS, _MOST_POINTS, _FEWEST_POINTS = 45_000, 1500, 30
#: Runs up to which the values of mini-batches lie beneath their average, and names that the legend has.
_MOST_RAW, _MOST_NAMES = 16, 24
#: A coordinate of an SVG with more decimals than a printer resolves.
_LONG_COORDINATE = re.compile(rb"(\d\.\d\d)\d+")
#: Points of the legend's text, the smallest there is.
_TEXT = 9.0


class CurvedRun(NamedRun, Protocol):
    """A run whose curves can be drawn: its label, identity and metrics."""

    @property
    def history(self) -> History:
        """Return the metrics."""
        ...


def plot_runs(
    runs: Sequence[CurvedRun],
    path: str | Path,
    *,
    title: str = "",
    theme: str = "light",
    scale: float = 1.0,
    font_size: float = 0,
) -> Path:
    """Draw training loss, validation loss and what else was measured on the validation part into PNG, SVG or PDF.

    Args:
        runs: the runs.
        path: the file.
        title: what is above.
        theme: "light" or "dark".
        scale: how many times as many dots a PNG has along each axis as usual.
        font_size: points of the smallest text, such as 18 for slides; 0 is the usual 9.

    Raises:
        OutputError: when the file's ending is another or it cannot be written.
    """
    check_picture_suffix(path)
    drawn = BytesIO()  # not the file, since matplotlib hides that a disk is full behind faults of its own
    form = Path(path).suffix[1:].lower()
    draw_runs(runs, drawn, title=title, theme=theme, form=form, dpi=150 * scale, font_size=font_size)
    return write_file(path, drawn.getvalue())


def draw_runs(
    runs: Sequence[CurvedRun],
    file: Path | BytesIO | None = None,
    *,
    title: str = "",
    theme: str = "light",
    form: str = "png",
    dpi: float = 150,
    font_size: float = 0,
) -> Any:
    """Draw the curves of runs and return matplotlib's Figure.

    Args:
        runs: the runs.
        file: where the picture is written too.
        title: what is above.
        theme: "light" or "dark".
        form: "png", "svg" or "pdf".
        dpi: dots an inch, 150 for a picture of its usual size.
        font_size: points of the smallest text; 0 is 9. The picture grows with it, as for slides.
    """
    import matplotlib as mpl  # half a second: only where something is drawn

    tokens = theme_colors(theme)
    measured = [tag for run in runs for tag in run.history.metrics() if tag.startswith("val/")]
    first = [tag for tag in (objective_tag("train"), objective_tag("val")) if any(tag in run.history for run in runs)]
    wants = list(dict.fromkeys([*first, *measured]))
    # Names of runs are text, not formulas; a character that the font lacks is drawn as a box.
    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "path"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure = _figure(runs, wants, title, tokens, (font_size or _TEXT) / _TEXT)
        if file is not None:
            if form == "svg":
                _save_svg(figure, file)
            else:
                figure.savefig(file, dpi=dpi, format=form)
    return figure


def _save_svg(figure: Any, file: Path | BytesIO) -> None:
    """Write a figure as SVG whose coordinates have two decimals, hundredths of 1/72 inch."""
    drawn = BytesIO()
    figure.savefig(drawn, dpi=150, format="svg")
    text = re.sub(rb' d="[^"]*"', lambda path: _LONG_COORDINATE.sub(rb"\1", path[0]), drawn.getvalue())
    if isinstance(file, BytesIO):
        file.write(text)
    else:
        file.write_bytes(text)


def _figure(
    runs: Sequence[CurvedRun], wants: Sequence[str], title: str, tokens: dict[str, Any], larger: float = 1.0
) -> Any:
    """Return the picture with all its text ``larger`` times the usual size, and as much larger itself beyond 1.5."""
    from matplotlib.figure import Figure

    grown = max(1.0, larger / 1.5)
    size = (4.6 * grown * max(len(wants), 1), 4.2 * grown)
    figure = Figure(figsize=size, layout="constrained", facecolor=tokens["surface"])
    axes = figure.subplots(1, max(len(wants), 1), squeeze=False)[0]
    lines: dict[str, Any] = {}
    points = max(_FEWEST_POINTS, min(_MOST_POINTS, _POINTS // max(1, len(runs) * len(wants))))
    for axis, tag in zip(axes, wants, strict=False):
        lines = _draw(axis, runs, tag, tokens, points, larger) | lines
    if title:
        figure.suptitle(title, color=tokens["text"], fontsize=12 * larger)
    if len(lines) > _MOST_NAMES:
        figure.supxlabel(f"{len(lines)} runs", fontsize=_TEXT * larger, color=tokens["muted"])
    elif lines:
        columns = min(4, len(lines))
        style: dict[str, Any] = {"frameon": False, "labelcolor": tokens["text"], "fontsize": _TEXT * larger}
        legend = figure.legend(list(lines.values()), list(lines), loc="outside lower center", ncols=columns, **style)
        for text in legend.get_texts():
            text.set_parse_math(False)
    return figure


def check_picture_suffix(path: str | Path | None) -> None:
    """Raise OutputError when a picture's name has an ending that cannot be written."""
    if path is not None and Path(path).suffix.lower() not in _SUFFIXES:
        raise OutputError(f"{path}: a picture's name ends with {', '.join(_SUFFIXES)}")


def _draw(
    axis: Any, runs: Sequence[CurvedRun], tag: str, tokens: dict[str, Any], points: int, larger: float = 1.0
) -> dict[str, Any]:
    """Draw one metric of all runs, each of about so many points, and return the lines by the runs' names."""
    metric, words = metric_of(tag), words_of(tag)
    lines: dict[str, Any] = {}
    for i, (run, name) in enumerate(zip(runs, unique_names(runs), strict=True)):
        if tag not in run.history:
            continue
        rows = run.history.rows(tag)
        epochs, values = rows.read("epoch"), rows.read(tag)
        colour, style = (
            tokens["runs"][i % len(tokens["runs"])],
            _STYLES[i // len(tokens["runs"]) % len(_STYLES)],
        )
        if tag.startswith("train/"):
            if len(runs) <= _MOST_RAW:
                axis.plot(epochs, values, color=colour, alpha=0.2, linewidth=0.8, rasterized=len(values) > 5000)
            values = smooth(values, density_weight(0.9, len(values)))
        name = shorten(" ".join(name.split()), 60)
        if np.isfinite(values).all():
            epochs, values = thinned(epochs, values, points)
        lines[name] = axis.plot(epochs, values, color=colour, linestyle=style, linewidth=1.5 * larger)[0]
    logarithmic = metric is not None and metric.log
    if logarithmic and any((r.history[tag] > 0).all() for r in runs if tag in r.history and len(r.history[tag])):
        axis.set_yscale("log")
        # plain figures: powers of ten as formulas would need the mark-up that names must not have
        axis.yaxis.set_major_formatter(_plain)
        axis.yaxis.set_minor_formatter(_nothing)
    axis.set_title(words[:1].upper() + words[1:], loc="left", fontsize=11 * larger, color=tokens["text"])
    axis.locator_params(axis="x", integer=True, nbins=8)
    axis.set_xlabel("epoch", color=tokens["muted"], fontsize=10 * larger)
    axis.set_facecolor(tokens["surface"])
    axis.grid(color=tokens["grid"], linewidth=0.8)
    axis.tick_params(colors=tokens["muted"], which="both", length=0, labelsize=10 * larger)
    for side in axis.spines.values():
        side.set_visible(False)
    return lines


@cache
def theme_colors(theme: str) -> dict[str, Any]:
    """Return the tokens of a theme that pictures need: surface, grid, text, muted and the runs' colours."""
    table = tomllib.loads(resource("themes", f"{theme}.toml").read_text(encoding="utf-8"))
    return {**table["colors"], "runs": table["runs"]["colors"]}


def _plain(value: float, _place: int | None) -> str:
    return f"{value:g}"


def _nothing(_value: float, _place: int | None) -> str:
    return ""
