"""From a data spec to prepared examples: read, check, split, prepare, remember."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np

from gdlab.data.base import Raw, Source
from gdlab.data.inputs import scaling
from gdlab.data.inputs.base import Prepared
from gdlab.data.inputs.documents import Documents, fitted_text
from gdlab.data.inputs.images import Images, fitted_pictures
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress, silent
from gdlab.data.splits import split, split_off_test
from gdlab.spec import streams
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import DataSpec

_CACHE: OrderedDict[tuple[Any, ...], Examples] = OrderedDict()
_CACHE_BYTES = 2**30
_LOADING: dict[tuple[Any, ...], threading.Lock] = {}
_LOCK = threading.Lock()


def load(
    spec: DataSpec,
    seed: int,
    *,
    dtype: str = "float32",
    progress: Progress | None = None,
    tested: bool = False,
) -> Examples:
    """Return the prepared examples of a data spec; equal calls in a process share one set of arrays.

    Args:
        spec: the data set and how it is split and prepared.
        seed: the run's seed; the data set's own takes its place where it has one.
        dtype: "float32" or "float64", for inputs and for targets that are values.
        progress: called now and then with the share done and a few words; may raise ``Cancelled``.
        tested: whether the examples that were set aside for a test are in the place of the validation part.

    Raises:
        DataError: when the data cannot be had or cannot be used; the sentence says what and where.
        Cancelled: when ``progress`` raised it.
    """
    if not isinstance(spec, Source):
        raise DataError(f"{spec.type or type(spec).__name__} is not a data set that can be loaded")
    seed = spec.seed if spec.seed >= 0 else seed
    key = (spec.model_dump_json(), seed, dtype, spec.fingerprint(), tested)
    with _LOCK:
        mine = _LOADING.setdefault(key, threading.Lock())
    with mine:  # runs of a race ask together for the same set: one loads it, the others wait
        with _LOCK:
            found = _CACHE.get(key)
        if found is None:
            found = _load(spec, seed, dtype, progress or silent, tested=tested)
        with _LOCK:
            _CACHE[key] = found
            _CACHE.move_to_end(key)
            _forget_the_oldest()
    with _LOCK:
        _LOADING.pop(key, None)
    return found


def forget() -> None:
    """Drop every remembered set."""
    with _LOCK:
        _CACHE.clear()


def _forget_the_oldest() -> None:
    while len(_CACHE) > 1 and sum(map(_bytes, _CACHE.values())) > _CACHE_BYTES:
        _CACHE.popitem(last=False)


def _bytes(examples: Examples) -> int:
    arrays = (examples.x_train, examples.y_train, examples.x_val, examples.y_val)
    return sum(a.nbytes for a in arrays if not isinstance(a, np.memmap))


def _load(spec: Source, seed: int, dtype: str, progress: Progress, *, tested: bool) -> Examples:
    raw = spec.read(seed, progress)
    try:
        return _examples(raw, spec, seed, dtype, progress, tested=tested)
    finally:
        raw.close()


def _examples(raw: Raw, spec: Source, seed: int, dtype: str, progress: Progress, *, tested: bool) -> Examples:
    _check(raw, spec)
    progress(-1.0, "choosing the validation part")
    train, val = split(raw, spec, seed)
    val = split_off_test(raw, spec)[1] if tested else val
    if not len(train):
        raise DataError(f"{spec.type}: the training part is empty; take a smaller validation share")
    progress(-1.0, "preparing the inputs")
    prepared = raw.inputs.prepare(train, val, spec, seed)
    raw.close()
    progress(-1.0, "preparing the targets")
    y_train, y_val, extra = _targets(raw, spec, train, val, dtype, seed)
    extra |= _preparation(raw, prepared, spec, extra)
    return Examples(
        x_train=_floats(prepared.x_train, dtype),
        y_train=np.tile(y_train, (prepared.repeats,) + (1,) * (y_train.ndim - 1)),
        x_val=_floats(prepared.x_val, dtype),
        y_val=y_val,
        task=raw.task,
        classes=raw.classes,
        features=prepared.features,
        look=raw.look,
        image=prepared.image,
        name=spec.type,
        note=_note(raw, prepared),
        extra={**raw.extra, **_columns(raw, train, val), **prepared.extra, **extra},
    )


def _preparation(raw: Raw, prepared: Prepared, spec: Source, targets: Mapping[str, Any]) -> dict[str, Any]:
    """Return, as plain data, what new rows of a table or new pictures are prepared by; nothing for other inputs."""
    if isinstance(raw.inputs, Images):
        shape, flatten = raw.inputs.pixels.shape[1:], bool(getattr(spec, "flatten", True))
        return {"preparation": {"pictures": fitted_pictures(shape, prepared.extra.get("scale"), flatten=flatten)}}
    columns = prepared.extra.get("columns")
    if columns is None and isinstance(raw.inputs, Numbers) and raw.inputs.x.ndim == 2:
        n = raw.inputs.x.shape[1]
        scale = prepared.extra.get("scale", {"shift": np.zeros(n), "width": np.ones(n)})
        columns = [
            {"name": name, "kind": "numeric", "at": k, "date_format": "", "stand_in": None, "flag_at": None,
             "shift": float(scale["shift"][k]), "width": float(scale["width"][k])}
            for k, name in enumerate(raw.inputs.features or [f"x{k}" for k in range(n)])
        ]  # fmt: skip
    if columns is None and isinstance(raw.inputs, Documents):
        columns = [fitted_text("text", 0, prepared, spec)]
    if columns is None:
        return {}
    scale = targets.get("target_scale")
    found = {
        "columns": columns,
        "width": int(prepared.x_train.shape[1]),
        "task": raw.task,
        "classes": list(raw.classes),
        "target": str(raw.extra.get("target", "target")),
        "targets": list(raw.extra.get("targets", ())),
        "target_shift": [] if scale is None else scale["shift"].tolist(),
        "target_width": [] if scale is None else scale["width"].tolist(),
        "outputs": int(np.prod(raw.targets.shape[1:], dtype=np.int64)),
        "missing": getattr(spec, "missing", "drop"),
        "fill": float(getattr(spec, "fill", 0.0)),
        "missing_marks": list(getattr(spec, "missing_marks", ())),
    }
    return {"preparation": found}


def _check(raw: Raw, spec: Source) -> None:
    """Refuse raw examples that nothing can be learned from."""
    n = len(raw.inputs)
    if n != len(raw.targets):
        raise DataError(f"{spec.type}: {n} inputs and {len(raw.targets)} targets do not belong together")
    if n == 0:
        raise DataError(f"{spec.type} has no examples")
    if n == 1:
        raise DataError(f"{spec.type} has one example, and a training and a validation part need two")
    if not raw.targets.size:
        raise DataError(f"{spec.type}: the targets have no values (their shape is {raw.targets.shape})")
    if not np.isfinite(raw.targets).all():
        where = int(np.flatnonzero(~np.isfinite(raw.targets.reshape(n, -1)).all(axis=1))[0])
        raise DataError(f"{spec.type}: the target of example {where} is not a finite number")
    if (raw.targets == raw.targets.flat[0]).all():
        value = raw.targets.flat[0]
        shown = raw.classes[int(value)] if raw.classes and raw.task == "classification" else f"{value:g}"
        what = "class" if raw.task == "classification" else "value"
        raise DataError(f"{spec.type}: every target is the same {what} ({shown}), so there is nothing to learn")


def _targets(
    raw: Raw, spec: Source, train: np.ndarray, val: np.ndarray, dtype: str, seed: int
) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
    """Return the targets of both parts, and the scale that was fitted to those that are values."""
    y_train, y_val = raw.targets[train], raw.targets[val]
    if raw.task == "classification":
        return _with_wrong_labels(y_train.astype(np.int64), spec, raw, seed), y_val.astype(np.int64), {}
    if spec.label_noise:
        raise DataError(f"{spec.type}: label_noise replaces classes, and this set has values; take label_noise = 0")
    extra = {}
    asked: scaling.Scaling = "none" if raw.extra.get("several_labels") else getattr(spec, "target_scale", "none")
    scale = scaling.fit(y_train, asked, (1,))
    if scale is not None:
        y_train, y_val = scale.apply(y_train), scale.apply(y_val)
        extra["target_scale"] = {"shift": scale.shift.reshape(-1), "width": scale.width.reshape(-1)}
    return _floats(y_train, dtype), _floats(y_val, dtype), extra


def _with_wrong_labels(y: np.ndarray, spec: Source, raw: Raw, seed: int) -> np.ndarray:
    """Return training labels of which a share was replaced by classes drawn at random (which may be the right one)."""
    if not spec.label_noise:
        return y
    stream = streams.key(seed, streams.NOISE, streams.SPLIT)
    draws = streams.uniform(stream, 2 * y.size).reshape(2, *y.shape)
    drawn = (draws[1] * max(len(raw.classes), int(raw.targets.max()) + 1)).astype(np.int64)
    return np.where(draws[0] < spec.label_noise, drawn, y)


def _columns(raw: Raw, train: np.ndarray, val: np.ndarray) -> dict[str, np.ndarray]:
    parts = (("train", train), ("val", val))
    return {f"{name}_{part}": column[rows] for name, column in raw.columns.items() for part, rows in parts}


def _floats(x: np.ndarray, dtype: str) -> np.ndarray:
    if isinstance(x, np.memmap) and x.dtype == dtype:
        return x  # stays on disk
    return np.ascontiguousarray(x, dtype=dtype)


def _note(raw: Raw, prepared: Prepared) -> str:
    return " ".join(part for part in (raw.note, *prepared.notes) if part)
