"""Choose the examples that are used, and which of them validate; seeded, and the same with any library version."""

from __future__ import annotations

import numpy as np

from gdlab.data.base import Raw, Source
from gdlab.spec import streams
from gdlab.spec.errors import DataError

#: The seed by which examples are set aside for a test, whatever the seed of a run.
_TEST_SEED = 0x7E57


def split(raw: Raw, spec: Source, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices of the training and of the validation part, each in the order of the source.

    Raises:
        DataError: when the data cannot be split so: no groups, a fold that does not exist, too few examples.
    """
    rows, _ = split_off_test(raw, spec)
    rows = _limited(raw, spec, seed, rows)
    if not spec.val_fraction and spec.split in ("share", "time", "group"):
        return rows, rows[:0]
    if spec.split == "time":
        return _by_time(raw, spec, rows)
    if spec.split == "given":
        if raw.given is None:
            raise DataError(f"{spec.type} came without a validation part of its own; choose another split")
        return rows[~raw.given[rows]], rows[raw.given[rows]]
    if spec.split == "group":
        chosen = _groups(raw, spec, rows, seed)
    elif spec.split == "kfold":
        chosen = _fold(raw, spec, rows, seed)
    else:
        chosen = _share(_strata(raw, spec, rows), spec.val_fraction, seed)
    return rows[~chosen], rows[chosen]


def split_off_test(raw: Raw, spec: Source) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that train and validate, and those that are set aside for a test, the same for every seed.

    They are the last in time, whole groups or a share by lot, as the split of the other rows is.

    Raises:
        DataError: when too few examples are left on either side.
    """
    rows = np.arange(len(raw.inputs), dtype=np.int64)
    if not spec.test_fraction:
        return rows, rows[:0]
    as_test = spec.replace(val_fraction=spec.test_fraction, test_fraction=0.0)
    if spec.split == "time":
        return _by_time(raw, as_test, rows)
    if spec.split == "group":
        chosen = _groups(raw, as_test, rows, _TEST_SEED)
    else:
        chosen = _share(_strata(raw, spec, rows), spec.test_fraction, _TEST_SEED)
    return rows[~chosen], rows[chosen]


def _limited(raw: Raw, spec: Source, seed: int, rows: np.ndarray) -> np.ndarray:
    """Return the rows in use: all of those given, the first in time, or a (stratified) draw."""
    if not spec.limit or spec.limit >= len(rows):
        return rows
    if spec.split == "time":
        order = slice(None) if raw.times is None else np.argsort(raw.times[rows], kind="stable")
        return rows[order][: spec.limit]
    ranked = _ranked(_strata(raw, spec, rows), streams.key(seed, streams.SPLIT, 1))
    return np.sort(rows[ranked[: spec.limit]])


def _strata(raw: Raw, spec: Source, rows: np.ndarray) -> np.ndarray:
    """Return the stratum of each row: its class where the split keeps their shares, else one for all."""
    if not spec.stratify or raw.task != "classification" or raw.targets.ndim > 1:
        return np.zeros(len(rows), dtype=np.int64)
    return raw.targets[rows]


def _ranked(strata: np.ndarray, stream: int) -> np.ndarray:
    """Return the positions in an order whose every beginning holds the strata in their proportion."""
    shuffled = streams.order(stream, len(strata))
    if not len(strata) or (strata == strata[0]).all():
        return shuffled
    place = np.empty(len(strata), dtype=np.float64)
    labels = strata[shuffled]
    for label in set(strata.tolist()):  # np.unique would import the masked arrays, which takes 0.03 s
        mine = shuffled[labels == label]
        place[mine] = (np.arange(len(mine)) + 0.5) / len(mine)
    return shuffled[np.argsort(place[shuffled], kind="stable")]


def _share(strata: np.ndarray, fraction: float, seed: int) -> np.ndarray:
    """Return a mask of the validation part: ``fraction`` of all, and of each stratum as nearly as may be."""
    count = min(max(round(len(strata) * fraction), 1), len(strata) - 1)
    chosen = np.zeros(len(strata), dtype=bool)
    chosen[_ranked(strata, streams.key(seed, streams.SPLIT))[:count]] = True
    return chosen


def _fold(raw: Raw, spec: Source, rows: np.ndarray, seed: int) -> np.ndarray:
    """Return a mask of one of k folds; the folds are disjoint and together are everything."""
    if spec.fold >= spec.folds:
        raise DataError(f"fold {spec.fold} does not exist: {spec.folds} folds are numbered 0 to {spec.folds - 1}")
    if spec.folds > len(rows):
        raise DataError(f"{len(rows)} examples cannot be split into {spec.folds} folds")
    strata = _strata(raw, spec, rows)
    dealt = streams.order(streams.key(seed, streams.SPLIT), len(rows))
    dealt = dealt[np.argsort(strata[dealt], kind="stable")]  # class by class, dealt round
    chosen = np.zeros(len(rows), dtype=bool)
    chosen[dealt[spec.fold :: spec.folds]] = True
    return chosen


def _groups(raw: Raw, spec: Source, rows: np.ndarray, seed: int) -> np.ndarray:
    """Return a mask of whole groups, drawn until the share is reached."""
    if raw.groups is None:
        raise DataError(f"{spec.type} has no groups to split by; choose another split")
    names, counts = np.unique(raw.groups[rows], return_counts=True)
    if len(names) < 2:
        raise DataError(f"{spec.type}: all examples are in one group, so there is nothing to validate on")
    drawn = streams.order(streams.key(seed, streams.SPLIT), len(names))
    reached = np.cumsum(counts[drawn])
    wanted = spec.val_fraction * len(rows)
    number = min(int(np.searchsorted(reached, wanted)) + 1, len(names) - 1)
    return np.isin(raw.groups[rows], names[drawn[:number]])


def _by_time(raw: Raw, spec: Source, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what is before and after the cut; examples that reach across it are in neither part."""
    if raw.times is not None and raw.begins is not None:
        return _by_spans(raw.begins[rows], raw.times[rows], rows, spec)
    if raw.times is not None:
        rows = rows[np.argsort(raw.times[rows], kind="stable")]
    cut = min(max(len(rows) - round(len(rows) * spec.val_fraction), 1), len(rows))
    train, val = rows[: max(cut - raw.overlap, 0)], rows[cut:]
    if not len(train) or not len(val):
        raise DataError(
            f"{spec.type}: {len(rows)} windows are too few for a cut in time that no window of "
            f"{raw.overlap + 1} steps crosses; shorten the windows or take a smaller validation share"
        )
    return train, val


def _by_spans(begins: np.ndarray, ends: np.ndarray, rows: np.ndarray, spec: Source) -> tuple[np.ndarray, np.ndarray]:
    """Return the examples that end before the cut and those that begin after it, of several series side by side."""
    last = len(rows) - min(max(round(len(rows) * spec.val_fraction), 1), len(rows))
    cut = np.sort(begins)[last]
    train, val = rows[ends < cut], rows[begins >= cut]
    if not len(train) or not len(val):
        raise DataError(
            f"{spec.type}: no cut in time leaves windows on both sides that do not cross it; shorten the windows or "
            "take a smaller validation share"
        )
    return train, val
