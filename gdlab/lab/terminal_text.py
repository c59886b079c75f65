"""Text from others as a terminal may show it."""

from __future__ import annotations

import re

#: What a terminal obeys instead of showing it; a line break and a tab aside, which text may hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def without_controls(text: str) -> str:
    r"""Return a text whose control characters are written out, as ``\x1b``: a name must not recolour or write a screen.

    >>> without_controls("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return text if text.isprintable() else _CONTROLS.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
