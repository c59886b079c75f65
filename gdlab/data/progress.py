"""How long work reports itself and is stopped."""

from __future__ import annotations

from collections.abc import Callable

from gdlab.spec.errors import GdlabError

#: Called with the share done (0 to 1, or −1 where it is not known) and a few words; raises :class:`Cancelled` to stop.
Progress = Callable[[float, str], None]


class Cancelled(GdlabError):  # noqa: N818  # it is no error: the user asked for it
    """The error of a load, an import or a download that the user stopped; nothing half-made is left behind."""

    def __init__(self, message: str = "stopped; nothing was kept") -> None:
        super().__init__(message)


def silent(share: float, text: str) -> None:
    """Report nothing."""
