"""Whether a window can open here: gdlab's own answer, read from the checkout, since nothing is installed yet."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from gdlab.display import why_no_window

__all__ = ["why_no_window"]
