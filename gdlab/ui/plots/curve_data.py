"""The curves of a chart as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gdlab.ui.plots.series import Series


def curves_text(series: Iterable[Series], x_label: str) -> str:
    """Return every value of the curves in sight, one row a value, with a line of headings; "" for none.

    Args:
        series: the curves; hidden ones are left out.
        x_label: what the x-axis counts.
    """
    shown = [one for one in series if one.style.visible and len(one.y)]
    if not shown:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("curve", x_label.lower(), "value", "smoothed"))
    for one in shown:
        label = f"'{one.style.label}" if one.style.label[:1] in "=+-@" else one.style.label  # no formula
        smoothed = one.smoothed.tolist() if len(one.smoothed) == len(one.y) else one.y.tolist()
        writer.writerows(zip([label] * len(one.y), one.x.tolist(), one.y.tolist(), smoothed, strict=True))
    return out.getvalue()
