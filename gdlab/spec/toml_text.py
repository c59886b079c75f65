"""Read TOML that may be a stranger's: the parser's time grows with the square of a key's parts, so they are few."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

from gdlab.spec.minus import MINUS

#: More parts than any key of a spec, a study or the settings has.
MOST_PARTS = 100
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


def toml_tables(text: str) -> dict[str, Any]:
    """Return the tables of a text in TOML.

    Raises:
        ValueError: when it is not TOML or one of its keys has more than ``MOST_PARTS`` parts.
        RecursionError: when lists or tables are nested too deeply.
    """
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"a key of more than {MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        if place and text.split("\n")[int(place[1]) - 1][int(place[2]) - 1 :].startswith(MINUS):
            raise ValueError(f"a minus is written as “-” in TOML, not as “{MINUS}” {place[0]}") from None
        raise
    except ValueError:
        if most := sys.get_int_max_str_digits():
            raise ValueError(f"a number has more than {most:,} digits") from None
        raise
