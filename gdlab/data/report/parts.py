"""The findings of prepared examples: what the training and the validation part share, and how they differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.hashes import count_shared, row_hashes, shuffled_hashes
from gdlab.spec.examples import Examples

_MOST_ROWS, _MOST_COLUMNS = 20_000, 256
_LOPSIDED, _DRIFT, _SHARES, _SHOWN, _FEWEST = 0.8, 0.5, 0.25, 3, 50


def part_findings(examples: Examples) -> tuple[DataFinding, ...]:
    """Return what is to be said of the two parts of prepared examples."""
    told: Sequence[DataFinding] = examples.extra.get("findings", ())
    found = [*told, *_shared(examples)]
    if examples.task == "classification" and examples.target_width == 1:
        found += _classes(examples)
    return (*found, *_drift(examples))


def _shared(examples: Examples) -> list[DataFinding]:
    """Return how many validation examples the training part holds too, inputs and target alike."""
    n_val = len(examples.x_val)
    if not n_val or examples.look in ("tokens", "series"):
        return []
    train = row_hashes((examples.x_train, examples.y_train))
    val = row_hashes((examples.x_val, examples.y_val))
    same = count_shared(val, train)
    picture = examples.look == "image" or examples.image is not None
    if same < (1 if picture else max(2, 0.01 * n_val)):
        return []
    if not picture and same / n_val <= 3 * _by_chance(examples):
        return []
    what = "pictures" if picture else "rows"
    said = f"{same:,} of {n_val:,} validation {what} stand in the training part as well, with the same target: their "
    return [DataFinding("duplicates", said + "validation figures say how well they were learned by heart.")]


def _by_chance(examples: Examples) -> float:
    """Return the share of validation rows that a training row would equal if its columns were independent."""
    if examples.x_train.ndim != 2:
        return 0.0
    train, val = (
        shuffled_hashes([*_columns(x[:_MOST_ROWS], examples.features), y[:_MOST_ROWS]])
        for x, y in ((examples.x_train, examples.y_train), (examples.x_val, examples.y_val))
    )
    return count_shared(val, train) / max(len(val), 1)


def _columns(x: np.ndarray, features: tuple[str, ...]) -> list[np.ndarray]:
    """Return the columns of inputs; those of one category stay together, as "name = level" says."""
    if len(features) != x.shape[1]:
        return [x[:, k] for k in range(x.shape[1])]
    places: dict[str, list[int]] = {}
    for k, name in enumerate(features):
        places.setdefault(name.partition(" = ")[0], []).append(k)
    return [x[:, at] for at in places.values()]


def _classes(examples: Examples) -> list[DataFinding]:
    """Return what is to be said of classes that nearly every example has, or hardly any."""
    n = max(len(examples.classes), 1 + max(int(y.max()) for y in (examples.y_train, examples.y_val) if y.size))
    train, val = (np.bincount(y.reshape(-1), minlength=n) for y in (examples.y_train, examples.y_val))
    names = examples.classes or tuple(str(k) for k in range(n))
    found = []
    share = train.max() / train.sum()
    if share >= _LOPSIDED and n > 1:
        said = f"{100 * share:.1f} % of the training targets are {names[int(train.argmax())]!r}: always naming it has "
        found.append(DataFinding("imbalance", f"{said}accuracy {share:.3f}."))
    unseen = [k for k in range(n) if val[k] and not train[k]]
    if unseen:
        said = ", ".join(f"{names[k]!r} ({val[k]:,} of {val.sum():,})" for k in unseen[:_SHOWN])
        more = f" and {len(unseen) - _SHOWN:,} more classes" if len(unseen) > _SHOWN else ""
        said = f"Only the validation part has {said}{more}: what does not train cannot be learned, and counts as wrong."
        found.append(DataFinding("rare class", said))
    rare = [k for k in range(n) if train[k] > 0 and (train[k] < 2 or (len(examples.x_val) and not val[k]))]
    if rare and len(rare) <= max(_SHOWN, n / 2):
        said = ", ".join(f"{names[k]!r} {train[k]:,} in training and {val[k]:,} in validation" for k in rare[:_SHOWN])
        more = f"; and {len(rare) - _SHOWN:,} more" if len(rare) > _SHOWN else ""
        found.append(DataFinding("rare class", f"Classes that one part hardly has: {said}{more}."))
    return found


def _drift(examples: Examples) -> list[DataFinding]:
    """Return what differs much between the parts: the columns of a table, the targets, the shares of the classes."""
    if min(len(examples.x_train), len(examples.x_val)) < _FEWEST or examples.look == "tokens":
        return []
    return [*_drifting_columns(examples), *_drifting_targets(examples)]


def _drifting_columns(examples: Examples) -> list[DataFinding]:
    x, v = examples.x_train, examples.x_val
    if x.ndim != 2 or examples.image is not None:
        return []
    names = examples.features if len(examples.features) == x.shape[1] else [f"x{k}" for k in range(x.shape[1])]
    apart = _distances(x[:, :_MOST_COLUMNS], v[:, :_MOST_COLUMNS])
    order = [k for k in np.argsort(-apart, kind="stable").tolist() if apart[k] >= _DRIFT]
    if not order:
        return []
    others = ", ".join(f"{names[k]!r} ({apart[k]:.2f})" for k in order[1:_SHOWN])
    more = f" and {len(order) - _SHOWN:,} more" if len(order) > _SHOWN else ""
    also = f"; so do {others}{more}" if others else ""
    said = (
        f"{names[order[0]]!r} differs between the parts: {100 * apart[order[0]]:.0f} % of the values lie on the other "
    )
    said += f"side of a threshold (Kolmogorov–Smirnov distance {apart[order[0]]:.2f}){also}."
    return [DataFinding("drift", said, names[order[0]])]


def _drifting_targets(examples: Examples) -> list[DataFinding]:
    """Return what is to be said of targets that differ much between the parts: values, or the shares of classes."""
    y, w = (part.reshape(len(part), -1) for part in (examples.y_train, examples.y_val))
    if examples.task == "classification":
        return _drifting_classes(examples) if examples.target_width == 1 else []
    names = [str(name) for name in examples.extra.get("targets", ())] or [str(examples.extra.get("target", ""))]
    names = names if len(names) == y.shape[1] else [f"target {k}" for k in range(y.shape[1])]
    found = []
    for name, distance in zip(names, _distances(y, w), strict=True):
        if distance >= _DRIFT:
            said = f"The target {name!r}" if name else "The target"
            said += (
                f" differs between the parts (Kolmogorov–Smirnov distance {distance:.2f}): the validation part asks "
            )
            found.append(DataFinding("drift", f"{said}for values that the training part hardly has.", name))
    return found


def _drifting_classes(examples: Examples) -> list[DataFinding]:
    n = 1 + int(max(examples.y_train.max(), examples.y_val.max()))
    train, val = (np.bincount(y.reshape(-1), minlength=n) / len(y) for y in (examples.y_train, examples.y_val))
    if (train == 0).any() or (val == 0).any() or 0.5 * float(np.abs(train - val).sum()) < _SHARES:
        return []  # a class that one part has not at all is said by its name
    k = int(np.argmax(np.abs(train - val)))
    name = examples.classes[k] if examples.classes else str(k)
    said = f"The shares of the classes differ between the parts: {name!r} is {100 * train[k]:.0f} % of training and "
    return [DataFinding("drift", f"{said}{100 * val[k]:.0f} % of validation.")]


def _distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the distance of each column of two samples, (columns,); of long ones, of evenly spaced rows."""
    a, b = a[:: -(-len(a) // 5000)], b[:: -(-len(b) // 5000)]
    return np.array([_distance(a[:, k], b[:, k]) for k in range(a.shape[1])])


def _distance(a: np.ndarray, b: np.ndarray) -> float:
    """Return the largest distance of the distributions of two samples, from 0 to 1."""
    both = np.sort(np.concatenate([a, b]))
    below = [np.searchsorted(np.sort(part), both, side="right") / len(part) for part in (a, b)]
    return float(np.abs(below[0] - below[1]).max())
