"""Decode pictures into arrays of bytes, one size for all, with bounds on what a file may ask for."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gdlab.data.gate import opened
from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

SUFFIXES = (".png", ".jpg", ".jpeg")
_MOST_PIXELS = 64_000_000
_SILENCE = 0.2  # seconds between two calls of the progress


def decode(
    files: Sequence[Path], height: int, width: int, *, grey: bool, progress: Progress
) -> tuple[np.ndarray, dict[int, str]]:
    """Return the pictures as bytes (N, height, width, 1 or 3), and by number a sentence for each that cannot be read.

    Pictures that cannot be read are black in the array; transparent ones are laid on white, sixteen bits of grey are
    rounded to eight, and a picture whose EXIF data say that the camera was turned is set upright.

    Args:
        files: the pictures.
        height: the rows of pixels to which each is scaled.
        width: the columns of pixels to which each is scaled.
        grey: whether they become one channel.
        progress: called with the share that is done and a text.

    Raises:
        Cancelled: when ``progress`` raised it.
    """
    images = np.zeros((len(files), height, width, 1 if grey else 3), dtype=np.uint8)
    bad: dict[int, str] = {}
    told = time.monotonic()
    for k, file in enumerate(files):
        try:
            images[k] = _decode(file, height, width, grey=grey)
        except DataError as error:
            bad[k] = str(error)
        if k % 32 == 0 or time.monotonic() - told > _SILENCE:
            told = time.monotonic()
            progress(k / len(files), f"reading picture {k + 1:,} of {len(files):,}")
    return images, bad


def _decode(file: Path, height: int, width: int, *, grey: bool) -> np.ndarray:
    from PIL import Image, ImageOps, UnidentifiedImageError  # only who reads pictures needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata; the size is checked here
            with opened(file) as content, Image.open(content, formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise DataError(
                        f"{file} has {picture.width:,} × {picture.height:,} pixels, too many to open safely"
                    )
                flat = _opaque(_eight_bits(ImageOps.exif_transpose(picture)))
                flat = flat.convert("L" if grey else "RGB")
                if flat.size != (width, height):
                    flat = flat.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=3.0)
                return np.asarray(flat, dtype=np.uint8).reshape(height, width, -1)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise DataError(f"{file} is not a PNG or JPEG picture") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow raises for damaged files
        raise DataError(f"{file} is damaged: {error}") from None


def _eight_bits(picture: Picture) -> Picture:
    """Return a picture of at most eight bits a channel; Pillow itself clips sixteen bits of grey instead."""
    from PIL import Image

    if not picture.mode.startswith("I"):
        return picture
    values = np.asarray(picture).astype(np.uint32)
    grey = Image.fromarray(((values + 128) // 257).astype(np.uint8))
    clear = picture.info.get("transparency")  # the one value that is transparent
    if clear is None:
        return grey
    grey.putalpha(Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8)))
    return grey


def _opaque(picture: Picture) -> Picture:
    """Return a picture laid on white where it is transparent."""
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
