"""Decode pictures into arrays of bytes, one size for all, with bounds on what a file may ask for."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError

SUFFIXES = (".png", ".jpg", ".jpeg")
_MOST_PIXELS = 64_000_000


def decode(
    files: Sequence[Path], height: int, width: int, *, grey: bool, progress: Progress
) -> tuple[np.ndarray, dict[int, str]]:
    """Return the pictures as bytes (N, height, width, 1 or 3), and by number a sentence for each that cannot be read.

    Pictures that cannot be read are black in the array; transparent ones are laid on white.

    Raises:
        Cancelled: when ``progress`` raised it.
    """
    images = np.zeros((len(files), height, width, 1 if grey else 3), dtype=np.uint8)
    bad: dict[int, str] = {}
    for k, file in enumerate(files):
        try:
            images[k] = _decode(file, height, width, grey=grey)
        except DataError as error:
            bad[k] = str(error)
        if k % 32 == 0:
            progress(k / len(files), f"reading picture {k + 1:,} of {len(files):,}")
    return images, bad


def _decode(file: Path, height: int, width: int, *, grey: bool) -> np.ndarray:
    from PIL import Image, UnidentifiedImageError  # only who reads pictures needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata; the size is checked here
            with Image.open(file, formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise DataError(
                        f"{file} has {picture.width:,} × {picture.height:,} pixels, too many to open safely"
                    )
                if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                    layer = picture.convert("RGBA")
                    flat = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
                else:
                    flat = picture
                flat = flat.convert("L" if grey else "RGB")
                if flat.size != (width, height):
                    flat = flat.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=3.0)
                return np.asarray(flat, dtype=np.uint8).reshape(height, width, -1)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise DataError(f"{file} is not a PNG or JPEG picture") from None
    except FileNotFoundError:
        raise DataError(f"{file} does not exist") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow raises for damaged files
        raise DataError(f"{file} is damaged: {error}") from None
