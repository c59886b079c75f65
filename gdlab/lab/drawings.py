"""The drawings of explanations: what the engine computed, as SVG in the colours of a theme."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from gdlab.paths import resource
from gdlab.translation import local_number, tr

_WIDTH, _HEIGHT, _EDGE = 340, 140, 8
#: Where the names of the lines begin, beside what is drawn.
_NAMES = _WIDTH - 96
#: Letters of a name in the usual size.
_LONG = 14
#: What a name is made of that is no word.
_NUMBER = "0123456789.-e, []"


@cache
def drawings() -> Mapping[str, Mapping[str, Any]]:
    """Return the drawings by name: whether there are axes, and parts with kind, name, colour and points from 0 to 1."""
    return json.loads(resource("texts", "drawings.json").read_text(encoding="utf-8"))


def drawing_names() -> list[str]:
    """Return the words that are in the drawings, without numbers."""
    found = {part["name"]: None for made in drawings().values() for part in made["parts"] if part["name"]}
    own = {name.partition(" ")[2] for name in drawings()}  # a member is called so in every language
    return [name for name in found if not set(name) <= set(_NUMBER) and name not in own]


def drawing_svg(name: str, colors: Mapping[str, str]) -> str:
    """Return a drawing as SVG, with a clear background.

    Args:
        name: the drawing.
        colors: what stands for the names of its colours: ``grid``, ``muted``, ``run 0`` and so on.

    Raises:
        KeyError: when there is no drawing of this name.
    """
    made = drawings()[name]
    parts = [_edges(colors["muted"])] if made["axes"] else []
    parts += [_PAINTERS[part["kind"]](part, colors[part["color"]]) for part in made["parts"]]
    named = {part["name"]: colors[part["color"]] for part in made["parts"] if part["name"]}
    for row, (words, color) in enumerate(named.items()):
        text = local_number(words) if set(words) <= set(_NUMBER) else tr(words)
        size = 11 if len(text) <= _LONG else 9
        place = f'x="{_NAMES}" y="{_EDGE + 8 + 16 * row}" font-size="{size}" font-family="sans-serif"'
        parts.append(f'<text {place} fill="{color}">{escape(text)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _pixels(points: list[list[float]]) -> list[tuple[float, float]]:
    across, down = _NAMES - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    return [(round(_EDGE + x * across, 1), round(_HEIGHT - _EDGE - y * down, 1)) for x, y in points]


def _edges(color: str) -> str:
    """Return the left and the lower edge."""
    left, low, right = _EDGE, _HEIGHT - _EDGE, _NAMES - _EDGE
    points = f"{left},{_EDGE} {left},{low} {right},{low}"
    return f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="0.8"/>'


def _line(part: Mapping[str, Any], color: str) -> str:
    points = _pixels(part["points"])
    text = " ".join(f"{x},{y}" for x, y in points)
    drawn = f'<polyline points="{text}" fill="none" stroke="{color}" stroke-width="{part["width"]}"/>'
    return drawn + (_circles(points, color, 1.8) if part["dots"] else "")


def _dots(part: Mapping[str, Any], color: str) -> str:
    return _circles(_pixels(part["points"]), color, part["width"])


def _circles(points: list[tuple[float, float]], color: str, radius: float) -> str:
    return "".join(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{color}"/>' for x, y in points)


def _box(part: Mapping[str, Any], color: str) -> str:
    (left, low), (right, high) = _pixels(part["points"])
    size = f'width="{right - left:.1f}" height="{low - high:.1f}"'
    return f'<rect x="{left}" y="{high}" {size} fill="{color}"/>'


_PAINTERS = {"line": _line, "dots": _dots, "box": _box}
