"""Patches of two photographs that are shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import ImageSource, Raw, Split
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress
from gdlab.spec.base import knob

_SIDE, _BAND = 32, 128


class PhotoPatches(ImageSource):
    """Tell from which of two photographs (a Chinese temple, a flower) a patch of 32×32 pixels is."""

    title: ClassVar[str] = "Patches of two photographs"
    licence: ClassVar[str] = "Photographs of the Flickr accounts danielbuechele and vultilion, CC BY 2.0."
    type: Literal["photo_patches"] = "photo_patches"
    split: Split = knob("group", "How the validation part is chosen; by group keeps bands of the photographs whole.")
    stride: int = knob(16, "Pixels between patches; below 32 they overlap, within a band.", unit="pixels", ge=4, le=96)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the patches; groups are upright bands that no patch crosses."""
        patches, classes, bands = [], [], []
        for label, photo in enumerate((shipped.photograph("china"), shipped.photograph("flower"))):
            for top in range(0, photo.shape[0] - _SIDE + 1, self.stride):
                for band in range(photo.shape[1] // _BAND):
                    for left in range(0, _BAND - _SIDE + 1, self.stride):
                        x = band * _BAND + left
                        patches.append(photo[top : top + _SIDE, x : x + _SIDE])
                        classes.append(label)
                        bands.append(band)
        return Raw(
            Images(np.stack(patches)),
            np.array(classes, dtype=np.int64),
            classes=("temple", "flower"),
            look="image",
            groups=np.array(bands),
            note=f"{len(patches):,} patches of 32×32 pixels from two photographs.",
        )
