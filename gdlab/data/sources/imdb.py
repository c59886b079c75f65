"""50,000 film reviews of the IMDB, fetched on request or opened from the tar or its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, Split, TextSource
from gdlab.data.gate import MOST_MEMBERS, read_whole
from gdlab.data.inputs.documents import Documents
from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.archive import archive_members
from gdlab.data.remote.base import RemoteSource
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

_TAR = "aclImdb_v1.tar.gz"
_MEMBER = re.compile(r"(?:.*/)?(train|test)/(pos|neg)/[^/]+\.txt\Z")
_MOST_BYTES = 2 * 2**30
_MOST_TEXT = 1 << 20


class Imdb(RemoteSource, TextSource):
    """Tell positive from negative film reviews (25,000 to train, 25,000 to test)."""

    title: ClassVar[str] = "IMDB reviews"
    family: ClassVar[str] = "text"
    licence: ClassVar[str] = "None stated; cite Maas et al. (2011), Learning word vectors for sentiment analysis."
    stand_in: ClassVar[str] = "reviews"
    accepts: ClassVar[str] = "aclImdb_v1.tar.gz or the folder aclImdb"
    download_size: ClassVar[int] = 84_125_825
    remotes: ClassVar[tuple[Remote, ...]] = (
        Remote(
            _TAR,
            (f"https://ai.stanford.edu/~amaas/data/sentiment/{_TAR}",),
            download_size,
            "md5:7c2ac02c03563afcf9b574c7e56c153a",
        ),
    )
    type: Literal["imdb"] = "imdb"
    split: Split = knob("given", "How the validation part is chosen; given takes the published test part.")
    length: int = knob(
        200, "Words a text in word numbers; longer ones are cut, shorter ones padded in front with 0.", ge=1, le=10_000
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the reviews, training part first."""
        path = self.location()
        path = path / _TAR if (path / _TAR).is_file() else path
        found = sorted(_texts(path, progress))
        if not found:
            raise DataError(f"{path} holds no reviews (train/pos/*.txt and so on); it is not the IMDB set")
        given = np.array([part == "test" for part, _, _, _ in found])
        labels = np.array([side == "pos" for _, side, _, _ in found], dtype=np.int64)
        if given.all() or not given.any():
            raise DataError(f"{path} holds only a {'test' if given.all() else 'training'} part; it is truncated")
        order = np.argsort(given, kind="stable")
        return Raw(
            Documents.of(found[k][3] for k in order),
            labels[order],
            classes=("negative", "positive"),
            look="text",
            given=given[order],
            note=f"{len(found):,} film reviews.",
        )


def _texts(path: Path, progress: Progress) -> Iterator[tuple[str, str, str, str]]:
    """Yield part, side, name and text of each review."""
    if path.is_dir():
        files = [(str(f.relative_to(path)).replace("\\", "/"), f) for f in islice(path.rglob("*.txt"), MOST_MEMBERS)]
        pairs = ((name, read_whole(file, _MOST_TEXT, progress)) for name, file in files if _MEMBER.match(name))
    else:
        pairs = archive_members(path, lambda name: bool(_MEMBER.match(name)), _MOST_BYTES, progress)
    for name, content in pairs:
        match = _MEMBER.match(name)
        if match is None:
            continue
        if len(content) > _MOST_TEXT:
            raise DataError(f"{path}: {name} is longer than any review ({len(content):,} bytes)")
        text = content.decode("utf-8", errors="replace").replace("<br />", " ")
        yield match.group(1), match.group(2), name, text
