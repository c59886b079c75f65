"""Altered copies of training images: shifted, mirrored, cropped; drawn from the run's own stream."""

from __future__ import annotations

import numpy as np

from gdlab.spec import streams
from gdlab.spec.kinds import DataSpec


def augmented(images: np.ndarray, spec: DataSpec, seed: int) -> tuple[np.ndarray, int]:
    """Return the images followed by their altered copies, and how many copies there are of each.

    Args:
        images: (N, height, width, channels).
        spec: may have the fields ``augment``, ``augment_shift``, ``augment_flip`` and ``augment_crop``.
        seed: the run's seed.
    """
    copies = int(getattr(spec, "augment", 0))
    if not copies or not len(images):
        return images, 0
    made = [images]
    for copy in range(copies):
        draws = streams.uniform(streams.key(seed, streams.AUGMENT, copy), 5 * len(images)).reshape(-1, 5)
        altered = _cropped(images, int(getattr(spec, "augment_crop", 0)), draws[:, 0], draws[:, 1])
        altered = _shifted(altered, int(getattr(spec, "augment_shift", 0)), draws[:, 2], draws[:, 3])
        if getattr(spec, "augment_flip", False):
            mirrored = draws[:, 4] < 0.5
            altered[mirrored] = altered[mirrored, :, ::-1]
        made.append(altered)
    return np.concatenate(made), copies


def _shifted(images: np.ndarray, most: int, down: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return each image moved by up to ``most`` pixels either way, with black where nothing was."""
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)))
    return _windows(padded, (2 * most + 1, 2 * most + 1), (height, width), down, right)


def _cropped(images: np.ndarray, less: int, down: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return a random window of each image, ``less`` pixels smaller, enlarged to the old size (nearest pixel)."""
    height, width = images.shape[1:3]
    less = min(less, height - 1, width - 1)
    if not less:
        return images.copy()
    small = _windows(images, (less + 1, less + 1), (height - less, width - less), down, right)
    rows = np.arange(height) * (height - less) // height
    columns = np.arange(width) * (width - less) // width
    return small[:, rows][:, :, columns]


def _windows(
    images: np.ndarray, places: tuple[int, int], size: tuple[int, int], down: np.ndarray, right: np.ndarray
) -> np.ndarray:
    """Return a window of ``size`` of each image whose corner the draws (0 to 1) choose among ``places``."""
    top = (down * places[0]).astype(np.int64)[:, None] + np.arange(size[0])
    left = (right * places[1]).astype(np.int64)[:, None] + np.arange(size[1])
    return images[np.arange(len(images))[:, None, None], top[:, :, None], left[:, None, :]]
