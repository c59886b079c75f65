"""Compute the drawings of the explanations with the engine and write them as data, which the window draws.

    python docs/make_explanation_pictures.py [FILE]

A test compares the drawings of walks with what this makes of the engine of today; those of a run differ a little from
processor to processor.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.explanation_drawings.examples import example_drawings
from docs.explanation_drawings.runs import run_drawings
from docs.explanation_drawings.schedules import schedule_drawings
from docs.explanation_drawings.shapes import shape_drawings
from docs.explanation_drawings.walks import walk_drawings
from gdlab.spec.base import load_members


def main() -> None:
    """Write the drawings."""
    load_members()
    usual = Path(__file__).resolve().parents[1] / "resources" / "texts" / "drawings.json"
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else usual
    made = walk_drawings() | example_drawings() | schedule_drawings() | shape_drawings() | run_drawings()
    lines = [f"{json.dumps(name)}: {json.dumps(made[name].data(), separators=(',', ':'))}" for name in sorted(made)]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
