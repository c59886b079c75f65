"""Named arrays as safetensors in memory: written and read without running any code, every length checked."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from gdlab.lab.weights.safetensors import Safetensors
from gdlab.spec.errors import DataError

_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "BOOL": "|b1"}
_MOST_HEADER, _MOST_ARRAYS, _MOST_AXES = 2**24, 100_000, 8


def pack_named(arrays: Mapping[str, np.ndarray], about: Mapping[str, str] | None = None) -> bytes:
    """Return arrays as the content of a .safetensors file.

    Args:
        arrays: arrays of floats, whole numbers or booleans by name.
        about: texts by name that are in its header.
    """
    file = io.BytesIO()
    Safetensors().write(
        {k: np.ascontiguousarray(v).reshape(v.shape) for k, v in arrays.items()}, dict(about or {}), file
    )
    return file.getvalue()


def unpack_named(content: bytes, where: str) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Return the arrays of a .safetensors file, and the texts in its header.

    Args:
        content: the whole file.
        where: what it is called in a refusal.

    Raises:
        DataError: when it is damaged, or says lengths and places that do not fit.
    """
    size = int.from_bytes(content[:8], "little")
    if len(content) < 8 or size > min(len(content) - 8, _MOST_HEADER):
        raise DataError(f"{where} is damaged: its header is longer than it is")
    try:
        header: Any = json.loads(content[8 : 8 + size])
    except (ValueError, RecursionError):
        raise DataError(f"{where} is damaged: its header is no JSON") from None
    if not isinstance(header, dict):
        raise DataError(f"{where} is damaged: its header is no table")
    table = cast("dict[str, Any]", header)
    about: Any = table.pop("__metadata__", {})
    if len(table) > _MOST_ARRAYS or not isinstance(about, dict):
        raise DataError(f"{where} holds more than {_MOST_ARRAYS:,} arrays, or its texts are no table")
    body = memoryview(content)[8 + size :]
    arrays: dict[str, np.ndarray] = {}
    left = len(body)
    for name, entry in table.items():  # the sum is bounded before each copy
        values = _array(body, entry, f"{where}: array {name!r}")
        left -= values.nbytes
        if left < 0:
            raise DataError(f"{where} is damaged: its arrays overlap")
        arrays[name] = values.astype(values.dtype.newbyteorder("="))
    return arrays, {str(k): str(v) for k, v in cast("dict[Any, Any]", about).items()}


def _array(body: memoryview, entry: Any, where: str) -> np.ndarray:
    """Return one array, a view of the body.

    Raises:
        DataError: when type, shape and place do not fit.
    """
    try:
        dtype = np.dtype(_DTYPES[entry["dtype"]])
        shape, (start, end) = tuple(entry["shape"]), entry["data_offsets"]
        whole = all(type(n) is int and n >= 0 for n in (*shape, start, end))
    except (KeyError, TypeError, ValueError):
        raise DataError(f"{where} is not described by type, shape and place") from None
    if not whole or len(shape) > _MOST_AXES or not start <= end <= len(body):
        raise DataError(f"{where} stands where the file has nothing")
    if math.prod(shape) * dtype.itemsize != end - start:
        raise DataError(f"{where} is {end - start} bytes long, which its shape {shape} is not")
    return np.frombuffer(body[start:end], dtype).reshape(shape)
