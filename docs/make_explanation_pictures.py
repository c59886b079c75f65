"""Draw the pictures of the explanations from what the engine itself computes, as SVG files that the window shows.

    python docs/make_explanation_pictures.py [FOLDER]

The colours read on a light and on a dark surface, and the background is clear. A test compares the pictures of
walks with what this makes of the engine of today; those of a run differ a little from processor to processor.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import gdlab
from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import ravine
from gdlab.lab.curves import smooth
from gdlab.spec.change import change

WIDTH, HEIGHT, EDGE = 340, 140, 8
#: Where the names of the lines begin, beside what is drawn.
NAMES = WIDTH - 88
BLUE, ORANGE, GREY = "#2f8fd0", "#d0702a", "#808a94"
_RAVINE = ravine(12.0)


def walked(optimizer: str, steps: int = 40, start: tuple[float, float] = (-10.0, 1.5)) -> np.ndarray:
    """Return the points of a walk down the ravine, (steps + 1, 2)."""
    return descend(_RAVINE, optimizer, np.array(start), steps).points


def plane(paths: Sequence[tuple[str, str, np.ndarray]]) -> str:
    """Return paths over the ravine's contour lines; each path has a name, a colour and points (N, 2)."""
    left, right, low, high = -11.0, 3.0, -2.6, 2.6
    turn = np.linspace(0, 2 * np.pi, 80)
    parts = []
    for level in (0.5, 3.0, 9.0, 20.0, 38.0):
        ring = np.stack([np.sqrt(2 * level) * np.cos(turn), np.sqrt(2 * level / 12.0) * np.sin(turn)], axis=1)
        seen = np.roll(ring, -int(ring[:, 0].argmax()), axis=0)
        seen = seen[seen[:, 0] <= right]
        parts.append(_line(_placed(seen, left, right, low, high), GREY, 0.6))
    for _, color, points in paths:
        parts.append(_line(_placed(points, left, right, low, high), color, 1.4, dots=True))
    return _picture([*parts, *_names([(name, color) for name, color, _ in paths])])


def curves(lines: Sequence[tuple[str, str, np.ndarray, float]], low: float, high: float) -> str:
    """Return curves over their number; each has a name, a colour, values (N,) and a width."""
    parts = [_line([(EDGE, EDGE), (EDGE, HEIGHT - EDGE), (NAMES - EDGE, HEIGHT - EDGE)], GREY, 0.8)]
    for _, color, values, width in lines:
        points = np.stack([np.linspace(0, 1, len(values)), np.clip(values, low, high)], axis=1)
        parts.append(_line(_placed(points, 0, 1, low, high), color, width))
    return _picture([*parts, *_names([(name, color) for name, color, _, _ in lines])])


def walk_pictures() -> dict[str, str]:
    """Return the pictures of walks down a valley, by their names."""
    below, above = (descend(_RAVINE, f"SGD(lr={rate})", np.array([0.0, 1.0]), 14) for rate in (1.9 / 12, 2.1 / 12))
    plain, heavy = (walked(optimizer, 30) for optimizer in ("SGD(lr=0.03)", "SGD(lr=0.03, momentum=0.8)"))
    return {
        "rates": plane([("0.01", GREY, walked("SGD(lr=0.01)")), ("0.15", BLUE, walked("SGD(lr=0.15)"))]),
        "momentum": plane([("without", ORANGE, plain), ("momentum 0.8", BLUE, heavy)]),
        "stability": curves(
            [("below 2/λ", BLUE, below.points[:, 1], 1.4), ("above 2/λ", ORANGE, above.points[:, 1], 1.4)], -3.5, 3.5
        ),
    }


def run_pictures() -> dict[str, str]:
    """Return the pictures of a run that learns forty examples by heart, by their names."""
    changes = {
        "data": "moons(n_samples=80, noise=0.35, val_fraction=0.5)",
        "network.layers": ["Linear(out_features=64)", "ReLU", "Linear(out_features=2)"],
        "optimizer": "Adam(lr=0.01)",
        "training.epochs": 200,
        "training.batch_size": 10,
    }
    history = gdlab.train(change(gdlab.RunSpec(), changes)).history
    train, val = history["train/loss"], history["val/loss"]
    first = train[:400]
    return {
        "smoothing": curves([("measured", GREY, first, 0.6), ("smoothed", BLUE, smooth(first, 0.9), 1.6)], 0.0, 1.0),
        "overfitting": curves(
            [("training", ORANGE, smooth(train, 0.98), 1.4), ("validation", BLUE, val, 1.8)], 0.0, float(val.max())
        ),
    }


def main() -> None:
    """Write the pictures."""
    usual = Path(__file__).resolve().parents[1] / "resources" / "texts" / "pictures"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else usual
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (walk_pictures() | run_pictures()).items():
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")


def _placed(points: np.ndarray, left: float, right: float, low: float, high: float) -> list[tuple[float, float]]:
    """Return points in the picture's pixels."""
    x = EDGE + (points[:, 0] - left) / (right - left) * (NAMES - 2 * EDGE)
    y = HEIGHT - EDGE - (points[:, 1] - low) / (high - low) * (HEIGHT - 2 * EDGE)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _line(points: Sequence[tuple[float, float]], color: str, width: float, *, dots: bool = False) -> str:
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn = f'<polyline points="{text}" fill="none" stroke="{color}" stroke-width="{width}"/>'
    return drawn + "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{color}"/>' for x, y in points if dots)


def _names(names: Sequence[tuple[str, str]]) -> list[str]:
    """Return the names of lines in their colours, beside the drawing."""
    font = 'font-size="11" font-family="sans-serif"'
    return [
        f'<text x="{NAMES}" y="{EDGE + 8 + 16 * k}" {font} fill="{color}">{name}</text>'
        for k, (name, color) in enumerate(names)
    ]


def _picture(parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
