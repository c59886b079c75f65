"""What the Lab shows of its runs and how, as plain data: a bundle carries it from one window to another."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from gdlab.lab.run import Run
from gdlab.lab.run_book import ShownRun
from gdlab.spec.plain import is_list, is_table
from gdlab.ui.panels.curve_controls import CurveControls
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.theming import current_theme

_BOXES = ("log_x", "log_y", "show_train", "show_val")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def view_of(controls: CurveControls, book: QtRunBook, runs: Sequence[Run]) -> dict[str, Any]:
    """Return the view of some runs.

    Args:
        controls: the controls of the curves.
        book: how the runs are shown.
        runs: the runs of the bundle, in its order.
    """
    shown = [book.find(run.id) for run in runs]
    return {
        "smoothing": controls.weight,
        "x_axis": controls.axis.name,
        "seed_means": controls.spread or "",
        **{name: getattr(controls, name).isChecked() for name in _BOXES},
        "runs": [{} if each is None else _style_of(each) for each in shown],
    }


def _style_of(shown: ShownRun) -> dict[str, Any]:
    """Return how a run is shown; its place among the colours, where it has one, is that of another theme's colour."""
    place = {} if shown.place is None else {"place": shown.place}
    return {"color": shown.color, "visible": shown.visible, **place}


def apply_view(view: Mapping[str, Any], controls: CurveControls, book: QtRunBook, runs: Sequence[Run]) -> None:
    """Show runs as a view says; whatever in it is no sensible value is left aside, as it may be a stranger's.

    Args:
        view: what :func:`view_of` gave, here or elsewhere.
        controls: the controls of the curves.
        book: how the runs are shown.
        runs: the runs of the bundle, in its order.
    """
    weight, axis = view.get("smoothing"), view.get("x_axis")
    if isinstance(weight, float) and math.isfinite(weight) and 0 <= weight < 1:
        controls.smoothing.setValue(round(1000 * weight))
    controls.choose_axis(str(axis))
    controls.set_spread(str(view.get("seed_means", controls.spread or "")))
    for name in _BOXES:
        if isinstance(view.get(name), bool):
            getattr(controls, name).setChecked(view[name])
    styles = view.get("runs")
    for run, style in zip(runs, styles if is_list(styles) else (), strict=False):
        if book.find(run.id) is None or not is_table(style):
            continue
        if isinstance(style.get("color"), str) and _COLOR.fullmatch(style["color"]):
            book.set_color(run.id, style["color"])
        if isinstance(style.get("place"), int) and style["place"] in range(len(current_theme().runs.colors)):
            book.set_color(run.id, current_theme().runs.colors[style["place"]])
        if isinstance(style.get("visible"), bool):
            book.set_visible(run.id, style["visible"])
