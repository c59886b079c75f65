"""What the catalogue says of a data set before it is loaded: title, licence, size, whether it is here."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gdlab.data import catalogue
from gdlab.data.base import Source
from gdlab.data.progress import Progress, silent
from gdlab.data.remote.base import RemoteSource
from gdlab.spec.errors import DataError
from gdlab.spec.problems import nearest

if TYPE_CHECKING:
    from gdlab.data.remote.verification import AddressReport


@dataclass(frozen=True)
class Entry:
    """A data set of the catalogue, as it is listed.

    Attributes:
        type: its name in a spec.
        title: its name for people.
        family: the group that it is listed in.
        about: what is to be learned from it, in a sentence.
        licence: its licence and whom to cite.
        download_size: bytes to fetch; 0 for what is built in, generated or the user's own.
        here: whether it can be used now, without a network.
        stand_in: the built-in set to take instead where it cannot be fetched.
        own_files: whether it reads files of the user's.
        accepts: which original files it can be opened from, in words; "" where it needs none.
        mirrors: the hosts that it is fetched from, in the order in which they are asked.
        kept: bytes that are here already of what has to be fetched.
    """

    type: str
    title: str
    family: str
    about: str
    licence: str
    download_size: int
    here: bool
    stand_in: str
    own_files: bool
    accepts: str = ""
    mirrors: tuple[str, ...] = ()
    kept: int = 0


def entries() -> list[Entry]:
    """Return every data set, by family and title."""
    found = [_entry(name, cls) for name, cls in catalogue.source_types().items()]
    return sorted(found, key=lambda e: (e.family, e.title.lower()))


def entry(name: str) -> Entry:
    """Return one data set.

    Raises:
        DataError: when there is none of this name.
    """
    return _entry(name, source(name))


def source(name: str) -> type[Source]:
    """Return the class of a data set.

    Raises:
        DataError: when there is none of this name.
    """
    known = catalogue.source_types()
    if name not in known:
        raise DataError(f"there is no data set called {name!r}.{nearest(name, known)}")
    return known[name]


def download(name: str, progress: Progress | None = None) -> Path:
    """Fetch a data set's files into the cache folder and return the folder they are in.

    Raises:
        DataError: when it has nothing to fetch, or cannot be had; the sentence offers what works offline.
        Cancelled: when ``progress`` raised it; the next call goes on where this one stopped.
    """
    cls = source(name)
    if not issubclass(cls, RemoteSource):
        raise DataError(f"{name} needs no download: it is {cls.family if cls.family == 'your own' else 'built in'}")
    return cls.download(progress or silent)


def verify_addresses(
    names: Sequence[str] = (), progress: Progress | None = None, *, whole: bool = False
) -> Iterator[AddressReport]:
    """Ask the addresses of data sets that are fetched, and yield what each answers.

    Args:
        names: the data sets; all that are fetched if empty.
        progress: told which address is asked.
        whole: fetch every file and compare its checksum, not its size alone.

    Raises:
        DataError: when one is not fetched from anywhere.
    """
    from gdlab.data.remote.verification import verify  # with http and TLS, 15 ms to import

    known = {n: c for n, c in catalogue.source_types().items() if issubclass(c, RemoteSource) and c.remotes}
    for name in names:
        if name not in known:
            raise DataError(f"{source(name).title} is fetched from nowhere; {', '.join(known)} are")
    yield from verify([known[name] for name in names or known], progress or silent, whole=whole)


def _entry(name: str, cls: type[Source]) -> Entry:
    remote = cls if issubclass(cls, RemoteSource) else None
    return Entry(
        type=name,
        title=cls.title or name,
        family=cls.family,
        about=(inspect.getdoc(cls) or "").split("\n")[0],
        licence=cls.licence,
        download_size=remote.download_size if remote else 0,
        here=remote.fetched() if remote else True,
        stand_in=remote.stand_in if remote else "",
        own_files=cls.family == "your own",
        accepts=remote.accepts if remote else "",
        mirrors=remote.mirrors() if remote else (),
        kept=remote.kept() if remote else 0,
    )
