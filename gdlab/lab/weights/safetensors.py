"""Weights as safetensors, which PyTorch, JAX and others read without running any code.

The format (https://huggingface.co/docs/safetensors): the length of the header as a little-endian 64-bit number, the
header as JSON (type, shape and place of each array, and texts under ``__metadata__``), then the arrays.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO, ClassVar

import numpy as np

from gdlab.lab.weights.base import WeightFormat

_TYPES = {"float32": "F32", "float64": "F64", "float16": "F16", "int64": "I64", "int32": "I32", "bool": "BOOL"}
#: The arrays begin at a multiple of this, as the format asks for.
_ALIGNED = 8


class Safetensors(WeightFormat):
    """The weights as ``safetensors.torch.load_file`` reads them."""

    name: ClassVar[str] = "safetensors"
    help: ClassVar[str] = "Weights for safetensors.torch.load_file and its like."

    def write(self, arrays: dict[str, np.ndarray], about: dict[str, str], file: BinaryIO) -> None:
        header: dict[str, Any] = {"__metadata__": about}
        # the widest types first, so that every array is aligned to its own
        ordered = sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize)
        at = 0
        for name, value in ordered:
            header[name] = {
                "dtype": _TYPES[value.dtype.name],
                "shape": list(value.shape),
                "data_offsets": [at, at + value.nbytes],
            }
            at += value.nbytes
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % _ALIGNED)
        file.write(len(text).to_bytes(8, "little") + text)
        for _, value in ordered:
            file.write(value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes())
