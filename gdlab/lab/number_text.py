"""Numbers as text for tables and labels."""

from __future__ import annotations

import math


def figure(value: float) -> str:
    """Return four significant digits, "–" for none."""
    if not math.isfinite(value):
        return "–" if math.isnan(value) else str(value)
    if value != 0 and (abs(value) < 1e-4 or abs(value) >= 1e5):
        return f"{value:.3e}"
    return f"{value:#.4g}".rstrip(".")


def percent(value: float) -> str:
    """Return a share in percent with two decimals, "–" for none."""
    return f"{100 * value:.2f} %" if math.isfinite(value) else "–"


def clock(seconds: float) -> str:
    """Return a time as 0.52 s, 12.3 s or 3:05 min."""
    if seconds < 60:
        return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d} h"


def grouped_count(n: float) -> str:
    """Return a whole number with thin spaces between its thousands."""
    return f"{n:,.0f}".replace(",", "\u202f")
