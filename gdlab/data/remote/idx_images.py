"""MNIST and the sets in its format: four IDX files of pictures and labels."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import numpy as np

from gdlab.data.base import ImageSource, Raw, Split
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.base import RemoteSource
from gdlab.data.remote.idx import find, read_idx
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

_FILES = tuple(f"{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1"))


def published_files(mirrors: tuple[str, ...], *files: tuple[int, str]) -> tuple[Remote, ...]:
    """Return training pictures and labels, then test pictures and labels, given the size and MD5 of each."""
    return tuple(
        Remote(name, tuple(f"{mirror}/{name}" for mirror in mirrors), size, f"md5:{digest}")
        for name, (size, digest) in zip(_FILES, files, strict=True)
    )


class IdxImages(RemoteSource, ImageSource):
    """The base of data sets that are pictures in four IDX files."""

    family: ClassVar[str] = "images"
    accepts: ClassVar[str] = "a folder with the four IDX or IDX.gz files"
    names: ClassVar[tuple[str, ...]] = ()
    split: Split = knob("given", "How the validation part is chosen; given takes the published test part.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return training and test part, one after the other."""
        folder = self.location()
        folder = folder if folder.is_dir() else folder.parent
        parts = [_pair(folder, "train", progress), _pair(folder, "t10k", progress)]
        sizes = [images.shape[1:] for images, _ in parts]
        if sizes[0] != sizes[1]:
            raise DataError(
                f"{folder}: the pictures to train on are {_size(sizes[0])} and those to test on {_size(sizes[1])}; "
                "both parts need one size"
            )
        pixels = np.concatenate([images for images, _ in parts])
        labels = np.concatenate([labels for _, labels in parts]).astype(np.int64)
        if labels.max(initial=0) >= len(self.names):
            raise DataError(f"{folder}: the labels go up to {labels.max()}, and there are {len(self.names)} classes")
        return Raw(
            Images(pixels[..., None]),
            labels,
            classes=self.names,
            look="image",
            given=np.repeat([False, True], [len(parts[0][1]), len(parts[1][1])]),
            note=f"{len(labels):,} pictures of {self.title}, {pixels.shape[1]}×{pixels.shape[2]}, scaled to 0…1.",
        )


def _size(shape: tuple[int, ...]) -> str:
    return "×".join(str(n) for n in shape)


def _pair(folder: Path, part: str, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    images_path = find(folder, f"{part}-images-idx3-ubyte")
    labels_path = find(folder, f"{part}-labels-idx1-ubyte")
    progress(-1.0, f"reading {images_path.name}")
    images, labels = read_idx(images_path, progress), read_idx(labels_path, progress)
    if images.ndim != 3 or images.dtype != np.uint8:
        raise DataError(f"{images_path} does not hold pictures of bytes")
    if labels.ndim != 1 or len(labels) != len(images) or labels.dtype != np.uint8:
        raise DataError(f"{labels_path} does not hold a label for each of the {len(images):,} pictures")
    return images, labels
