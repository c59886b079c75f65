"""Draw the picture of each preset from a run of it, for the gallery of the window.

    python docs/make_preset_pictures.py [NAME]...

Every picture is a PNG without a background, in colours that are read on the light and on the dark theme.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from gdlab.data.planes import Plane
from gdlab.lab.chart_math import thinned
from gdlab.lab.curves import density_weight, smooth
from gdlab.lab.presets import Preset, preset, presets
from gdlab.lab.run import Run
from gdlab.lab.run_names import variant_label
from gdlab.lab.train import examples_for
from gdlab.paths import resource
from gdlab.spec.metrics import is_share, words_of

#: Colours of at least 3:1 on white and on the dark theme's cards, and a grey for words.
COLORS = ("#1d93f0", "#c66a00", "#ff459f", "#2a9d6f", "#9a6be0", "#ad8053")
GREY = "#7d8794"
_INCHES, _DOTS = (5.6, 3.15), 100


def draw(preset: Preset) -> Path:
    """Train a preset and write its picture beside its file."""
    runs = preset.train(seeds=1)
    figure = Figure(figsize=_INCHES, layout="constrained")
    on_plane = isinstance(preset.spec.data, Plane)
    axes = figure.subplots(1, 2 if on_plane else 1, squeeze=False)[0]
    _draw_curves(axes[-1], preset, runs)
    if on_plane:
        _draw_boundary(axes[0], runs[-1])
    path = resource("presets") / f"{preset.name}.png"
    figure.savefig(path, dpi=_DOTS, transparent=True, pil_kwargs={"optimize": True})
    return path


def _draw_curves(axis: Any, preset: Preset, runs: Sequence[Run]) -> None:
    """Draw the preset's curve of every run."""
    tag, view = preset.header.curve, preset.saved.view.get("lab", {})
    starts: list[float] = []
    for i, run in enumerate(runs):
        rows = run.history.rows(tag)
        steps, values = rows.read("step"), np.asarray(rows.read(tag), dtype=float)
        if tag.startswith("train/") and np.isfinite(values).all():
            values = smooth(values, density_weight(0.9, len(values)))
        kept = np.isfinite(values)
        steps, values = thinned(steps[kept], values[kept], 400)
        starts.append(float(values[0]))
        axis.plot(steps, values, color=COLORS[i % len(COLORS)], linewidth=2, label=_short(variant_label(run.label)))
    if view.get("log_y"):
        axis.set_yscale("log")
        axis.set_ylim(top=min(axis.get_ylim()[1], 4 * max(starts)))
    if view.get("log_x"):
        axis.set_xscale("log")
    if is_share(tag):
        axis.yaxis.set_major_formatter(lambda value, _place: f"{100 * value:.0f} %")
    axis.set_title(words_of(tag), loc="left", fontsize=11, color=GREY)
    axis.grid(color=GREY, alpha=0.25, linewidth=0.8)
    axis.tick_params(colors=GREY, which="both", length=0, labelsize=10)
    for side in axis.spines.values():
        side.set_visible(False)
    if len(runs) > 1:
        axis.legend(frameon=False, labelcolor=GREY, fontsize=10)


def _draw_boundary(axis: Any, run: Run) -> None:
    """Draw the classes that a run gives to points of the plane, and the training points."""
    examples = examples_for(run.spec)
    x, y = examples.x_train, examples.y_train
    edge = float(np.abs(x).max()) * 1.05
    line = np.linspace(-edge, edge, 160)
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    found = run.predict(grid).values.astype(int).reshape(len(line), len(line))
    colors = ListedColormap(COLORS[: max(2, int(y.max()) + 1)])
    axis.imshow(found, origin="lower", extent=(-edge, edge, -edge, edge), cmap=colors, alpha=0.35, aspect="equal",
                interpolation="nearest")  # fmt: skip
    axis.scatter(x[:, 0], x[:, 1], c=y, cmap=colors, s=6, linewidths=0)
    axis.set_axis_off()


def _short(label: str) -> str:
    """Return what a variant is called, without the path of the field that is varied."""
    head, equals, value = label.rpartition("=") if "(" not in label else ("", "", label)
    return f"{head.rpartition('.')[2]} {value}" if equals else label


if __name__ == "__main__":
    for name in sys.argv[1:] or presets():
        print(draw(preset(name)))
