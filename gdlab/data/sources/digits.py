"""Handwritten digits of 8×8 pixels, as they come with scikit-learn."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import ImageSource, Raw
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress


class Digits(ImageSource):
    """Learn to read 1,797 handwritten digits of 8×8 pixels (scikit-learn)."""

    title: ClassVar[str] = "Handwritten digits, 8×8"
    licence: ClassVar[str] = "UCI optical recognition of handwritten digits (Alpaydin and Kaynak 1998), CC BY 4.0."
    type: Literal["digits"] = "digits"

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the digits from the installed scikit-learn."""
        from sklearn.datasets import load_digits  # 0.8 s to import

        bunch = load_digits()
        return Raw(
            Images(bunch.images.astype(np.uint8)[..., None], top=16.0),
            bunch.target.astype(np.int64),
            classes=tuple("0123456789"),
            look="image",
            note="1,797 handwritten digits of 8×8 pixels in 17 grey levels, scaled to 0…1.",
        )
