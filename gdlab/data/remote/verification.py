"""Whether the addresses of the fetched data sets still hold the files that were published there."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.base import RemoteSource
from gdlab.data.remote.fetch import TIMEOUT, NextMirrorError, fetch, opener
from gdlab.data.remote.mirrors import with_mirrors
from gdlab.spec.errors import DataError
from gdlab.temporary import temporary_folder


@dataclass(frozen=True)
class AddressReport:
    """What one address of a file answers.

    Attributes:
        data: the data set.
        url: the address.
        problem: what is wrong with it, "" when nothing is.
        moved_to: where it leads, "" when it answers itself.
        checked: what was compared: "size", "checksum" or "" where neither could be.
        reached: whether the host answered at all.
    """

    data: str
    url: str
    problem: str = ""
    moved_to: str = ""
    checked: str = ""
    reached: bool = True


def verify(sets: Sequence[type[RemoteSource]], progress: Progress, *, whole: bool = False) -> Iterator[AddressReport]:
    """Ask every address of data sets, one after the other, and yield what it answers.

    Args:
        sets: the data sets.
        progress: told which address is asked.
        whole: fetch each file whole and compare its checksum; else the size that the server tells is compared.
    """
    for cls in sets:
        name = str(cls.model_fields["type"].default)
        for remote in cls.remotes:
            for url in with_mirrors(remote, name).urls:
                progress(-1.0, f"asking {url}")
                found = _asked(name, remote, url)
                if whole and not found.problem:
                    found = _compared(found, remote, progress)
                yield found


def _asked(data: str, remote: Remote, url: str) -> AddressReport:
    """Return what an address tells of its file without sending it."""
    try:
        final, size = _head(url)
    except NextMirrorError as error:
        return AddressReport(data, url, str(error))
    except urllib.error.HTTPError as error:
        error.close()
        return AddressReport(data, url, f"answers {error.code} {error.reason}")
    except (OSError, http.client.HTTPException) as error:
        why = f"cannot be reached ({getattr(error, 'reason', '') or error})"
        return AddressReport(data, url, why, reached=False)
    moved = final if final != url else ""
    if size and remote.size and size != remote.size:
        return AddressReport(data, url, f"has {size:,} bytes and should have {remote.size:,}", moved, "size")
    return AddressReport(data, url, "", moved, "size" if size and remote.size else "")


def _head(url: str) -> tuple[str, int]:
    """Return where an address leads and how many bytes are there, 0 where the server does not tell."""
    headers = {"User-Agent": "gdlab", "Accept-Encoding": "identity"}
    try:
        with opener().open(urllib.request.Request(url, headers=headers, method="HEAD"), timeout=TIMEOUT) as answer:
            return answer.url, int(answer.headers.get("Content-Length") or 0)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code not in (403, 405, 501):
            raise
    one = urllib.request.Request(url, headers={**headers, "Range": "bytes=0-0"})  # it does not answer HEAD
    with opener().open(one, timeout=TIMEOUT) as answer:
        total = re.search(r"/(\d+)$", answer.headers.get("Content-Range", ""))
        return answer.url, int(total[1]) if total else int(answer.headers.get("Content-Length") or 0)


def _compared(found: AddressReport, remote: Remote, progress: Progress) -> AddressReport:
    """Return the report of an address whose file was fetched whole."""
    with temporary_folder("verify") as folder:
        try:
            fetch(replace(remote, urls=(found.url,)), Path(folder), progress)
        except DataError as error:
            return replace(found, problem=str(error))
    return replace(found, checked="checksum" if remote.checksum else "size")
