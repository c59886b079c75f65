"""Handwritten digits of 8×8 pixels, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import ImageSource, Raw
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress


class Digits(ImageSource):
    """Learn to read 1,797 handwritten digits of 8×8 pixels."""

    title: ClassVar[str] = "Handwritten digits, 8×8"
    licence: ClassVar[str] = "UCI optical recognition of handwritten digits (Alpaydin and Kaynak 1998), CC BY 4.0."
    type: Literal["digits"] = "digits"

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped digits."""
        arrays = shipped.arrays("digits")
        return Raw(
            Images(arrays["images"][..., None], top=16.0),
            arrays["labels"].astype(np.int64),
            classes=tuple("0123456789"),
            look="image",
            note="1,797 handwritten digits of 8×8 pixels in 17 grey levels, scaled to 0…1.",
        )
