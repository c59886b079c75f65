"""10,000 handwritten digits of MNIST, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import ImageSource, Raw
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress


class Mnist(ImageSource):
    """Learn to read 10,000 handwritten digits of 28×28 pixels."""

    title: ClassVar[str] = "MNIST, 10,000 digits"
    licence: ClassVar[str] = "MNIST (LeCun, Cortes, Burges), CC BY-SA 3.0."
    type: Literal["mnist"] = "mnist"

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped digits."""
        arrays = shipped.arrays("mnist")
        return Raw(
            Images(arrays["images"][..., None]),
            arrays["labels"].astype(np.int64),
            classes=tuple("0123456789"),
            look="image",
            note="10,000 of MNIST's digits, 28×28 grey levels scaled to 0…1.",
        )
