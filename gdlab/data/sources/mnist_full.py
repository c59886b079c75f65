"""All 70,000 digits of MNIST, fetched on request or opened from the IDX files."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.remote.address import Remote
from gdlab.data.remote.idx_images import IdxImages, published_files

_MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist")


class MnistFull(IdxImages):
    """Learn to read all 70,000 handwritten digits of MNIST (60,000 to train, 10,000 to test)."""

    title: ClassVar[str] = "MNIST, all of it"
    licence: ClassVar[str] = "MNIST (LeCun, Cortes, Burges), CC BY-SA 3.0."
    names: ClassVar[tuple[str, ...]] = tuple("0123456789")
    stand_in: ClassVar[str] = "mnist"
    remotes: ClassVar[tuple[Remote, ...]] = published_files(
        _MIRRORS,
        (9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        (28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
        (1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
        (4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
    )
    download_size: ClassVar[int] = sum(file.size for file in remotes)
    type: Literal["mnist_full"] = "mnist_full"
