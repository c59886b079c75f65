"""70,000 pictures of clothes, fetched on request or opened from the IDX files."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.remote.address import Remote
from gdlab.data.remote.idx_images import IdxImages, published_files

_MIRRORS = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
)


class FashionMnist(IdxImages):
    """Tell ten kinds of clothes apart on 70,000 pictures of 28×28 pixels."""

    title: ClassVar[str] = "Fashion-MNIST"
    licence: ClassVar[str] = "Fashion-MNIST (Xiao, Rasul, Vollgraf 2017), MIT."
    names: ClassVar[tuple[str, ...]] = (
        "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    )  # fmt: skip
    stand_in: ClassVar[str] = "mnist"
    remotes: ClassVar[tuple[Remote, ...]] = published_files(
        _MIRRORS,
        (26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        (29_515, "25c81989df183df01b3e8a0aad5dffbe"),
        (4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
        (5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
    )
    download_size: ClassVar[int] = sum(file.size for file in remotes)
    type: Literal["fashion_mnist"] = "fashion_mnist"
