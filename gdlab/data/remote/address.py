"""Where a file of a data set is to be had, and how it is recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remote:
    """A file on the network: its addresses, size and checksum.

    Attributes:
        name: what it is called in the cache folder.
        urls: the mirrors, tried in this order.
        size: bytes; what is longer or shorter is refused. 0 where it is not known.
        checksum: "sha256:…" or "md5:…" as its publisher prints it; "" checks the size alone.
    """

    name: str
    urls: tuple[str, ...]
    size: int = 0
    checksum: str = ""
