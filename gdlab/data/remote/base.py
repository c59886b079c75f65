"""What data sets that are fetched on request have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from gdlab import paths
from gdlab.data.base import Source
from gdlab.data.gate import file_stamp
from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.mirrors import copy_from_folders, with_mirrors
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class RemoteSource(Source):
    """A data set whose files are fetched on request or opened from disk; without ``remotes``, from disk alone."""

    #: The files, together the whole set.
    remotes: ClassVar[tuple[Remote, ...]] = ()
    #: Bytes of all files, as shown before fetching; where mirrors do not say, a good guess.
    download_size: ClassVar[int] = 0
    #: The built-in set that does instead where there is no network.
    stand_in: ClassVar[str] = ""
    #: What path may name, for the sentence that asks for it.
    accepts: ClassVar[str] = ""
    path: str = knob("", "The original files on disk; empty takes those that were fetched.")

    @classmethod
    def folder(cls) -> Path:
        """Return the folder that fetched files are kept in."""
        return paths.cache_dir() / "data" / str(cls.model_fields["type"].default)

    @classmethod
    def fetched(cls) -> bool:
        """Return whether every file has been fetched."""
        return bool(cls.remotes) and all((cls.folder() / remote.name).is_file() for remote in cls.remotes)

    @classmethod
    def mirrors(cls) -> tuple[str, ...]:
        """Return the hosts that the files are fetched from, in the order in which they are asked."""
        return tuple(dict.fromkeys(urlsplit(url).netloc for remote in cls.remotes for url in remote.urls))

    @classmethod
    def kept(cls) -> int:
        """Return how many bytes have been fetched already, those of stopped downloads too."""
        names = (path for r in cls.remotes for path in (cls.folder() / r.name, cls.folder() / f"{r.name}.part"))
        return sum(path.stat().st_size for path in names if path.is_file())

    @classmethod
    def download(cls, progress: Progress) -> Path:
        """Fetch the files that are not there yet, and return their folder.

        Raises:
            DataError: when they cannot be had; the sentence offers what works without a network.
            Cancelled: when ``progress`` raised it.
        """
        if not cls.remotes:
            raise DataError(cls.not_shipped())
        from gdlab.data.remote.fetch import fetch  # with http and TLS, 15 ms to import

        name = str(cls.model_fields["type"].default)

        sizes = [remote.size or 1 for remote in cls.remotes]
        for k, remote in enumerate(cls.remotes):

            def tell(part: float, text: str, k: int = k) -> None:
                progress((sum(sizes[:k]) + max(part, 0.0) * sizes[k]) / sum(sizes), text)

            done, faults = copy_from_folders(remote, name, cls.folder())
            try:
                if not done:
                    fetch(with_mirrors(remote, name), cls.folder(), tell)
            except DataError as error:
                why = "; ".join([str(error), *faults])
                raise DataError(f"{cls.title} is not to be had: {why}. {cls.advice()}") from None
        return cls.folder()

    @classmethod
    def advice(cls) -> str:
        """Return what can be done without a network, in a sentence."""
        instead = f"Use the built-in '{cls.stand_in}' instead, or set" if cls.stand_in else "Set"
        return f"{instead} 'path' to the original files on disk ({cls.accepts})."

    @classmethod
    def not_shipped(cls) -> str:
        """Return why a set that is neither shipped nor fetched is not here, and what to do, in sentences."""
        return f"{cls.title}: gdlab may not hand this set on ({cls.licence.rstrip('.')}). {cls.advice()}"

    def needed_files(self) -> str:
        """Return that the files are neither here nor named, and where to have them from; "" where they are."""
        if self.path or self.fetched():
            return ""
        if not self.remotes:
            return self.not_shipped()
        return (
            f"{self.title} is not on this machine yet: fetch it with 'gdlab data download {self.type}' "
            f"({self.download_size / 1e6:.0f} MB). {self.advice()}"
        )

    def location(self) -> Path:
        """Return the file or folder to read.

        Raises:
            DataError: when there is none.
        """
        if self.path:
            path = Path(self.path).expanduser()
            if not path.exists():
                raise DataError(f"{path} does not exist; 'path' must name the original files ({self.accepts})")
            return path
        if needed := self.needed_files():
            raise DataError(needed)
        return self.folder()

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when the files change."""
        where = Path(self.path).expanduser() if self.path else self.folder()
        inside = sorted(where.glob("*")) if where.is_dir() else []
        return (file_stamp(where), *(file_stamp(file) for file in inside[:64]))
