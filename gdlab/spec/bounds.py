"""The range that a number must lie in, and its one phrasing: "at least 0 and below 1"."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gdlab.translation import in_english, local_number, tr


def exact_number(value: float) -> str:
    """Return a number in its shortest form that is read back as the same number."""
    if isinstance(value, int) or (float(value).is_integer() and abs(value) < 1e6):
        return str(int(value))
    if not math.isfinite(value):
        return repr(float(value))
    mantissa, _, exponent = repr(float(value)).partition("e")
    if not exponent:
        plain = mantissa
        size = abs(value)
        if 1e-3 <= size < 1e6:
            return plain
        digits, _, power = f"{value:.16e}".partition("e")
        for places in range(17):
            digits, _, power = f"{value:.{places}e}".partition("e")
            if float(f"{digits}e{power}") == value:
                break
        compact = f"{digits}e{int(power)}"
        return compact if len(compact) < len(plain) else plain
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def shown_number(value: float) -> str:
    """Return a number in its shortest form as the window's language writes it, with the sign of a minus."""
    return local_number(exact_number(value).replace("-", "−"))


@dataclass(frozen=True)
class Bounds:
    """The allowed range of a number.

    Attributes:
        low: the lower bound, None for no bound.
        high: the upper bound, None for no bound.
        low_open: whether the lower bound itself is excluded.
        high_open: whether the upper bound itself is excluded.
    """

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False

    def allow(self, value: float) -> bool:
        """Return whether a number lies within."""
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below

    def description(self) -> str:
        """Return the range in English words, such as "at least 0 and below 1", "" where any number will do."""
        with in_english():
            return self.local_description()

    def local_description(self) -> str:
        """Return the range in words of the window's language."""
        parts: list[str] = []
        if self.low is not None:
            low = shown_number(self.low)
            parts.append(tr("above {low}", low=low) if self.low_open else tr("at least {low}", low=low))
        if self.high is not None:
            high = shown_number(self.high)
            parts.append(tr("below {high}", high=high) if self.high_open else tr("at most {high}", high=high))
        return tr("{low} and {high}", low=parts[0], high=parts[1]) if len(parts) == 2 else "".join(parts)
