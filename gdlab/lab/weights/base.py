"""What a format of weights is, and the formats that there are."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import BinaryIO, ClassVar

import numpy as np

from gdlab.lab.files import OutputError, atomic_write
from gdlab.lab.run import Run

_FORMATS: dict[str, type[WeightFormat]] = {}


class WeightFormat:
    """A file format of named arrays; defining a subclass in a module of this package registers it."""

    #: What the format is called on the command line.
    name: ClassVar[str] = ""
    #: What it is and who reads it.
    help: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        _FORMATS[cls.name] = cls

    def write(self, arrays: dict[str, np.ndarray], about: dict[str, str], file: BinaryIO) -> None:
        """Write arrays.

        Args:
            arrays: PyTorch's state_dict names to arrays of PyTorch's shapes.
            about: what the weights are of, as text.
            file: where to write.
        """
        raise NotImplementedError


def weight_formats() -> dict[str, type[WeightFormat]]:
    """Return the formats by name."""
    package = importlib.import_module("gdlab.lab.weights")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"gdlab.lab.weights.{module.name}")
    return dict(sorted(_FORMATS.items()))


def export_weights(run: Run, path: str | Path, form: str) -> Path:
    """Write a run's parameters and buffers, under PyTorch's state_dict names and shapes, and return the file.

    Of a run that averages its weights these are the averages, at which it was evaluated.

    Args:
        run: a trained run.
        path: the file.
        form: the name of a format.

    Raises:
        OutputError: when there is no such format, nothing was trained, or the file cannot be written.
    """
    known = weight_formats()
    if form not in known:
        raise OutputError(f"'{form}' is no format of weights; choose one of {', '.join(known)}")
    if not run.parameters:
        raise OutputError(run.why_untrained)
    arrays = {name: np.ascontiguousarray(value) for name, value in run.evaluated.items()}
    about = {"run": run.id, "name": run.label, "weights": "averaged" if run.averaged else "last"}
    about["gdlab_spec"] = run.spec.model_dump_json()
    with atomic_write(path) as temporary, temporary.open("wb") as file:
        known[form]().write(arrays, about, file)
    return Path(path)
