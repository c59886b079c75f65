"""The curves of a chart as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Mapping

from gdlab.lab.chart_math import Floats
from gdlab.ui.plots.series import Series


def curves_text(
    series: Mapping[Hashable, Series], x_label: str, bands: Mapping[Hashable, tuple[Floats, Floats, Floats]]
) -> str:
    """Return every value of the curves in sight, one row a value, with a line of headings; "" for none.

    Args:
        series: the curves; hidden ones are left out.
        x_label: what the x-axis counts.
        bands: of curves that are means, the x, the lower and the upper edge of their bands.
    """
    shown = {key: one for key, one in series.items() if one.style.visible and len(one.y)}
    if not shown:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    edged = any(key in bands for key in shown)
    writer.writerow(("curve", x_label.lower(), "value", "smoothed", *(("low", "high") if edged else ())))
    for key, one in shown.items():
        label = f"'{one.style.label}" if one.style.label[:1] in "=+-@" else one.style.label  # no formula
        smoothed = one.smoothed.tolist() if len(one.smoothed) == len(one.y) else one.y.tolist()
        rows = zip([label] * len(one.y), one.x.tolist(), one.y.tolist(), smoothed, strict=True)
        if key not in bands:
            writer.writerows(rows)
            continue
        x, low, high = bands[key]
        edges = dict(zip(x.tolist(), zip(low.tolist(), high.tolist(), strict=True), strict=True))
        writer.writerows((*row, *edges.get(row[1], ("", ""))) for row in rows)
    return out.getvalue()
