"""Axes with plain numbers and ticks where a person would put them."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg

from gdlab.lab.chart_math import nice_step
from gdlab.translation import local_number

_MINUS = "−"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class PlainAxis(pg.AxisItem):
    """An axis without a box or prefixes; in log mode its range is the logarithm to base 10."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, maxTickLevel=0, tickTextOffset=6, autoReduceTextSpace=False)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        low, high = sorted((float(minVal), float(maxVal)))
        if not np.isfinite([low, high]).all() or high <= low:
            return []
        spacing = 64 if self.orientation in ("bottom", "top") else 34
        wanted = max(2, int(size // spacing))
        if self.logMode and high - low < 300:
            return [(1.0, log_ticks(low, high, wanted))]
        step = nice_step((high - low) / wanted)
        if (high - low) / step < 2:
            step = nice_step(step / 2.5)
        first = np.ceil(low / step - 1e-9)
        count = int(np.floor(high / step + 1e-9) - first) + 1
        return [(step, [float((first + k) * step) for k in range(count)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            # An exception while Qt paints ends the process, so a range beyond all floats must not raise one.
            return [plain_number(10.0 ** min(max(value, -300.0), 300.0)) for value in values]
        return [tick_text(value, spacing) for value in values]


def log_ticks(low: float, high: float, wanted: int) -> list[float]:
    """Return the logarithms of round numbers between two logarithms: about as many as wanted."""
    decades = high - low
    if decades > wanted:
        stride = int(np.ceil(decades / wanted))
        return [float(d) for d in range(int(np.ceil(low)), int(np.floor(high)) + 1) if d % stride == 0]
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 2, 3, 5, 7), tuple(range(1, 10))):
        ticks = [
            decade + float(np.log10(factor))
            for decade in range(int(np.floor(low)), int(np.ceil(high)) + 1)
            for factor in factors
            if low <= decade + np.log10(factor) <= high
        ]
        if len(ticks) >= max(2, wanted // 2):
            return ticks
    # Less than a decade or so: round steps of the numbers themselves.
    bottom, top = 10.0**low, 10.0**high
    step = nice_step((top - bottom) / wanted)
    numbers = np.arange(np.ceil(bottom / step), np.floor(top / step) + 1) * step
    return [float(np.log10(number)) for number in numbers if number > 0]


def tick_text(value: float, spacing: float) -> str:
    """Write a tick with just the decimals that its distance to the next one needs."""
    if abs(value) < spacing * 1e-6:
        return "0"
    if abs(value) >= 1e6 or spacing < 1e-4:
        return plain_number(value)
    decimals = 0
    while decimals < 4 and abs(round(spacing, decimals) - spacing) > spacing * 1e-6:
        decimals += 1
    return local_number(f"{value:.{decimals}f}".replace("-", _MINUS))


def plain_number(value: float) -> str:
    """Write a number without an exponent from 0.0001 up to a million, and as 3·10⁻⁵ outside."""
    if value == 0:
        return "0"
    size = abs(value)
    if 0.9999e-4 <= size < 1e6:
        return local_number(np.format_float_positional(float(f"{value:.6g}"), trim="-").replace("-", _MINUS))
    digits, _, exponent = f"{value:.3e}".partition("e")
    digits = digits.rstrip("0").rstrip(".").replace("-", _MINUS)
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    return power if digits == "1" else f"{local_number(digits)}·{power}"


def all_digits(value: float) -> str:
    """Write a whole number with all of its digits, such as a step, and any other one as :func:`plain_number` does."""
    whole = round(value) if math.isfinite(value) else 0
    if 1e6 <= abs(whole) < 1e15 and abs(value - whole) <= 1e-12 * abs(whole):
        return str(whole).replace("-", _MINUS)
    return plain_number(float(f"{value:.6g}"))


def short_number(value: float, digits: int = 4) -> str:
    """Write a value for reading in a panel, with a fixed number of significant digits."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else ("∞" if value > 0 else f"{_MINUS}∞")
    size = abs(value)
    if value == 0 or 1e-4 <= size < 1e6:
        places = digits - 1 - (int(np.floor(np.log10(size))) if size else 0)
        return local_number(f"{value:.{max(0, min(places, 8))}f}".replace("-", _MINUS))
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return f"{local_number(mantissa)}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}".replace("-", _MINUS)
