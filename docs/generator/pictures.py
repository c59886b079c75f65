"""Small pictures of members, drawn from figures that the engine's own kernels compute."""

from __future__ import annotations

import io
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from docs.generator import curves
from gdlab.spec.base import Member

BLUE, ORANGE, GREY = "#0077bb", "#ee7733", "#888888"
mpl.rcParams["svg.hashsalt"] = "gdlab"  # equal figures give equal files


def of(cls: type[Member]) -> dict[str, str]:
    """Return a member's pictures as SVG, by what they show; none where nothing is worth drawing."""
    draw = _DRAWERS.get(cls.kind)
    return draw(cls) if draw is not None else {}


def alt(file: str, name: str) -> str:
    """Return what a picture shows, in words."""
    what = file.rpartition("-")[2].removesuffix(".svg")
    return {
        "curve": f"{name} and its derivative",
        "rates": f"The learning rate that {name} gives over a run",
        "path": f"The path of {name} down a ravine",
        "weights": f"Weights that {name} draws",
        "points": f"Examples of {name}",
    }.get(what, name)


def _activation(cls: type[Member]) -> dict[str, str]:
    found = curves.activation(cls)
    return {} if found is None else {"curve": _value_and_slope(*found, "x", "f(x)", "f′(x)")}


def _loss(cls: type[Member]) -> dict[str, str]:
    found = curves.loss(cls)
    if found is None:
        return {}
    x, value, slope, label = found
    return {"curve": _value_and_slope(x, value, slope, label, "loss", "gradient")}


def _value_and_slope(x: np.ndarray, y: np.ndarray, slope: np.ndarray, label: str, name: str, derivative: str) -> str:
    figure = Figure(figsize=(4.6, 2.4), layout="constrained")
    axes = figure.add_subplot()
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.axvline(0, color=GREY, linewidth=0.6)
    axes.plot(x, y, color=BLUE, label=name)
    axes.plot(x, slope, color=ORANGE, linestyle="--", label=derivative)
    axes.set_xlabel(label)
    axes.legend(frameon=False)
    return _svg(figure)


def _schedule(cls: type[Member]) -> dict[str, str]:
    found = curves.schedule(cls)
    if found is None:
        return {}
    figure = Figure(figsize=(4.6, 2.0), layout="constrained")
    axes = figure.add_subplot()
    axes.step(np.arange(len(found)), found, color=BLUE, where="post")
    axes.set(xlabel="tick", ylabel="learning rate", ylim=(0, None))
    return {"rates": _svg(figure)}


def _optimizer(cls: type[Member]) -> dict[str, str]:
    lr, surface, points = curves.path(cls)
    x, y = np.meshgrid(np.linspace(-11, 11, 111), np.linspace(-3, 3, 61))
    height = 0.5 * (x * x + 10 * y * y)
    figure = Figure(figsize=(4.6, 2.2), layout="constrained")
    axes = figure.add_subplot()
    axes.contour(x, y, height, levels=np.geomspace(0.3, height.max(), 10), colors=GREY, linewidths=0.5)
    axes.plot(points[:, 0], points[:, 1], color=BLUE, marker=".", markersize=3, linewidth=1)
    axes.plot(*points[0], color=ORANGE, marker="o")
    axes.set(xlim=(-11, 11), ylim=(-3, 3), title=f"{len(points) - 1} steps in a {surface.name}, lr = {lr:g}")
    axes.title.set_fontsize(9)
    return {"path": _svg(figure)}


def _initialiser(cls: type[Member]) -> dict[str, str]:
    weights = curves.initial_weights(cls)
    figure = Figure(figsize=(4.6, 1.8), layout="constrained")
    axes = figure.add_subplot()
    axes.hist(weights, bins=40, color=BLUE)
    axes.set(xlabel="weight", ylabel="of 4,096")
    return {"weights": _svg(figure)}


def _data(cls: type[Member]) -> dict[str, str]:
    found = curves.points(cls)
    if found is None:
        return {}
    x, y = found
    figure = Figure(figsize=(3.2, 2.8), layout="constrained")
    axes = figure.add_subplot()
    if x.shape[1] == 1:
        axes.scatter(x[:, 0], y, s=4, color=BLUE)
    else:
        axes.scatter(x[:, 0], x[:, 1], s=4, c=y, cmap="coolwarm")
    return {"points": _svg(figure)}


def _svg(figure: Figure) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


_DRAWERS: dict[str, Callable[[type[Member]], dict[str, str]]] = {
    "layer": _activation,
    "loss": _loss,
    "schedule": _schedule,
    "optimizer": _optimizer,
    "init": _initialiser,
    "data": _data,
}
