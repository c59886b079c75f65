"""How the names in a study file are written, and what is said of one that is not."""

from __future__ import annotations

import re

from pydantic import AfterValidator

_LONGEST_SHOWN = 60


def name_pattern(pattern: str, words: str) -> AfterValidator:
    """Return what refuses a name that is not written in some way, in plain words.

    Args:
        pattern: a regular expression that the whole name fits.
        words: what a name needs.
    """

    def check(name: str) -> str:
        if not re.fullmatch(pattern, name):
            shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
            raise ValueError(f"{words} (got '{shown}')")
        return name

    return AfterValidator(check)
