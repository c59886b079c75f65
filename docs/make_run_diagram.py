"""Draw the way of one run, from the click on Start to the kernels and back to curve and CSV, as an SVG.

    python docs/make_run_diagram.py [FILE]

Every box names a file of gdlab and what happens there; a test compares the picture with this
list and looks for the files.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

LANES = ("the window's thread", "background threads", "compiled code, without the interpreter's lock")
#: A box: its lane, its row, the file, and what happens there.
BOXES = (
    (0, 0, "ui/panels/controls.py", "Start is clicked: start_wanted"),
    (0, 1, "ui/actions/starting.py", "Starter.start takes the spec"),
    (0, 2, "ui/bridge.py", "Bridge.start starts the timer too"),
    (0, 3, "lab/session.py", "Session.start queues the run"),
    (1, 3, "lab/active_run.py", "ActiveRun.work: one slice of some 30 ms"),
    (1, 4, "lab/train.py", "first slice: data, prepared_trainer"),
    (1, 5, "engine/program/compilation.py", "kernels are compiled or loaded"),
    (1, 6, "engine/program/assembly.py", "layers → instructions → arena"),
    (1, 7, "engine/trainer.py", "Trainer.advance makes a segment"),
    (1, 8, "engine/program/arena.py", "Arena.run: five addresses"),
    (2, 8, "engine/machine/loop.py", "advance: epochs, steps, evaluations"),
    (2, 9, "engine/machine/kernel.py", "call_op jumps to an address"),
    (2, 10, "engine/ops/linear_kernels.py", "forward kernels, row by row"),
    (2, 11, "engine/losses/cross_entropy.py", "loss and the first gradient"),
    (2, 12, "engine/optimizers/adam.py", "backward kernels, then the update"),
    (1, 12, "engine/training/recording.py", "the segment's figures become rows"),
    (1, 13, "engine/history.py", "columns that grow"),
    (0, 13, "ui/panels/curves.py", "each tick draws what is new"),
    (0, 14, "lab/export.py", "Ctrl+E writes the CSV"),
    (1, 14, "lab/store/recorder.py", "RunRecorder writes it from its start"),
)
#: Arrows: from box to box, by their places in BOXES.
ARROWS = (*((i, i + 1) for i in range(18)), (16, 19))
WIDTH, HEIGHT, LANE, ROW, TOP = 248, 38, 292, 52, 44


def svg() -> str:
    """Return the picture."""
    width, height = LANE * len(LANES), TOP + ROW * (max(row for _, row, _, _ in BOXES) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for i, name in enumerate(LANES):
        shade = "#f3f6f9" if i % 2 == 0 else "#fff"
        parts.append(f'<rect x="{i * LANE}" width="{LANE}" height="{height}" fill="{shade}"/>')
        parts.append(f'<text x="{i * LANE + LANE / 2}" y="24" text-anchor="middle" font-size="12">{name}</text>')
    parts += [_arrow(BOXES[a][:2], BOXES[b][:2]) for a, b in ARROWS]
    parts += [_box(*box) for box in BOXES]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _corner(lane: int, row: int) -> tuple[float, float]:
    return lane * LANE + (LANE - WIDTH) / 2, TOP + row * ROW


def _box(lane: int, row: int, file: str, words: str) -> str:
    x, y = _corner(lane, row)
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4" fill="#fff" stroke="#0077bb"/>'
        f'<text x="{x + 8}" y="{y + 15}" font-size="11" font-family="monospace">{escape(file)}</text>'
        f'<text x="{x + 8}" y="{y + 30}" font-size="11" fill="#333">{escape(words)}</text>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = _corner(*start), _corner(*end)
    if start[1] == end[1]:
        forwards = end[0] > start[0]
        x1, x2 = (x1 + WIDTH, x2) if forwards else (x1, x2 + WIDTH)
        y1 = y2 = y1 + HEIGHT / 2
    else:
        x1, x2, y1 = x1 + WIDTH / 2, x2 + WIDTH / 2, y1 + HEIGHT
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="#555" fill="none" marker-end="url(#tip)"/>'


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images" / "run.svg"
    place.write_text(svg(), encoding="utf-8")
    print(place)
