"""The format ``npz``: the weights of one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run
from gdlab.lab.weights.base import export_weights


class NpzExport(RunFormat):
    """The weights of a run under PyTorch's names and shapes."""

    name: ClassVar[str] = "npz"
    title: ClassVar[str] = "Weights for NumPy (npz)"
    help: ClassVar[str] = "The weights of one run for numpy.load."
    suffix: ClassVar[str] = ".npz"
    single: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        return [export_weights(runs[0], path, self.name)]
